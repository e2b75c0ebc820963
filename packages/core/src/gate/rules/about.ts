import type { Awaitable } from "../../awaitable.js";
import type { Recognition } from "../recognizer.js";

/** A line of the conversation, as its user saw it. */
export interface Line {
	readonly by: "user" | "bot" | "human";
	readonly text: string;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** What was said before in this session, at most 50 lines, oldest first. Read when it is asked for. */
export type Past = () => Awaitable<readonly Line[]>;

/** What the user has just said. */
export interface Said {
	readonly text: string;
	/** Of the activity, such as "id-ID". */
	readonly locale: string | undefined;
	readonly recognition: Recognition;
	readonly past: Past;
}

/** What the bot is about to say. */
export interface Reply {
	readonly text: string;
	/** The user's locale. */
	readonly locale: string | undefined;
	/** The activity as the bot made it, with its channel data. */
	readonly activity: unknown;
	/** What was said before, and what the bot has said in this turn. */
	readonly past: Past;
}
