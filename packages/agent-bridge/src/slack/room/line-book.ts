import { personFact, type UserId } from "@baton/core";
import { z } from "zod";
import { type DeskStore, keptMs } from "../memory/desk-store.js";
import type { Room } from "./room.js";

/** A message of an agent that reached the conversation, and the lines that it became. */
const spoken = z.object({
	entryIds: z.array(z.string()),
	person: z.string(),
});
export type Spoken = z.infer<typeof spoken>;

/** Where a line of the log is in Slack. */
const posted = z.object({
	channel: z.string(),
	/** Absent while nobody knows whether it was posted. */
	ts: z.string().optional(),
	/** When posting began, epoch milliseconds. */
	since: z.number(),
	/** Whether it is an agent's own message, and not ours to change. */
	own: z.boolean(),
});
export type Posted = z.infer<typeof posted>;

/** Which line of a log is which message of a room, remembered in the store. */
export interface LineBook {
	postedOf(room: Room, line: string): Promise<Posted | undefined>;
	notePosted(room: Room, line: string, posted: Posted): Promise<void>;
	spokenAt(room: Room, ts: string): Promise<Spoken | undefined>;
	noteSpoken(room: Room, ts: string, spoken: Spoken): Promise<void>;
}

export function createLineBook(store: DeskStore, prefix: string): LineBook {
	const lineName = ({ user, channel, thread = "" }: Room, line: string) =>
		personFact(user as UserId, `${prefix}:line:${channel}/${thread}:${line}`);
	const messageName = ({ user, channel }: Room, ts: string) =>
		personFact(user as UserId, `${prefix}:said:${channel}/${ts}`);

	async function notePosted(room: Room, line: string, value: Posted): Promise<void> {
		await store.writeFact(lineName(room, line), JSON.stringify(value), keptMs);
	}

	return {
		async postedOf(room, line) {
			const text = await store.readFact(lineName(room, line));
			return text === undefined ? undefined : posted.parse(JSON.parse(text));
		},
		notePosted,
		async spokenAt(room, ts) {
			const text = await store.readFact(messageName(room, ts));
			return text === undefined ? undefined : spoken.parse(JSON.parse(text));
		},
		async noteSpoken(room, ts, value) {
			await store.writeFact(messageName(room, ts), JSON.stringify(value), keptMs);
			const own = { channel: room.channel, ts, since: 0, own: true };
			for (const entry of value.entryIds) await notePosted(room, entry, own);
		},
	};
}
