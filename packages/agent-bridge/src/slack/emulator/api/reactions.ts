import { z } from "zod";
import { platformLimits } from "../limits.js";
import { addReaction, removeReaction } from "../reactions.js";
import { SlackRefusal } from "../refusal.js";
import type { Channel, Message } from "../state.js";
import { text } from "./args.js";
import { type Call, channelFor, method, requireMember, requireOpen } from "./method.js";

const args = z.object({ channel: text, timestamp: text.optional(), name: text.optional() });

/** https://docs.slack.dev/reference/methods/reactions.add */
const add = method({
	...{ tier: 3, scopes: ["reactions:write"], args },
	run(call, { channel: id, timestamp, name }) {
		const { channel, message } = find(call, id, timestamp);
		if (!isEmoji(name)) throw new SlackRefusal("invalid_name");
		if (message.reactions.get(name)?.has(call.user.id)) throw new SlackRefusal("already_reacted");
		if (!message.reactions.has(name) && message.reactions.size >= platformLimits.reactions)
			throw new SlackRefusal("too_many_emoji");
		addReaction(call.world, { workspace: call.workspace, channel }, { message, name, user: call.user.id });
		return {};
	},
});

/** https://docs.slack.dev/reference/methods/reactions.remove */
const remove = method({
	...{ tier: 2, scopes: ["reactions:write"], args },
	run(call, { channel: id, timestamp, name = "" }) {
		const { channel, message } = find(call, id, timestamp);
		if (!message.reactions.get(name)?.has(call.user.id)) throw new SlackRefusal("no_reaction");
		removeReaction(call.world, { workspace: call.workspace, channel }, { message, name, user: call.user.id });
		return {};
	},
});

function find(call: Call, id: string, ts: string | undefined): { channel: Channel; message: Message } {
	const channel = channelFor(call, id);
	if (ts === undefined) throw new SlackRefusal("no_item_specified");
	requireMember(call, channel);
	requireOpen(channel);
	const message = channel.messages.find((each) => each.ts === ts);
	if (message === undefined) throw new SlackRefusal("message_not_found");
	return { channel, message };
}

/** A name without colons. */
function isEmoji(name: string | undefined): name is string {
	return name !== undefined && /^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name);
}

export const reactionMethods = { "reactions.add": add, "reactions.remove": remove };
