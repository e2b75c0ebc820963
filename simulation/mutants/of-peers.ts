import type { AppId, Change, CommandId, ConversationKey, LaneToken, Outcome, Store } from "@baton/core";
import { type Decide, decide } from "../../packages/core/src/conversation/decide.js";
import type { Composition } from "../world/world.js";

/*
 * Mistakes that others have shipped: each is a trap of a peer, or a promise that is easily broken.
 */

function deciding(
	change: (decision: ReturnType<Decide>, ...asked: Parameters<Decide>) => ReturnType<Decide>,
): Composition {
	return { decide: (...asked) => change(decide(...asked), ...asked) };
}

function storing(change: (store: Store) => Partial<Store>): Composition {
	return { store: (store) => ({ ...store, ...change(store) }) };
}

const done = (): Outcome => ({ status: "done", epoch: 0 as never, entries: [], position: 0, drafts: 0 });

/** `joined` and `left` are announced as if the bot had said them. */
export const withJoinedAsBot = deciding((decision) => {
	const { change } = decision;
	if (change === undefined) return decision;
	const outbox = change.outbox.map((item) =>
		item.activity.name?.startsWith("representative.") ? { ...item, activity: asBot(item.activity) } : item,
	);
	return { ...decision, change: { ...change, outbox } };
});

function asBot(activity: Change["outbox"][number]["activity"]): typeof activity {
	return { ...activity, channelData: { representative: { representativeType: "BOT", displayName: "Bot" } } };
}

/** A button that is pressed while a human is in is nobody's. */
export const withButtonsDropped = deciding((decision, _, conversation, command) =>
	command.type === "hear" && command.postback !== undefined && conversation?.control.phase === "held"
		? { change: undefined, outcome: done() }
		: decision,
);

/** What comes while the bot is busy is dropped. */
export const withBusyBotDeaf = deciding((decision, _, conversation, command) =>
	command.type === "hear" && (conversation?.turns.length ?? 0) > 0
		? { change: undefined, outcome: done() }
		: decision,
);

/** A note about a conversation gives it back to the bot, and nobody is told. */
export const withNotesThatRelease = deciding((decision, _, conversation, command) => {
	const { change } = decision;
	if (change === undefined || conversation === undefined) return decision;
	if (command.type !== "setMode" && command.type !== "watch") return decision;
	const { epoch } = conversation.control;
	return { ...decision, change: { ...change, next: { ...change.next, control: { phase: "bot", epoch } } } };
});

/** Control is taken under the epoch that was. */
export const withoutNewEpoch = deciding((decision, _, conversation, command) => {
	const { change } = decision;
	if (change === undefined || conversation === undefined || command.type !== "takeOver") return decision;
	const control = { ...change.next.control, epoch: conversation.control.epoch };
	return { ...decision, change: { ...change, next: { ...change.next, control } } };
});

/** Nobody is told what could not be sent. */
export const withoutFailuresTold = deciding((decision, _, __, command) =>
	command.type === "reportDelivery" ? { change: undefined, outcome: done() } : decision,
);

/** Timers are the process's own: after a restart nobody knows of them. */
export const withTimersOfItsOwn: Composition = {
	store: (store) => {
		const own = new Set<ConversationKey>();
		return {
			...store,
			commit(change, lane) {
				if (change.timers.length > 0) own.add(change.key);
				return store.commit(change, lane);
			},
			async readDueTimers(limit) {
				const due = await store.readDueTimers(limit * 10);
				return due.filter(({ key }) => own.has(key)).slice(0, limit);
			},
		};
	},
};

/** Whoever commits last is right, whatever they had seen. */
export const withLastWriterWinning = storing((store) => ({
	async commit(change, lane) {
		const { conversation } = await store.load(change.key);
		if (conversation === undefined) return store.commit(change, lane);
		const next = { ...change.next, version: conversation.version + 1 };
		return store.commit({ ...change, expected: conversation, next }, lane);
	},
}));

/** A lane is whose who asks for it. */
export const withLanesForAll = storing((store) => ({
	takeLane: async (key, request) => (await store.takeLane(key, request)) ?? firstToken,
	beginSend: (key, item, token, deadline) =>
		underSome(token, (each) => store.beginSend(key, item, each, deadline)),
	settleSend: (key, item, token, delivery) =>
		underSome(token, (each) => store.settleSend(key, item, each, delivery)),
}));

const firstToken = 1 as LaneToken;
const tried = 40;

/** Tokens are small numbers: one of them is the lane's. */
async function underSome(
	token: LaneToken,
	action: (token: LaneToken) => boolean | Promise<boolean>,
): Promise<boolean> {
	for (let each: number = token; each < token + tried; each += 1)
		if (await action(each as LaneToken)) return true;
	return false;
}

/** Repeats are known to the process alone that heard the first. */
export const withRepeatsOfItsOwn: Composition = {
	store: (store) => {
		const known = new Map<string, Outcome>();
		const nameOf = (key: ConversationKey, command: CommandId): string => `${key} ${command}`;
		return {
			...store,
			async load(key, command) {
				const loaded = await store.load(key);
				const recorded = command === undefined ? undefined : known.get(nameOf(key, command));
				return { ...loaded, recorded };
			},
			async commit(change, lane) {
				const committed = await store.commit({ ...change, command: undefined }, lane);
				if (change.command !== undefined && committed.status === "committed")
					known.set(nameOf(change.key, change.command), change.outcome);
				return committed;
			},
		};
	},
};

/** An app that acknowledges something has acknowledged everything. */
export const withCursorsAtTheEnd = storing((store) => ({
	async acknowledge(app: AppId, key: ConversationKey) {
		const { conversation } = await store.load(key);
		await store.acknowledge(app, key, conversation?.position ?? 0);
	},
}));
