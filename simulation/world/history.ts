import type { Change, Conversation, ConversationKey, Delivery, Entry, OutboxItem } from "@baton/core";

/** What was committed to one conversation, in order. */
export interface Chronicle {
	readonly key: ConversationKey;
	readonly log: Entry[];
	/** As of the last commit that was seen. */
	state: Conversation | undefined;
	/** Changes that were handed to the store, by version and commit id. */
	readonly attempted: Map<string, Change>;
}

interface HistoryListener {
	/** `before` is the conversation that the change was made from. */
	changed?(chronicle: Chronicle, change: Change, before: Conversation | undefined): void;
	/** A request to the channel is about to be written. */
	begun?(key: ConversationKey, item: OutboxItem): void;
	/** The lane has recorded what became of an item. */
	settled?(key: ConversationKey, item: OutboxItem, delivery: Delivery): void;
}

/** What is true: everything that the store has acknowledged, seen from beside it. */
export interface History {
	readonly chronicles: ReadonlyMap<ConversationKey, Chronicle>;
	of(key: ConversationKey): Chronicle;
	listen(listener: HistoryListener): void;
	attempted(change: Change): void;
	/** The change was acknowledged: so is everything that it was made from. */
	committed(change: Change): void;
	/** The store has this version now: whatever led to it was written, even if nobody lived to hear of it. */
	seen(conversation: Conversation | undefined): void;
	begun(key: ConversationKey, item: OutboxItem): void;
	settled(key: ConversationKey, item: OutboxItem, delivery: Delivery): void;
}

export function createHistory(): History {
	const chronicles = new Map<ConversationKey, Chronicle>();
	const listeners: HistoryListener[] = [];

	function of(key: ConversationKey): Chronicle {
		const known = chronicles.get(key);
		if (known !== undefined) return known;
		const chronicle: Chronicle = { key, log: [], state: undefined, attempted: new Map() };
		chronicles.set(key, chronicle);
		return chronicle;
	}

	function apply(chronicle: Chronicle, change: Change): void {
		const before = chronicle.state;
		chronicle.log.push(...change.entries);
		chronicle.state = change.next;
		forget(chronicle);
		for (const listener of listeners) listener.changed?.(chronicle, change, before);
	}

	return {
		chronicles,
		of,
		listen: (listener) => void listeners.push(listener),
		attempted: (change) => void of(change.key).attempted.set(nameOf(change.next), change),
		committed(change) {
			const chronicle = of(change.key);
			for (const each of leadingTo(chronicle, change)) apply(chronicle, each);
		},
		seen(conversation) {
			if (conversation === undefined) return;
			const chronicle = of(conversation.key);
			const change = chronicle.attempted.get(nameOf(conversation));
			for (const each of change === undefined ? [] : leadingTo(chronicle, change)) apply(chronicle, each);
		},
		begun(key, item) {
			for (const listener of listeners) listener.begun?.(key, item);
		},
		settled(key, item, delivery) {
			for (const listener of listeners) listener.settled?.(key, item, delivery);
		},
	};
}

function nameOf({ version, commit }: { readonly version: number; readonly commit: string }): string {
	return `${version}.${commit}`;
}

/** Attempts of versions that are settled now. */
function forget({ attempted, state }: Chronicle): void {
	for (const [name, change] of attempted) {
		if (change.next.version <= (state?.version ?? 0)) attempted.delete(name);
	}
}

/** The change and those before it that were written without anybody living to hear of it. */
function leadingTo({ attempted, state }: Chronicle, last: Change): readonly Change[] {
	const chain: Change[] = [];
	for (
		let change: Change | undefined = last;
		change !== undefined;
		change = attempted.get(nameOf(change.expected))
	) {
		if (change.next.version <= (state?.version ?? 0)) break;
		chain.unshift(change);
	}
	return chain;
}
