import { BatonError } from "@baton/core";
import { z } from "zod";
import type { Transcript } from "../../client/types.js";
import type { Snapshot } from "../../protocol/parts.js";
import type { Desk } from "../talk/desk.js";
import { customerName } from "../talk/standing-text.js";
import { isRefused } from "../web-api/slack-api.js";
import { authorOf } from "./author.js";
import { channelName } from "./channel-name.js";
import { draftMessage } from "./draft.js";
import { asItStands, toHistory } from "./history.js";
import { panelOf } from "./panel.js";
import type { Room } from "./room.js";

/**
 * Opens the room of a conversation, with what was said before, or finds the one that is open; and brings the agent
 * in. Call it in the conversation's turn. Whatever of it was done before is not done again.
 *
 * @throws BatonError `unknown-conversation`, `slack-…`
 */
export async function openRoom(desk: Desk, conversationId: string, agent?: string): Promise<Room> {
	// Whatever is said from here on is told: what is read now has all that was said before.
	await desk.client.send({ type: "watch", conversationId });
	const { conversation, entries } = await readBack(desk, conversationId);
	const talk = { conversationId, botUserId: conversation.botUserId };
	const known = await desk.rooms.of(talk);
	const room = known?.isOpen === true ? known : await beginRoom(desk, conversation);
	if (room.panel === undefined || room !== known) await fill(desk, room, conversation, entries);
	if (agent !== undefined) await invite(desk, room, agent);
	return room;
}

function readBack({ client, settings }: Desk, conversationId: string): Promise<Transcript> {
	return client.getTranscript({ conversationId, limit: Math.max(1, settings.history) });
}

async function beginRoom(desk: Desk, snapshot: Snapshot): Promise<Room> {
	const { conversationId, botUserId: user, botId, position: since } = snapshot;
	const room = { conversationId, user, botId, name: customerName(snapshot), since, isOpen: true };
	const made = { ...room, ...(await makePlace(desk, snapshot)) };
	await desk.rooms.save(made);
	return made;
}

async function makePlace(
	desk: Desk,
	snapshot: Snapshot,
): Promise<Pick<Room, "channel" | "thread" | "panel">> {
	const { rooms } = desk.settings;
	if (rooms.in === "channels")
		return { channel: await createChannel(desk, customerName(snapshot), rooms.private) };
	const message = { channel: rooms.channel, ...panelOf(desk, snapshot, true) };
	const { ts } = await desk.api.call("chat.postMessage", message, z.looseObject({ ts: z.string() }));
	return { channel: rooms.channel, thread: ts, panel: ts };
}

const created = z.looseObject({ channel: z.looseObject({ id: z.string() }) });
const attempts = 100;

async function createChannel({ api }: Desk, name: string, isPrivate: boolean): Promise<string> {
	for (let attempt = 1; attempt <= attempts; attempt++) {
		try {
			const wanted = { name: channelName(name, attempt), is_private: isPrivate };
			return (await api.call("conversations.create", wanted, created)).channel.id;
		} catch (error) {
			if (!isRefused(error, "slack-name-taken")) throw error;
		}
	}
	throw new BatonError(
		"no-channel-name",
		`Cannot make a channel for ${channelName(name)}: ${attempts} names are taken, archive some or use threads`,
	);
}

async function fill(
	desk: Desk,
	room: Room,
	snapshot: Snapshot,
	entries: Transcript["entries"],
): Promise<void> {
	const { poster, rooms, settings } = desk;
	const panel = room.panel ?? (await poster.post(room, "panel", panelOf(desk, snapshot, true)));
	const said = settings.history === 0 ? [] : asItStands(entries);
	const messages = toHistory(said, (each) => authorOf(each, room));
	for (const [index, message] of messages.entries()) await poster.post(room, `history-${index}`, message);
	const drafts = entries.filter((entry) => entry.type === "draft");
	for (const draft of drafts)
		if (snapshot.draftIds.includes(draft.entryId))
			await poster.post(room, draft.entryId, draftMessage(draft));
	await rooms.save({ ...room, panel });
}

async function invite({ api, settings }: Desk, room: Room, agent: string): Promise<void> {
	if (settings.rooms.in === "threads") return;
	try {
		await api.call("conversations.invite", { channel: room.channel, users: agent }, z.unknown());
	} catch (error) {
		if (!isRefused(error, "slack-already-in-channel", "slack-cant-invite-self")) throw error;
	}
}

/** Shows in the panel how the conversation stands now. */
export async function refreshPanel(desk: Desk, room: Room): Promise<void> {
	if (room.panel === undefined) return;
	const { conversation } = await desk.client.getTranscript({ conversationId: room.conversationId, limit: 1 });
	const where = { channel: room.channel, ts: room.panel };
	await desk.api.repeat(
		"chat.update",
		{ ...where, ...panelOf(desk, conversation, room.isOpen) },
		z.unknown(),
	);
}
