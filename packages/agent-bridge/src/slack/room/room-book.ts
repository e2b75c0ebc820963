import { personFact, type UserId } from "@baton/core";
import { type DeskStore, keptMs } from "../memory/desk-store.js";
import { parseRoom, type Room } from "./room.js";

/** Which conversation is where, remembered in the store. */
export interface RoomBook {
	of(talk: Talk): Promise<Room | undefined>;
	at(channel: string, thread: string | undefined): Promise<Room | undefined>;
	save(room: Room): Promise<void>;
}

interface Talk {
	readonly conversationId: string;
	readonly botUserId: string;
}

/**
 * What leads from a place in Slack to a person is their derived id; what says more is a fact about the person, and
 * is erased with them.
 */
export function createRoomBook(store: DeskStore, prefix: string): RoomBook {
	const placeOf = (channel: string, thread: string | undefined) => `${channel}${thread ? `/${thread}` : ""}`;
	const whoseAt = (place: string) => `${prefix}:place:${place}`;
	const roomAt = (user: string, place: string) => personFact(user as UserId, `${prefix}:room:${place}`);
	const placeFor = ({ botUserId, conversationId }: Talk) =>
		personFact(botUserId as UserId, `${prefix}:place:${conversationId}`);

	async function read(user: string, place: string): Promise<Room | undefined> {
		const text = await store.readFact(roomAt(user, place));
		return text === undefined ? undefined : parseRoom(text);
	}

	return {
		async of(talk) {
			const place = await store.readFact(placeFor(talk));
			return place === undefined ? undefined : read(talk.botUserId, place);
		},
		async at(channel, thread) {
			const place = placeOf(channel, thread);
			const user = await store.readFact(whoseAt(place));
			return user === undefined ? undefined : read(user, place);
		},
		async save(room) {
			const { user, conversationId, channel, thread } = room;
			const place = placeOf(channel, thread);
			await store.writeFact(roomAt(user, place), JSON.stringify(room), keptMs);
			await store.writeFact(placeFor({ botUserId: user, conversationId }), place, keptMs);
			await store.writeFact(whoseAt(place), user, keptMs);
		},
	};
}
