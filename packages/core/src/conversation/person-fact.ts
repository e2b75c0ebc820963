import type { UserId } from "./participants.js";

/** The name of a fact about a person, under which it is erased with them. */
export function personFact(user: UserId, name: string): string {
	return `${factsOf(user)}:${name}`;
}

/** What the names of all facts about the person begin with, up to the next colon. */
export function factsOf(user: UserId): string {
	return `person:${encodeURIComponent(user.toWellFormed?.() ?? user)}`;
}
