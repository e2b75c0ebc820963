import { type Awaitable, then } from "../awaitable.js";
import { BatonError } from "../error.js";
import { type GateRuleOptions, gateRules } from "./gate-rules.js";
import { handOff, judge, type Verdict } from "./judge.js";
import {
	type Recognition,
	type Recognizer,
	type RecognizerContext,
	recognition,
	type TextRecognizer,
} from "./recognizer.js";
import type { Past, Said } from "./rules/about.js";
import type { Ground } from "./rules/ground.js";

/**
 * What is done with a bot's answers: `auto` sends what passes the gate, `draft-only` shows every answer to
 * the desk first, `off` lets no answer out and hands everything to people. The turn applies it.
 */
export type GateMode = "auto" | "draft-only" | "off";

export interface GateOptions extends GateRuleOptions {
	/** A Bot Framework recognizer, or one that takes the words alone. */
	readonly recognizer: Recognizer | TextRecognizer;
	/** Where this holds a person is asked for, however sure the recognizer is. See `@baton/core/grounds`. */
	readonly handOffIf?: Ground<Said> | undefined;
}

/** Decides for a turn whether the bot answers. */
export interface Gate {
	/** For people who compare gates. */
	readonly name: string;
	/**
	 * Sets no time limit of its own: whoever calls it does. Without `past` nothing was said before.
	 *
	 * @throws BatonError `recognizer-failed` if the recognizer throws, with what it threw as the cause
	 * @throws BatonError `bad-recognition` if the recognizer returns something else than a recognition
	 */
	decide(context: RecognizerContext, past?: Past): Awaitable<Verdict>;
	/** Decides on what is recognized already, for instance because the user chose it. */
	judge(recognition: Recognition, context?: RecognizerContext, past?: Past): Awaitable<Verdict>;
}

/**
 * Lets the bot answer when it is sure, ask when it is nearly sure, and leave the rest to a person.
 *
 * ```ts
 * const gate = confidenceGate({
 * 	recognizer,
 * 	answerAt: 0.7,
 * 	intents: { checkout: { answerAt: 0.9 }, complaint: { human: true } },
 * 	handOffIf: some(isAngry(), repeatsThemselves()),
 * });
 * ```
 *
 * @throws BatonError `bad-gate-options` if a threshold is not within 0 to 1, or `clarifyAt` is above `answerAt`
 */
export function confidenceGate({ recognizer, handOffIf, ...options }: GateOptions): Gate {
	const rules = gateRules(options);

	function judgeOn(
		recognition: Recognition,
		{ activity }: RecognizerContext,
		past: Past,
	): Awaitable<Verdict> {
		if (handOffIf === undefined) return judge(recognition, rules);
		const { text = recognition.text, locale } = activity;
		return then(handOffIf({ text, locale, recognition, past }), (why) =>
			why === undefined ? judge(recognition, rules) : handOff("ground", recognition, why),
		);
	}

	return {
		name: "confidenceGate",
		judge: (recognition, context = nothingSaid, past = noPast) => judgeOn(recognition, context, past),
		decide(context, past = noPast) {
			const text = context.activity.text ?? "";
			if (text.trim() === "") return handOff("no-text", { text, intents: [] });
			return then(ask(recognizer, context), (recognized) => judgeOn(recognized, context, past));
		},
	};
}

const nothingSaid: RecognizerContext = { activity: {} };

const noPast: Past = () => [];

function ask(recognizer: GateOptions["recognizer"], context: RecognizerContext): Awaitable<Recognition> {
	try {
		const asking = recognition(recognizer, context);
		return asking instanceof Promise ? asking.catch(fail) : asking;
	} catch (cause) {
		return fail(cause);
	}
}

function fail(cause: unknown): never {
	if (cause instanceof BatonError && cause.code === "bad-recognition") throw cause;
	throw new BatonError(
		"recognizer-failed",
		"Cannot decide on what the user said: the recognizer threw, see the cause",
		{ cause },
	);
}
