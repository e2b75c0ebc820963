import { z } from "zod";
import type { Person } from "../../protocol/parts.js";
import { context } from "../blocks/blocks.js";
import { refreshPanel } from "../room/open-room.js";
import type { Room } from "../room/room.js";
import { isRefused } from "../web-api/slack-api.js";
import { type Desk, standingOf } from "./desk.js";

/**
 * Gives the conversation back to the bot, and then closes the room: whoever reads "closed" may rely on it. Call it
 * in the conversation's turn.
 */
export async function closeRoom(desk: Desk, room: Room, person: Person): Promise<void> {
	await giveBack(desk, room, person);
	await desk.poster.post(room, `closed-${room.since}`, {
		text: "Closed",
		blocks: [context(":lock: Closed: the bot has the conversation, and nothing is mirrored here any more")],
	});
	const closed = { ...room, isOpen: false };
	await desk.rooms.save(closed);
	await refreshPanel(desk, closed);
	await archive(desk, room);
}

/** The place is gone already. Then what is left is that the customer is not forgotten. */
export async function abandonRoom(desk: Desk, room: Room, person?: Person): Promise<void> {
	await giveBack(desk, room, person);
	await desk.rooms.save({ ...room, isOpen: false });
}

async function giveBack(desk: Desk, { conversationId }: Room, person: Person | undefined): Promise<void> {
	const { client, settings } = desk;
	const { holder, epoch } = await standingOf(desk, conversationId);
	if (holder?.appId === settings.appId) await client.send({ type: "close", conversationId, epoch, person });
	await client.send({ type: "unwatch", conversationId });
}

async function archive({ api, settings }: Desk, { channel }: Room): Promise<void> {
	if (settings.rooms.in === "threads") return;
	try {
		await api.repeat("conversations.archive", { channel }, z.unknown());
	} catch (error) {
		if (!isRefused(error, "slack-already-archived", "slack-channel-not-found")) throw error;
	}
}
