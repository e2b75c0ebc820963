import type { Handoff } from "@baton/core";

/** A bot that is ready to listen. */
export interface Sample {
	readonly handoff: Handoff;
	/** Resolves when the bot is done with what the user said. */
	hear(text: string): Promise<void>;
}
