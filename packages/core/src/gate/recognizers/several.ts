import { BatonError } from "../../error.js";
import { consoleLogger, type Logger } from "../../logger.js";
import { privateLogger } from "../../private-logger.js";
import {
	mostConfidentFirst,
	type Recognition,
	type Recognizer,
	type RecognizerContext,
	recognition,
	type ScoredIntent,
	type TextRecognizer,
	toRecognizerResult,
} from "../recognizer.js";

export type AnyRecognizer = Recognizer | TextRecognizer;

export interface SeveralOptions {
	readonly logger?: Logger | undefined;
}

export interface FirstSureOptions extends SeveralOptions {
	/** From this confidence on the others are not asked, between 0 and 1. Default: 0.7. */
	readonly sureAt?: number | undefined;
	/** Intents by which a recognizer says that a text is none of its own. */
	readonly noneIntents?: readonly string[] | undefined;
}

/**
 * Asks recognizers in order until one is sure: a quick one here first, a model elsewhere for what it does not know. If
 * none is, the most confident counts. One that fails is passed over, and the log says so. Together they have the time
 * that `createHandoff` gives a recognizer: lower `limitMs` of those that run elsewhere, if there are several.
 *
 * ```ts
 * const recognizer = firstSure([loadRecognizer(bytes), chatRecognizer(settings)]);
 * ```
 *
 * Its `recognize` rejects with what the first failed with if all fail.
 */
export function firstSure(
	recognizers: readonly [AnyRecognizer, ...AnyRecognizer[]],
	{
		sureAt = 0.7,
		noneIntents = ["None", "none", "oos", "out_of_scope"],
		logger = consoleLogger,
	}: FirstSureOptions = {},
): Recognizer {
	const log = privateLogger(logger);
	const none = new Set(noneIntents);
	const confidenceOf = ({ intents: [best] }: Recognition): number =>
		best === undefined || none.has(best.intent) ? 0 : best.confidence;

	return {
		async recognize(context) {
			const failures: unknown[] = [];
			let most: Recognition | undefined;
			for (const recognizer of recognizers) {
				const found = await ask(recognizer, context).catch((error: unknown) => {
					log.warn("recognizer-failed", { error });
					failures.push(error);
				});
				if (found === undefined) continue;
				if (most === undefined || confidenceOf(found) > confidenceOf(most)) most = found;
				if (confidenceOf(found) >= sureAt) break;
			}
			if (most === undefined) throw failures[0];
			return toRecognizerResult(most);
		},
	};
}

/**
 * Asks all recognizers at once; the confidence of an intent is the mean of what they say. One that fails, or does not
 * know an intent, gives it 0: where too few answer, the gate is unsure.
 *
 * Its `recognize` rejects with `BatonError` `recognizer-failed` if all fail.
 */
export function votes(
	recognizers: readonly [AnyRecognizer, ...AnyRecognizer[]],
	{ logger = consoleLogger }: SeveralOptions = {},
): Recognizer {
	const log = privateLogger(logger);
	return {
		async recognize(context) {
			const all = await Promise.allSettled(recognizers.map((recognizer) => ask(recognizer, context)));
			const answers = all.flatMap((each) => {
				if (each.status === "fulfilled") return [each.value];
				log.warn("recognizer-failed", { error: each.reason });
				return [];
			});
			if (answers.length === 0) throw noAnswer(all);
			const { text = "" } = context.activity;
			const { entities } = answers[0] ?? {};
			return toRecognizerResult({ text, intents: meanOf(answers, recognizers.length), entities });
		},
	};
}

async function ask(recognizer: AnyRecognizer, context: RecognizerContext): Promise<Recognition> {
	return recognition(recognizer, context);
}

function meanOf(answers: readonly Recognition[], voters: number): readonly ScoredIntent[] {
	const sums = new Map<string, number>();
	for (const { intents } of answers)
		for (const { intent, confidence } of intents) sums.set(intent, (sums.get(intent) ?? 0) + confidence);
	return mostConfidentFirst([...sums].map(([intent, sum]) => ({ intent, confidence: sum / voters })));
}

function noAnswer([first]: readonly PromiseSettledResult<Recognition>[]): BatonError {
	const cause: unknown = first?.status === "rejected" ? first.reason : undefined;
	return new BatonError("recognizer-failed", "Cannot recognize: all recognizers failed, see the cause", {
		cause,
	});
}
