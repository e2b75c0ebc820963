import type { Arrival } from "../samples/scale-out/src/town/street.js";

/** What was acknowledged to somebody, and what reached somebody: written down outside of everything that may die. */
export interface Ledger {
	/** By conversation, the ids that customers got an acknowledgment for, in order. */
	readonly acknowledged: Map<string, string[]>;
	/** By conversation, the texts that the desk got an acknowledgment for, in order. */
	readonly spoken: Map<string, string[]>;
	/** By conversation, what arrived, in order. */
	readonly arrived: Map<string, Arrival[]>;
	/** By conversation, the ids of the entries that the desk was told, in order. */
	readonly told: Map<string, string[]>;
	/** When somebody wrote who has got nothing since, by conversation. */
	readonly waiting: Map<string, number>;
	longestStallMs: number;
	longestAcknowledgmentMs: number;
}

export function openLedger(): Ledger {
	return {
		acknowledged: new Map(),
		spoken: new Map(),
		arrived: new Map(),
		told: new Map(),
		waiting: new Map(),
		longestStallMs: 0,
		longestAcknowledgmentMs: 0,
	};
}

export function append<T>(book: Map<string, T[]>, conversation: string, item: T): void {
	const list = book.get(conversation);
	if (list === undefined) book.set(conversation, [item]);
	else list.push(item);
}

/** Somebody is answered who waited. */
export function noteArrival(ledger: Ledger, arrival: Arrival): void {
	const { conversation, at } = arrival;
	append(ledger.arrived, conversation, arrival);
	const since = ledger.waiting.get(conversation);
	if (since === undefined) return;
	ledger.waiting.delete(conversation);
	ledger.longestStallMs = Math.max(ledger.longestStallMs, at - since);
}

export function noteAcknowledged(ledger: Ledger, conversation: string, id: string, tookMs: number): void {
	append(ledger.acknowledged, conversation, id);
	ledger.longestAcknowledgmentMs = Math.max(ledger.longestAcknowledgmentMs, tookMs);
}

export function countIn(book: ReadonlyMap<string, readonly unknown[]>): number {
	return [...book.values()].reduce((sum, { length }) => sum + length, 0);
}
