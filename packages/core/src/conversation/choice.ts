import { z } from "zod";
import type { Postback } from "./entry.js";

/** The type of the postback behind each choice of a clarifying question. */
export const choiceType = "BATON_CLARIFY";

const choice = z.object({ intent: z.string().nullable(), text: z.string() });

/** What the user meant: an intent, or `null` for none of those that were offered. */
export interface Choice {
	readonly intent: string | null;
	/** The words that they were asked about, cut at 300 characters. */
	readonly text: string;
}

/** The choice behind a button press, if it is one. */
export function readChoice(postback: Postback | undefined): Choice | undefined {
	if (postback?.type !== choiceType) return undefined;
	return choice.safeParse(postback.payload).data;
}
