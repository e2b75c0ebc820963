import { z } from "zod";
import type { EntryFrame, EntryFrameOf } from "../../protocol/entry-frame.js";
import type { Snapshot } from "../../protocol/parts.js";
import { actions, button, context, moment, section } from "../blocks/blocks.js";
import { type SlackMessage, toMessages } from "../blocks/to-message.js";
import { isSaid } from "../room/history.js";
import type { Room } from "../room/room.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { words } from "../words.js";
import type { Desk } from "./desk.js";
import { appTitle, channelTitle, customerName } from "./standing-text.js";

const reasons: Readonly<Record<string, string>> = {
	asked: "asked for a person",
	unsure: "the bot was not sure",
	"always-human": "this is for people",
	"bot-asked": "the bot asked for a person",
	"bot-failed": "the bot failed",
	"recognizer-failed": "the bot could not understand",
	"bot-off": "the bot is off",
	"draft-only": "the bot only drafts",
	"handed-over": "a colleague hands over",
	lost: "whoever had it is gone",
};

/** Somebody waits, or has left a message since nobody was there. */
type Waiting = EntryFrameOf<"handover" | "messageLeft">;

/** Says in the channel for it that somebody waits, with a button that takes it. Once for each offer. */
export async function announce(desk: Desk, frame: Waiting): Promise<void> {
	const { announceIn } = desk.settings;
	if (announceIn === undefined) return;
	const { conversation, entries } = await desk.client.getTranscript({
		conversationId: frame.conversationId,
		limit: 10,
	});
	// By the time of telling it may be over.
	const { offer, leftMessage } = conversation;
	if ((frame.type === "handover" ? offer : leftMessage)?.offerId !== frame.offerId) return;
	const place = announcementRoom(frame, announceIn, customerName(conversation));
	await desk.poster.post(place, `offer-${frame.offerId}`, offerMessage(desk, frame, conversation, entries));
}

/** For the poster a channel is a room like any other. */
function announcementRoom(
	{ conversationId, botUserId, botId }: EntryFrame,
	channel: string,
	name: string,
): Room {
	return { conversationId, user: botUserId, botId, name, channel, since: 0, isOpen: true };
}

function offerMessage(
	desk: Desk,
	frame: Waiting,
	snapshot: Snapshot,
	entries: readonly EntryFrame[],
): SlackMessage {
	const { reason, since, conversationId, offerId } = frame;
	const isLeft = frame.type === "messageLeft";
	const fromAppId = isLeft ? undefined : frame.fromAppId;
	const name = escapeName(customerName(snapshot));
	const from = fromAppId === undefined ? "" : ` from ${escapeName(appTitle(desk, fromAppId))}`;
	const detail = reason.detail === undefined ? "" : `: ${escapeText(reason.detail)}`;
	const why = `${reasons[reason.type] ?? reason.type}${from}${detail}`;
	const last = entries.findLast(({ type, entryId }) =>
		isLeft ? entryId === frame.leftId : type === "userSay",
	);
	const wants = isLeft ? "left a message" : "waits for a person";
	const value = JSON.stringify([conversationId, offerId]);
	return {
		text: `${name} ${wants}: ${why}`,
		blocks: [
			section(
				`${isLeft ? ":envelope:" : ":wave:"} *${name}* ${wants} · ${why}${last === undefined ? "" : `\n${quoteOf(last)}`}`,
			),
			context(`${escapeName(channelTitle(snapshot.channel))} · since ${moment(since)}`),
			actions(
				button("take", words.buttons.take, value, "primary"),
				...(isLeft ? [] : [button("decline", words.buttons.decline, value)]),
			),
		],
	};
}

export function quoteOf(entry: EntryFrame): string {
	if (!isSaid(entry)) return "";
	const text = toMessages(entry)[0]?.text ?? "";
	return (text.length > 300 ? `${text.slice(0, 299).toWellFormed()}…` : text).replace(/^/gm, "> ");
}

type OfferEnd = EntryFrameOf<"handoverDeclined" | "handoverExpired" | "handoverWithdrawn">;

/** Takes the button away once it is of no use, and says what became of it. */
export async function endAnnouncement(desk: Desk, frame: OfferEnd): Promise<void> {
	const { announceIn } = desk.settings;
	if (announceIn === undefined) return;
	const { conversation } = await desk.client.getTranscript({
		conversationId: frame.conversationId,
		limit: 1,
	});
	const name = customerName(conversation);
	const place = announcementRoom(frame, announceIn, name);
	const text = `${endOf(desk, frame, conversation)} · *${escapeName(name)}*`;
	await desk.poster.update(place, `offer-${frame.offerId}`, { text, blocks: [context(text)] });
}

function endOf(desk: Desk, frame: OfferEnd, { holder, person }: Snapshot): string {
	if (frame.type === "handoverDeclined") return ":no_entry_sign: Nobody took it";
	if (frame.type === "handoverExpired") return ":hourglass: Nobody took it in time";
	const who = person?.displayName ?? (holder && appTitle(desk, holder.appId));
	if (frame.how === "confirmed" || frame.how === "tookOver")
		return who === undefined
			? ":white_check_mark: Taken"
			: `:white_check_mark: Taken by *${escapeName(who)}*`;
	return frame.how === "cancelled"
		? ":wave: The customer needs nobody any more"
		: ":heavy_minus_sign: It is over";
}

const pressed = z.tuple([z.string(), z.string()]);

/** What the buttons of an announcement carry. @throws z.ZodError */
export function parseOffer(value: string): { readonly conversationId: string; readonly offerId: string } {
	const [conversationId, offerId] = pressed.parse(JSON.parse(value));
	return { conversationId, offerId };
}
