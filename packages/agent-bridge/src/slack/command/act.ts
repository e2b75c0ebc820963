import { BatonError } from "@baton/core";
import type { Person } from "../../protocol/parts.js";
import type { SlackMessage } from "../blocks/to-message.js";
import { openRoom } from "../room/open-room.js";
import type { Room } from "../room/room.js";
import { closeRoom } from "../talk/close-room.js";
import { type Desk, standingOf } from "../talk/desk.js";
import { appTitle, customerName } from "../talk/standing-text.js";
import { escapeName } from "../text/mrkdwn.js";
import { isRefused } from "../web-api/slack-api.js";

/** Something to do with one conversation. What it returns is told to whoever asked. */
export type Act = (desk: Desk, conversationId: string, by: Actor) => Promise<string | SlackMessage>;

interface Actor {
	readonly person: Person;
	/** Names what was done, so that it has the effect of once. */
	readonly id: string;
	/** Whether it was done in the customer's own room. */
	readonly isInRoom: boolean;
	/** What came with the command. */
	readonly text: string;
}

export const open: Act = async (desk, conversationId, { person }) => {
	const room = await openRoom(desk, conversationId, person.id);
	return linkTo(room);
};

export const pauseBot: Act = async (desk, conversationId, { person, id, isInRoom }) => {
	await desk.client.send({ type: "takeover", id, conversationId, person });
	const room = await openRoom(desk, conversationId, person.id);
	return isInRoom
		? "The bot is paused. What you write here reaches the customer."
		: `The bot is paused. ${linkText(room)}`;
};

export const unpauseBot: Act = async (desk, conversationId, { person, id }) => {
	const { holder, epoch } = await standingOf(desk, conversationId);
	if (holder === undefined) return "The bot is not paused.";
	if (holder.appId !== desk.settings.appId) return `${appTitle(desk, holder.appId)} has the conversation.`;
	await desk.client.send({ type: "release", id, conversationId, epoch, person });
	return "The bot has the conversation again.";
};

export const closeConversation: Act = async (desk, conversationId, { person, id }) => {
	const { botUserId, epoch, holder } = await standingOf(desk, conversationId);
	const room = await desk.rooms.of({ conversationId, botUserId });
	if (room?.isOpen === true) {
		await closeRoom(desk, room, person);
		return "Closed. The bot has the conversation.";
	}
	if (holder?.appId !== desk.settings.appId) return "There is nothing open to close.";
	await desk.client.send({ type: "close", id, conversationId, epoch, person });
	return "Closed. The bot has the conversation.";
};

export const note: Act = async ({ client }, conversationId, { person, id, text }) => {
	if (text === "") return "Say what to note: note the parcel was opened";
	await client.send({ type: "note", id, conversationId, person, text });
	return "Noted. The customer does not see it.";
};

/** To everybody, or to the desk or bot that is named. The conversation stays here until somebody takes it. */
export const handOver: Act = async (desk, conversationId, { person, id, text }) => {
	const { holder, epoch } = await standingOf(desk, conversationId);
	if (holder?.appId !== desk.settings.appId)
		return "Pause the bot first: only who has a conversation can offer it.";
	const { apps } = await desk.client.whenConnected();
	const others = apps.filter(({ appId }) => appId !== desk.settings.appId);
	const named = others
		.flatMap((app) => [app.appId, app.displayName].map((name) => ({ app, rest: wordsAfter(name, text) })))
		.filter(({ rest }) => rest !== undefined)
		// Of "Sales" and "Sales Berlin" the one that is meant is the one that leaves fewer words.
		.toSorted((one, other) => (one.rest?.length ?? 0) - (other.rest?.length ?? 0))[0];
	const to = named?.app;
	if (others.length === 0) return "There is nobody else to offer it to.";
	const words = (named?.rest ?? text).trim();
	await desk.client.send({
		...{ type: "handover", id, conversationId, epoch, person },
		...(to === undefined ? {} : { toAppId: to.appId }),
		...(words === "" ? {} : { note: words }),
	});
	return `Offered to ${to?.displayName ?? "all other desks"}. You have the conversation until somebody takes it.`;
};

export const who: Act = async (desk, conversationId) => {
	const snapshot = await standingOf(desk, conversationId);
	const { holder, person, watchers } = snapshot;
	const name = customerName(snapshot);
	const watching = watchers.map((app) => appTitle(desk, app)).join(", ") || "nobody";
	if (holder === undefined) return `The bot is talking to ${name}. Watching: ${watching}.`;
	const holds = [person?.displayName, appTitle(desk, holder.appId)].filter(Boolean).join(", ");
	return `${holds} has the conversation with ${name}. Watching: ${watching}.`;
};

/** What comes after a name, which may be of several words; `undefined` where the text does not begin with it. */
function wordsAfter(name: string, text: string): string | undefined {
	const words = text.trim().split(/\s+/);
	const { length } = name.trim().split(/\s+/);
	return isSame(name.trim(), words.slice(0, length).join(" ")) ? words.slice(length).join(" ") : undefined;
}

function isSame(one: string, other: string): boolean {
	return one.localeCompare(other, undefined, { sensitivity: "base" }) === 0;
}

function linkText({ channel, thread }: Room): string {
	return thread === undefined ? `<#${channel}>` : `It is in a thread in <#${channel}>.`;
}

function linkTo(room: Room): SlackMessage {
	return { text: `${escapeName(room.name)}: ${linkText(room)}` };
}

/** A refusal in words for whoever asked; anything else is thrown, and tried again. */
export function toAnswer(error: unknown): string {
	if (isRefused(error, "colleague-in-control"))
		return "A colleague has it. Take over only after a word with them.";
	if (isRefused(error, "offer-gone")) return "Somebody else was faster.";
	if (isRefused(error, "slack-expired-trigger-id")) return "That took too long for Slack: press it again.";
	if (isRefused(error, "unknown-conversation")) return "There is no such conversation any more.";
	if (error instanceof BatonError && error.cause !== undefined && isAnswer(error.cause))
		return `${error.message}.`;
	throw error;
}

/** What the bridge refused for good carries the frame that says so. */
function isAnswer(cause: unknown): boolean {
	return typeof cause === "object" && cause !== null && "type" in cause && cause.type === "refused";
}
