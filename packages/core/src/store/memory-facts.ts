import { forgottenFacts } from "./fact-rules.js";

interface MemoryFact {
	readonly value: string;
	readonly until: number;
}

/** Facts by name, those that were written last at the end. */
export type MemoryFacts = Map<string, MemoryFact>;

export function memoryFacts(): MemoryFacts {
	return new Map();
}

export function factOf(facts: MemoryFacts, name: string, now: number): string | undefined {
	const fact = facts.get(name);
	return fact === undefined || fact.until <= now ? undefined : fact.value;
}

export function keepFact(
	facts: MemoryFacts,
	{
		name,
		value,
		forMs,
		now,
	}: {
		readonly name: string;
		readonly value: string | undefined;
		readonly forMs: number;
		readonly now: number;
	},
): void {
	facts.delete(name);
	if (value !== undefined) facts.set(name, { value, until: now + forMs });
	forgetSome(facts, now);
}

/** Looks at the oldest ones, and puts those that still stand behind the others: in time it comes by all. */
function forgetSome(facts: MemoryFacts, now: number): void {
	let looked = 0;
	for (const [name, fact] of facts) {
		facts.delete(name);
		if (fact.until > now) facts.set(name, fact);
		looked += 1;
		if (looked === forgottenFacts) return;
	}
}
