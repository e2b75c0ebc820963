import { newTs } from "./ids.js";
import type { Place } from "./say.js";
import type { Json, Message } from "./state.js";
import { tell } from "./tell.js";
import { compact } from "./wire.js";
import type { World } from "./world.js";

export interface Reaction {
	readonly message: Message;
	/** Without colons. */
	readonly name: string;
	readonly user: string;
}

export function addReaction(world: World, place: Place, reaction: Reaction): void {
	const { message, name, user } = reaction;
	const users = message.reactions.get(name) ?? new Set();
	message.reactions.set(name, users.add(user));
	tellReaction(world, place, "reaction_added", reaction);
}

export function removeReaction(world: World, place: Place, reaction: Reaction): void {
	const { message, name, user } = reaction;
	message.reactions.get(name)?.delete(user);
	if (message.reactions.get(name)?.size === 0) message.reactions.delete(name);
	tellReaction(world, place, "reaction_removed", reaction);
}

function tellReaction(world: World, { workspace, channel }: Place, type: string, reaction: Reaction): void {
	const { message, name, user } = reaction;
	const item: Json = { type: "message", channel: channel.id, ts: message.ts };
	const event_ts = newTs(workspace, world.clock.now());
	tell(
		world,
		workspace,
		channel,
		compact({ type, user, reaction: name, item, item_user: message.user, event_ts }),
	);
}
