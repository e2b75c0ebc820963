import { z } from "zod";
import type { Activity } from "../conversation/activity.js";
import type { Postback } from "../conversation/entry.js";
import type { Verdict } from "../gate/judge.js";

/** The type of the postback behind each choice of a clarifying question. */
const clarifyType = "BATON_CLARIFY";

const choice = z.object({ intent: z.string().nullable(), text: z.string() });

/** What the user meant: an intent, or `null` for none of those that were offered. */
export interface Choice {
	readonly intent: string | null;
	readonly text: string;
}

/** The choice behind a button press, if it is one. */
export function readChoice(postback: Postback | undefined): Choice | undefined {
	if (postback?.type !== clarifyType) return undefined;
	return choice.safeParse(postback.payload).data;
}

export interface ClarifyTexts {
	readonly question: string;
	readonly none: string;
	/** What an intent is called in front of the user. */
	readonly titleOf: (intent: string) => string;
}

/** A question with a quick reply for each candidate, and one for none of them. */
export function clarification(
	{ candidates, recognition }: Extract<Verdict, { verdict: "clarify" }>,
	{ question, none, titleOf }: ClarifyTexts,
): Activity {
	const text = recognition.text.slice(0, 300);
	const choices = [
		...candidates.map(({ intent }) => ({ intent, title: titleOf(intent) })),
		{ intent: null, title: none },
	];
	const actions = choices.map(({ intent, title }) => ({
		type: "postBack",
		title: title.slice(0, 20),
		text: title.slice(0, 20),
		displayText: title,
		value: JSON.stringify({ type: clarifyType, payload: { intent, text } }),
	}));
	return {
		type: "message",
		text: question,
		suggestedActions: { to: [], actions },
		inputHint: "expectingInput",
	};
}
