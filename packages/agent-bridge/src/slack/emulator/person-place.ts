import { cannot } from "./cannot.js";
import { openDirect } from "./channels.js";
import { channelNamed, userNamed } from "./escape.js";
import type { PersonParts } from "./person.js";
import type { Place } from "./say.js";
import type { Message } from "./state.js";

/** A channel by its name or id, and whoever `@name` is. `undefined` if the person sees none. */
export function findPlace({ world, workspace, user }: PersonParts, name: string): Place | undefined {
	if (name.startsWith("@")) {
		const other = userNamed(workspace, name.slice(1));
		return other && { workspace, channel: openDirect(world, workspace, [user.id, other.id]) };
	}
	const channel = channelNamed(workspace, name);
	const isSeen = channel?.kind === "channel" || channel?.members.has(user.id) === true;
	return channel !== undefined && isSeen ? { workspace, channel } : undefined;
}

/** @throws BatonError `cannot-do` if there is none */
export function placeOf(parts: PersonParts, name: string): Place {
	const place = findPlace(parts, name);
	if (place === undefined)
		throw cannot(parts.user, `find ${JSON.stringify(name)}`, "there is no such channel");
	return place;
}

/** One where the person may do something: as a member, while it is open. */
export function openPlaceOf(parts: PersonParts, name: string, what: string): Place {
	const place = placeOf(parts, name);
	const { channel } = place;
	if (channel.isArchived) throw cannot(parts.user, what, `#${channel.name} is archived`);
	if (!channel.members.has(parts.user.id)) throw cannot(parts.user, what, `they are not in #${channel.name}`);
	return place;
}

export function messageAt({ channel }: Place, ts: string): Message {
	const message = channel.messages.find((each) => each.ts === ts);
	if (message === undefined) throw new Error(`There is no message ${ts} in ${channel.name}`);
	return message;
}
