import { cannot } from "./cannot.js";
import { archive, createChannel, deleteChannel, join, leave, rename, unarchive } from "./channels.js";
import { userNamed } from "./escape.js";
import type { EmulatedPerson, PersonParts } from "./person.js";
import { findPlace, openPlaceOf, placeOf } from "./person-place.js";
import { type SeenMessage, seenMessage, visibleTo } from "./seen.js";

type Rooms = Omit<
	EmulatedPerson,
	| ("id" | "name" | "handle" | "says" | "edits" | "deletes" | "uploads" | "reacts")
	| ("commands" | "presses" | "submits" | "closes" | "views" | "seesView")
>;

/** Where a person is, and what they see there. */
export function personRooms(parts: PersonParts): Rooms {
	const { world, workspace, user } = parts;

	function messagesIn(channel: string): readonly SeenMessage[] {
		const place = findPlace(parts, channel);
		if (place === undefined) return [];
		return visibleTo(place.channel, user.id).map((message) => seenMessage(place, message));
	}

	return {
		creates: (name, { isPrivate = false } = {}) =>
			createChannel(world, workspace, { name, isPrivate, creator: user.id }).id,
		joins: (channel) => join(world, placeOf(parts, channel), user.id),
		leaves: (channel) => leave(world, placeOf(parts, channel), user.id),
		invites(channel, who) {
			const place = openPlaceOf(parts, channel, "invite");
			const invited = userNamed(workspace, who.replace(/^@/, ""));
			if (invited === undefined) throw cannot(user, `invite ${who}`, "nobody has this name");
			join(world, place, invited.id, user.id);
		},
		archives(channel) {
			const place = openPlaceOf(parts, channel, "archive");
			if (place.channel.isGeneral) throw cannot(user, "archive #general", "Slack keeps it");
			archive(world, place, user.id);
		},
		unarchives(channel) {
			const place = placeOf(parts, channel);
			if (!place.channel.isArchived) throw cannot(user, "unarchive", "it is not archived");
			unarchive(world, place, user.id);
		},
		deletesChannel: (channel) => deleteChannel(world, placeOf(parts, channel), user.id),
		renames: (channel, name) => rename(world, openPlaceOf(parts, channel, "rename"), user.id, name),
		messagesIn,
		direct: (who) => placeOf(parts, `@${who}`).channel.id,
		sees(channel, what) {
			const fits = typeof what === "function" ? what : ({ text }: SeenMessage) => text.includes(what);
			return new Promise((resolve) => {
				const end = world.onChanged(look);
				function look(): void {
					const found = messagesIn(channel).find(fits);
					if (found === undefined) return;
					end();
					resolve(found);
				}
				look();
			});
		},
		get channels() {
			const all = [...workspace.channels.values()];
			return all.filter(({ kind, members }) => kind !== "im" && members.has(user.id)).map(({ name }) => name);
		},
	};
}
