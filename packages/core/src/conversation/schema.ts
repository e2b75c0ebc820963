import { BatonError } from "../error.js";
import type { Conversation } from "./conversation.js";

/** How states are read that this and other versions of Baton have stored. */
export interface Schema {
	/** The number that this version writes into what it begins. */
	readonly number: number;
	/** Makes a state of the number before into one of this number. Absent if there was none before. */
	readonly upgrade?: ((older: Conversation) => Conversation) | undefined;
}

/**
 * Grows with every release that changes what a state has. A release may only add members, such that a version that does
 * not know them may go on without: then two that follow one another run side by side on one store.
 */
export const shippedSchema: Schema = { number: 1 };

/**
 * A state as this version understands it. One of the version before is upgraded; one of the version after is taken as it
 * is, and what is not known of it is kept.
 *
 * @throws BatonError `schema-unsupported`
 */
export function readState(state: Conversation, { number, upgrade }: Schema): Conversation {
	const { schema } = state;
	if (schema === number || schema === number + 1) return state;
	if (schema === number - 1 && upgrade !== undefined) return upgrade(state);
	const remedy =
		schema > number
			? "let this process run a newer version of Baton"
			: "let every version between that one and this one run on the store, one after the other";
	throw new BatonError(
		"schema-unsupported",
		`Cannot read the conversation: its state has schema ${schema} and this version of Baton reads ${upgrade === undefined ? number : number - 1} to ${number + 1}, ${remedy}`,
	);
}
