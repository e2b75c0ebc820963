import { randomUUID } from "node:crypto";
import {
	type Channel,
	type EntryId,
	type OutboxItem,
	type Recipient,
	type SendResult,
	userId,
} from "@baton/core";
import { type Announcements, mustWait } from "./announcements.js";
import type { Answer, Api } from "./api.js";
import { toSendResult } from "./api-error.js";
import { limits } from "./limits.js";
import { representativeOf, toApi } from "./representative.js";
import { channelId } from "./to-activity.js";
import { toMessages } from "./to-messages.js";
import { type ApiEvent, apiMessage, describeProblem } from "./wire.js";

export interface SendOptions {
	readonly api: Api;
	readonly announcements: Announcements;
	/** Whoever comes first with an id may do it for so long: resolves with the id that stands. */
	readonly claim: (name: string, id: string, forMs: number) => Promise<string>;
	/** A human writes, or has written what has this id. */
	readonly onHuman: (to: Recipient, entry?: EntryId) => void;
}

/** What is sent of an item. */
export type Sending = Pick<OutboxItem, "id" | "kind" | "activity">;

/**
 * Business Messages as a channel. The id of an item is the id of its message or event, so sending it again has
 * the effect of once: the platform says `ALREADY_EXISTS`.
 *
 * While a human is in, button presses are theirs to answer.
 */
export function createChannel(options: SendOptions): Channel {
	return {
		reach: "anywhere",
		repeat: "idempotent",
		tellsEnd: true,
		policy: { postbacks: "forward" },
		async send(item, to) {
			const result = await send(options, item, to);
			if (item.by === "app" && result.state === "sent") options.onHuman(to, item.id);
			return result;
		},
		async showTyping(to, by) {
			const event: ApiEvent = { eventType: "TYPING_STARTED", representative: toApi(by) };
			if (by.representativeType === "HUMAN") options.onHuman(to);
			if (mustWait(await options.announcements.flush(to))) return;
			await options.api.sendEvent(to.reference.conversation.id, randomUUID(), event);
		},
	};
}

const announcing: ReadonlyMap<string, ApiEvent["eventType"]> = new Map([
	["representative.joined", "REPRESENTATIVE_JOINED"],
	["representative.left", "REPRESENTATIVE_LEFT"],
]);

export async function send(options: SendOptions, item: Sending, to: Recipient): Promise<SendResult> {
	const { id, kind, activity } = item;
	if (kind !== "send") return failed(`Business Messages cannot ${kind} what was sent`);
	const eventType = activity.type === "event" ? announcing.get(activity.name ?? "") : undefined;
	if (eventType !== undefined)
		options.announcements.add(to, { id, event: { eventType, representative: representativeOf(activity) } });
	const announced = await options.announcements.flush(to);
	return eventType !== undefined || mustWait(announced) ? announced : sendSaid(options, item, to);
}

async function sendSaid(options: SendOptions, item: Sending, to: Recipient): Promise<SendResult> {
	const { id, activity } = item;
	switch (activity.type) {
		case "message":
			return asksRating(activity) ? askRating(options, item, to) : sendMessages(options, item, to);
		case "typing": {
			const event = { eventType: "TYPING_STARTED", representative: representativeOf(activity) } as const;
			return toSendResult(await options.api.sendEvent(to.reference.conversation.id, id, event), id);
		}
		case "endOfConversation":
			return (await sendSurvey(options, id, to)) ?? { state: "sent" };
		default:
			// Other events and traces are for hosts: a user has no way to see them.
			return { state: "sent" };
	}
}

/** One after the other; the last of them has the item's own id, so its receipts are those of the whole. */
async function sendMessages(
	{ api }: SendOptions,
	{ id, activity }: Sending,
	to: Recipient,
): Promise<SendResult> {
	const { contents, unshown, forceFallback } = toMessages(activity);
	if (unshown.length > 0)
		return failed(
			`Business Messages cannot show ${unshown.join(", ")}: send a hero card, or a richCard in channelData`,
		);
	if (contents.length === 0) return failed("The message is empty: give it a text, a picture or a card");
	const representative = representativeOf(activity);
	const messages = contents.map((content, index) =>
		apiMessage.safeParse({ ...content, messageId: idOf(id, contents.length - 1 - index), representative }),
	);
	const problem = messages.find(({ success }) => !success)?.error;
	if (problem !== undefined)
		return failed(`Business Messages would refuse the message, correct it: ${describeProblem(problem)}`);
	let result: SendResult = { state: "sent" };
	for (const { data } of messages) {
		if (data === undefined) continue;
		result = toSendResult(await api.sendMessage(to.reference.conversation.id, data, forceFallback), id);
		if (result.state !== "sent") break;
	}
	return result;
}

/** @param left how many messages of the same item come after it */
function idOf(id: string, left: number): string {
	return left === 0 ? id : `${id}-${left}`;
}

/** The platform has a survey of its own. Where it shows none now, the user gets the question with its choices. */
async function askRating(options: SendOptions, item: Sending, to: Recipient): Promise<SendResult> {
	return (await sendSurvey(options, item.id, to)) ?? sendMessages(options, item, to);
}

/** As the core marks the question. */
function asksRating({ channelData }: Sending["activity"]): boolean {
	return (
		typeof channelData === "object" &&
		channelData !== null &&
		"asks" in channelData &&
		channelData.asks === "rating"
	);
}

/** At most one in 24 hours, and never a second one if the first was not answered: `undefined` where none was sent. */
async function sendSurvey(
	{ api, claim }: SendOptions,
	id: string,
	{ reference }: Recipient,
): Promise<SendResult | undefined> {
	const { conversation, bot } = reference;
	const user = userId({ channel: channelId, business: bot?.id ?? "", user: conversation.id });
	const standing = await claim(`person:${user}:${channelId}:survey`, id, limits.surveyEveryMs);
	if (standing !== id) return undefined;
	const answer = await api.sendSurvey(conversation.id, id);
	return isNoSurvey(answer) ? undefined : toSendResult(answer, id);
}

function isNoSurvey({ status }: Answer): boolean {
	return status === "RESOURCE_EXHAUSTED" || status === "FAILED_PRECONDITION";
}

function failed(error: string): SendResult {
	return { state: "failed", error };
}
