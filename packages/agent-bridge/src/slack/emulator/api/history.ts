import { z } from "zod";
import { SlackRefusal } from "../refusal.js";
import type { Channel, Json, Message } from "../state.js";
import { messageJson } from "../wire.js";
import { flag, pageOf, paging, text } from "./args.js";
import { type Call, channelFor, method, requireMember, scopesFor } from "./method.js";

const window = {
	...{ oldest: text.optional(), latest: text.optional(), inclusive: flag.optional() },
	include_all_metadata: flag.optional(),
	...paging,
};

type Window = z.infer<z.ZodObject<typeof window>>;

/** What commercially distributed apps outside the Marketplace get at once. */
const fewest = 15;

/** Newest first. https://docs.slack.dev/reference/methods/conversations.history */
const history = method({
	...{ tier: 3, scopes: scopesFor("history"), takesJson: false },
	args: z.object({ channel: text, ...window }),
	run(call, args) {
		const channel = readable(call, args.channel);
		const isShown = ({ threadTs, ts, subtype }: Message): boolean =>
			threadTs === undefined || threadTs === ts || subtype === "thread_broadcast";
		const messages = channel.messages.filter((message) => isShown(message) && isWithin(message, args));
		return page(call, channel, messages.toReversed(), args);
	},
});

/** The message that began it, then the answers, oldest first. https://docs.slack.dev/reference/methods/conversations.replies */
const replies = method({
	...{ tier: 3, scopes: scopesFor("history"), takesJson: false },
	args: z.object({ channel: text, ts: text, ...window }),
	run(call, args) {
		const channel = readable(call, args.channel);
		const asked = channel.messages.find(({ ts }) => ts === args.ts);
		const root = asked?.threadTs ?? asked?.ts;
		if (root === undefined) throw new SlackRefusal("thread_not_found");
		const messages = channel.messages.filter(
			(message) => message.ts === root || (message.threadTs === root && isWithin(message, args)),
		);
		return page(call, channel, messages, args);
	},
});

function readable(call: Call, id: string): Channel {
	const channel = channelFor(call, id, "history");
	requireMember(call, channel);
	return channel;
}

function isWithin({ ts, onlyFor }: Message, { oldest = "0", latest, inclusive = false }: Window): boolean {
	if (onlyFor !== undefined) return false;
	const [at, from, to] = [Number(ts), Number(oldest), Number(latest ?? Number.POSITIVE_INFINITY)];
	return (at > from && at < to) || (inclusive && (at === from || at === to));
}

function page(call: Call, channel: Channel, messages: readonly Message[], args: Window): Json {
	const { world, workspace, install } = call;
	const asked = args.limit ?? 100;
	if (asked < 1 || asked > 999) throw new SlackRefusal("invalid_limit");
	const limit = install.app.isCommercial ? Math.min(asked, fewest) : asked;
	const part = pageOf(messages, { cursor: args.cursor, limit });
	if (part === undefined) throw new SlackRefusal("invalid_cursor");
	const shown = part.items.map((message) => {
		const json = messageJson(world, workspace, channel, message);
		const hasMetadata = args.include_all_metadata === true && message.metadata !== undefined;
		return hasMetadata ? { ...json, metadata: message.metadata } : json;
	});
	const more = part.next === "" ? {} : { response_metadata: { next_cursor: part.next } };
	return { messages: shown, has_more: part.next !== "", pin_count: 0, ...more };
}

export const historyMethods = { "conversations.history": history, "conversations.replies": replies };
