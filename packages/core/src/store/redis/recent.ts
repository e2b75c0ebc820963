import type { Clock } from "../../clock.js";
import type { Change, OutboxItem } from "../../conversation/change.js";
import type { Conversation } from "../../conversation/conversation.js";
import type { ConversationKey } from "../../conversation/key.js";

/** A conversation as this process committed or read it last. Its outbox may have become shorter since. */
interface Remembered {
	readonly conversation: Conversation;
	readonly outbox: readonly OutboxItem[];
}

/** What was committed or read here last, as much as there is room for. Whether it still holds, the commit says. */
export interface Recent {
	find(key: ConversationKey): Remembered | undefined;
	keep(key: ConversationKey, remembered: Remembered): void;
	committed(change: Change): void;
	settled(key: ConversationKey, item: OutboxItem): void;
	forget(key: ConversationKey): void;
	clear(): void;
	/** Ends the forgetting: call it when nothing is kept any more. */
	close(): void;
}

/** What is not used for so long is forgotten, at the latest after twice that time. */
const unusedMs = 60_000;

/** Two generations: what is used moves into the younger one, and from time to time the older one goes. */
export function createRecent(room: number, clock: Clock): Recent {
	let young = new Map<ConversationKey, Remembered>();
	let old = young;
	let callOff = clock.after(unusedMs, age);

	function age(): void {
		callOff();
		old = young;
		young = new Map();
		callOff = clock.after(unusedMs, age);
	}

	function keep(key: ConversationKey, remembered: Remembered): void {
		old.delete(key);
		young.set(key, remembered);
		if (young.size > room / 2) age();
	}

	function find(key: ConversationKey): Remembered | undefined {
		const known = young.get(key) ?? old.get(key);
		if (known !== undefined && !young.has(key)) keep(key, known);
		return known;
	}

	function forget(key: ConversationKey): void {
		young.delete(key);
		old.delete(key);
	}

	function clear(): void {
		young = new Map();
		old = young;
	}

	return {
		find,
		keep,
		committed({ key, expected, next, outbox, withdraw }) {
			const before = find(key);
			const isNew = expected.version === 0;
			const { version, commit } = before?.conversation ?? {};
			const follows = version === expected.version && commit === expected.commit;
			// What was withdrawn stays where it had begun to be sent, and nobody here knows that.
			const isUnsure = withdraw.length > 0 && before !== undefined && before.outbox.length > 0;
			if (!(isNew || follows) || isUnsure) forget(key);
			else keep(key, { conversation: next, outbox: [...(isNew ? [] : (before?.outbox ?? [])), ...outbox] });
		},
		settled(key, { id, order }) {
			const before = find(key);
			if (before === undefined || before.outbox.length === 0) return;
			const outbox = before.outbox.filter((item) => item.order !== order || item.id !== id);
			keep(key, { ...before, outbox });
		},
		forget,
		clear,
		close() {
			callOff();
			clear();
		},
	};
}
