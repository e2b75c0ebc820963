import { randomBytes } from "node:crypto";
import { cannot } from "./cannot.js";
import { typedText } from "./escape.js";
import { newId } from "./ids.js";
import type { EmulatedPerson, PersonParts } from "./person.js";
import { messageAt, openPlaceOf, placeOf } from "./person-place.js";
import { addReaction, removeReaction } from "./reactions.js";
import { amend, remove, richTextOf, say } from "./say.js";
import { seenMessage } from "./seen.js";
import type { StoredFile } from "./state.js";
import { typeOfName } from "./stored-files.js";
import { tell } from "./tell.js";

type Speech = Pick<EmulatedPerson, "says" | "edits" | "deletes" | "uploads" | "reacts">;

/** What a person says, corrects and takes back. */
export function personSpeech(parts: PersonParts): Speech {
	const { world, workspace, user } = parts;

	function own(where: { readonly channel: string; readonly ts: string }, what: string) {
		const place = openPlaceOf(parts, where.channel, what);
		const message = messageAt(place, where.ts);
		if (message.user !== user.id || message.app !== undefined)
			throw cannot(user, what, "it is somebody else's message");
		return { place, message };
	}

	return {
		says(channel, text, { thread, broadcast } = {}) {
			const place = openPlaceOf(parts, channel, "write");
			const typed = typedText(workspace, text);
			const message = say(world, place, {
				...{ user: user.id, text: typed, blocks: richTextOf(text), threadTs: thread, isBroadcast: broadcast },
			});
			return seenMessage(place, message);
		},
		edits(where, text) {
			const { place, message } = own(where, "edit");
			amend(world, place, message, () => {
				const ts = `${Math.floor(world.clock.now() / 1000)}.000000`;
				const edited = { user: user.id, ts };
				Object.assign(message, { text: typedText(workspace, text), blocks: richTextOf(text), edited });
			});
		},
		deletes(where) {
			const { place, message } = own(where, "delete");
			remove(world, place, message);
		},
		uploads(channel, { name, bytes, comment = "", thread, broadcast }) {
			const place = openPlaceOf(parts, channel, "upload");
			const file: StoredFile = {
				...{
					id: newId("F"),
					user: user.id,
					created: Math.floor(world.clock.now() / 1000),
					name,
					title: name,
				},
				...{ type: typeOfName(name), altText: undefined, length: bytes.length, bytes, channels: new Set() },
				uploadKey: randomBytes(16).toString("hex"),
			};
			workspace.files.set(file.id, file);
			const message = say(world, place, {
				...{ user: user.id, text: typedText(workspace, comment), files: [file], threadTs: thread },
				isBroadcast: broadcast,
			});
			const about = {
				file_id: file.id,
				user_id: user.id,
				file: { id: file.id },
				channel_id: place.channel.id,
			};
			tell(world, workspace, place.channel, { type: "file_shared", ...about, event_ts: message.ts });
			return seenMessage(place, message);
		},
		reacts(where, emoji) {
			const place = placeOf(parts, where.channel);
			const reaction = {
				message: messageAt(place, where.ts),
				name: emoji.replaceAll(":", ""),
				user: user.id,
			};
			const has = reaction.message.reactions.get(reaction.name)?.has(user.id) === true;
			(has ? removeReaction : addReaction)(world, place, reaction);
		},
	};
}
