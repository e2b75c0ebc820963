/**
 * How people of one language ask for a person. Every member is a piece of a regular expression over words in
 * lower case with single spaces; `to-clauses.ts` makes such words. No piece may repeat without a bound.
 */
export interface Phrasebook {
	/** Beginnings of words of which every request has one. A text without any is not read further. */
	readonly hints: readonly string[];
	/** Whom they ask for: "a real person", "your manager". */
	readonly person: string;
	/** Who is meant only where somebody is talked to: "someone". "I need someone" is not about the bot. */
	readonly anyone: string;
	/** What they say before the person or anyone: "let me talk to". */
	readonly talks: readonly string[];
	/** What they say before the person only: "give me". */
	readonly requests: readonly string[];
	/** What may follow the person. Without it "talk to human resources" would be a request. */
	readonly followers: readonly string[];
	/** A whole sentence that is a request around the person: "is there {person} here". */
	readonly sentences: readonly string[];
	/** A request without a person: "no bots". */
	readonly refusals: readonly string[];
	/** What turns the request after it into something else: "don't want to". */
	readonly negations: readonly string[];
	/** Politeness around a bare "agent", as in "agent please". */
	readonly fillers: readonly string[];
}
