import { type Clock, systemClock } from "../../clock.js";
import { consoleLogger, type Logger } from "../../logger.js";
import { privateLogger } from "../../private-logger.js";
import { within } from "../../within.js";
import type { Gate } from "../gate.js";
import type { Verdict } from "../judge.js";
import type { RecognizerContext } from "../recognizer.js";
import type { Past } from "../rules/about.js";

/** What two gates make of the same words. */
export interface Seen {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly text: string;
	readonly current: Verdict;
	/** `undefined` where it failed, or took too long. */
	readonly candidate: Verdict | undefined;
	/** What was meant, where somebody has said so. `oos` for none of the bot's intents. */
	readonly intent?: string | undefined;
}

export interface ShadowOptions {
	/** Decides. */
	readonly current: Gate;
	/** Is asked as well, and changes nothing. */
	readonly candidate: Gate;
	/** Keeps what both said, such as a {@link comparison}. */
	readonly record: (seen: Seen) => void;
	/** How long the candidate may take, in milliseconds. Default: 5,000. */
	readonly limitMs?: number | undefined;
	readonly clock?: Clock | undefined;
	readonly logger?: Logger | undefined;
}

/** A candidate that has not answered so many times waits for nobody: further words are not put to it. */
const mostUnderWay = 100;

/**
 * Runs another gate beside the one that decides, on the same words: no user waits for it, and nothing that goes wrong
 * with it reaches one.
 *
 * ```ts
 * const compared = comparison();
 * gate.use(shadow({ current: gate.current, candidate, record: compared.record }));
 * ```
 */
export function shadow({
	current,
	candidate,
	record,
	limitMs = 5_000,
	clock = systemClock,
	logger = consoleLogger,
}: ShadowOptions): Gate {
	const log = privateLogger(logger);
	let underWay = 0;

	async function compare(
		verdict: Verdict,
		context: RecognizerContext,
		past: Past | undefined,
	): Promise<void> {
		const at = clock.now();
		const text = context.activity.text ?? "";
		underWay += 1;
		try {
			// After whatever waits for the verdict.
			await undefined;
			const deciding = Promise.resolve(candidate.decide(context, past));
			const late = (): Verdict | undefined => undefined;
			record({ at, text, current: verdict, candidate: await within(clock, limitMs, deciding, late) });
		} catch (error) {
			log.warn("shadow-failed", { error });
			record({ at, text, current: verdict, candidate: undefined });
		} finally {
			underWay -= 1;
		}
	}

	function follow(verdict: Verdict, context: RecognizerContext, past: Past | undefined): Verdict {
		if (underWay < mostUnderWay)
			compare(verdict, context, past).catch((error: unknown) => log.error("shadow-lost", { error }));
		return verdict;
	}

	return {
		name: `${current.name}, with ${candidate.name} in shadow`,
		judge: (recognition, context, past) => current.judge(recognition, context, past),
		decide(context, past) {
			const deciding = current.decide(context, past);
			if (!(deciding instanceof Promise)) return follow(deciding, context, past);
			return deciding.then((verdict) => follow(verdict, context, past));
		},
	};
}
