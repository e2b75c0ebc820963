import type { Activity } from "../conversation/activity.js";
import { choiceType } from "../conversation/choice.js";
import type { Verdict } from "../gate/judge.js";

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
		value: JSON.stringify({ type: choiceType, payload: { intent, text } }),
	}));
	return {
		type: "message",
		text: question,
		suggestedActions: { to: [], actions },
		inputHint: "expectingInput",
	};
}
