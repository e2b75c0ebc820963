/** An amount of money. */
export interface Money {
	readonly amount: number;
	/** What the library calls it: "Dollar", "Euro", "Indonesian rupiah". */
	readonly unit: string;
	/** ISO 4217, where the text says which: a bare "$" does not. */
	readonly currency: string | undefined;
}

/** A point or a span of time, on the user's clock: without a zone. */
export type When =
	| { readonly type: "date" | "time" | "datetime"; readonly value: string }
	| { readonly type: "range"; readonly start: string | undefined; readonly end: string | undefined };

/** What each kind is read as. `date` values are "2026-11-21", "17:00:00" or "2026-11-21T17:00:00". */
export interface EntityValues {
	readonly number: number;
	readonly date: When;
	readonly currency: Money;
	/** As it was written. */
	readonly phone: string;
	readonly email: string;
	readonly yesNo: boolean;
}

/** One reading of a part of a text. */
export interface Slot<Value> {
	readonly value: Value;
	/** Other values that the same words may have: "at 5" is in the morning or in the afternoon. */
	readonly alternatives: readonly Value[];
	/** The words. */
	readonly text: string;
	/** Which share of the whole text they are, between 0 and 1. 1 for an answer of nothing else. */
	readonly score: number;
}
