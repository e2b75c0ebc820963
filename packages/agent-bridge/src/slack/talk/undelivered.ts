import { z } from "zod";
import type { EntryFrameOf } from "../../protocol/entry-frame.js";
import { section } from "../blocks/blocks.js";
import type { Room } from "../room/room.js";
import { escapeText } from "../text/mrkdwn.js";
import { isRefused } from "../web-api/slack-api.js";
import type { Desk } from "./desk.js";

/** Marks the message that did not arrive, and says why below it. */
export async function markUndelivered(
	desk: Desk,
	room: Room,
	frame: EntryFrameOf<"delivery">,
): Promise<void> {
	const posted = await desk.lines.postedOf(room, frame.of);
	const what =
		frame.what === "update" ? "The edit" : frame.what === "delete" ? "The deletion" : "The message";
	const fate = frame.state === "unknown" ? "may not have reached the customer" : "did not reach the customer";
	const text = `:warning: ${what} ${fate}: ${escapeText(frame.error ?? "the channel did not say why")}`;
	if (posted?.ts !== undefined) await mark(desk, room, posted.ts);
	// In a channel the reason goes into the message's own thread, in a thread below it.
	const place = room.thread === undefined && posted?.ts !== undefined ? { ...room, thread: posted.ts } : room;
	await desk.poster.post(place, frame.entryId, { text, blocks: [section(text)] });
}

export async function mark(
	{ api }: Pick<Desk, "api">,
	{ channel }: Pick<Room, "channel">,
	ts: string,
): Promise<void> {
	try {
		await api.repeat("reactions.add", { channel, timestamp: ts, name: "warning" }, z.unknown());
	} catch (error) {
		if (!isRefused(error, "slack-already-reacted", "slack-message-not-found")) throw error;
	}
}
