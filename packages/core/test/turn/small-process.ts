import type { Activity } from "botbuilder-core";
import {
	type ConversationKey,
	conversationKey,
	createHandoff,
	type EntryOf,
	type EntryType,
	type Handoff,
	type HandoffOptions,
	type Store,
	silentLogger,
} from "../../src/index.js";
import type { ManualClock } from "../support/manual-clock.js";
import { type Bot, SmallHost } from "../support/small-host.js";

export const key: ConversationKey = conversationKey({
	channel: "test",
	business: "page",
	conversation: "c1",
});

/** What the user writes. */
export function message(text: string, more: Partial<Activity> = {}): Partial<Activity> {
	return {
		...{ type: "message", text, id: `m-${text}`, channelId: "test", locale: "en" },
		...{ serviceUrl: "https://channel.example", conversation: { id: "c1" } as Activity["conversation"] },
		...{ from: { id: "siti", name: "Siti" }, recipient: { id: "page", name: "Shop" } },
		...more,
	};
}

export interface ProcessOptions extends Partial<Omit<HandoffOptions, "bot">> {
	readonly store: Store;
	readonly clock: ManualClock;
	readonly bot: Bot;
}

export interface SmallProcess {
	readonly handoff: Handoff;
	readonly host: SmallHost;
	/** The texts that it sent, or the type of what has none. */
	texts(): readonly (string | undefined)[];
}

/** A process with a bot in it, without a channel of its own: everything leaves through the adapter. */
export function smallProcess({ bot, ...options }: ProcessOptions): SmallProcess {
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Shop desk" }],
		logger: silentLogger,
		...options,
	});
	const host = new SmallHost(bot);
	host.use(handoff);
	handoff.host({ adapter: host, run: async (context) => bot(context as never) });
	return { handoff, host, texts: () => host.sent.map(({ text, type }) => text ?? type) };
}

/** What the store has of one type. */
export async function logged<T extends EntryType>(store: Store, type: T): Promise<readonly EntryOf<T>[]> {
	const entries = await store.readEntries(key, { limit: 1000 });
	return entries.filter((entry): entry is EntryOf<T> => entry.type === type);
}
