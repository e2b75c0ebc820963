import { z } from "zod";
import { type Awaitable, then } from "../awaitable.js";
import { BatonError } from "../error.js";

/** The part of a turn that a recognizer or the gate reads. A Bot Framework `TurnContext` has it. */
export interface RecognizerContext {
	readonly activity: {
		readonly text?: string | undefined;
		readonly locale?: string | undefined;
	};
}

/**
 * What a Bot Framework recognizer resolves to. Scores lie between 0 and 1; an intent without one counts as
 * 0.
 */
export interface RecognizerResult {
	readonly text: string;
	readonly alteredText?: string | undefined;
	readonly intents: Readonly<Record<string, { readonly score?: number | undefined }>>;
	readonly entities?: unknown;
}

/**
 * Any Bot Framework recognizer: LUIS, CLU, Orchestrator, a regular expression recognizer, or one of your own.
 * What it resolves to is checked by {@link parseRecognition} before anything is decided on it.
 */
export interface Recognizer {
	recognize(context: RecognizerContext): Promise<RecognizerResult>;
}

/** A recognizer that needs no more than the words. Embedded recognizers are of this form. */
export interface TextRecognizer {
	recognizeText(text: string): Recognition;
}

export interface ScoredIntent {
	readonly intent: string;
	/** Between 0 and 1. */
	readonly confidence: number;
}

/** What a text was understood as. */
export interface Recognition {
	readonly text: string;
	/** The most confident first; intents of equal confidence in the order of the recognizer. */
	readonly intents: readonly ScoredIntent[];
	readonly entities?: unknown;
}

/** Sums of 32-bit floats may overshoot 1 by about this much; more is a mistake. */
const rounding = 1e-6;

const score = z
	.number()
	.min(0)
	.max(1 + rounding)
	.transform((value) => Math.min(value, 1))
	.default(0);

const recognizerResult = z.looseObject({
	text: z.string().default(""),
	intents: z.record(z.string(), z.looseObject({ score })),
	entities: z.unknown().optional(),
});

/**
 * Reads what a recognizer resolved to.
 *
 * @throws BatonError `bad-recognition` if it is not a `RecognizerResult`, or a score is not a number from 0 to 1
 */
export function parseRecognition(value: unknown): Recognition {
	const parsed = recognizerResult.safeParse(value);
	if (!parsed.success) throw badRecognition(parsed.error);
	const { text, intents, entities } = parsed.data;
	const scored = Object.entries(intents).map(([intent, { score: confidence }]) => ({ intent, confidence }));
	const recognition = { text, intents: mostConfidentFirst(scored) };
	return entities === undefined ? recognition : { ...recognition, entities };
}

/** Sorts intents as a {@link Recognition} lists them. */
export function mostConfidentFirst(intents: readonly ScoredIntent[]): readonly ScoredIntent[] {
	return intents.toSorted((a, b) => b.confidence - a.confidence);
}

/** A recognition in the shape in which Bot Framework passes it on. */
export function toRecognizerResult({ text, intents, entities }: Recognition): RecognizerResult {
	const scores = intents.map(({ intent, confidence }) => [intent, { score: confidence }] as const);
	return { text, intents: Object.fromEntries(scores), entities: entities ?? {} };
}

/**
 * Makes a full recognizer of a function from words to a recognition, for the gate and for Bot Framework
 * dialogs.
 *
 * ```ts
 * const greeting = textRecognizer((text) => ({
 * 	text,
 * 	intents: /^(hi|halo)\b/i.test(text) ? [{ intent: "greeting", confidence: 1 }] : [],
 * }));
 * ```
 */
export function textRecognizer(recognizeText: (text: string) => Recognition): Recognizer & TextRecognizer {
	return {
		recognizeText,
		recognize: async ({ activity }) => toRecognizerResult(recognizeText(activity.text ?? "")),
	};
}

/** Asks a recognizer of either form. The embedded form is typed already and skips the check. */
export function recognition(
	recognizer: Recognizer | TextRecognizer,
	context: RecognizerContext,
): Awaitable<Recognition> {
	if ("recognizeText" in recognizer) return recognizer.recognizeText(context.activity.text ?? "");
	return then<unknown, Recognition>(recognizer.recognize(context), parseRecognition);
}

function badRecognition(cause: z.ZodError): BatonError {
	return new BatonError(
		"bad-recognition",
		`Cannot use what the recognizer returned, return { text, intents: { name: { score } } } with scores from 0 to 1: ${z.prettifyError(cause)}`,
		{ cause },
	);
}
