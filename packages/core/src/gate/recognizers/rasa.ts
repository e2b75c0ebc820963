import { z } from "zod";
import { BatonError } from "../../error.js";
import {
	mostConfidentFirst,
	type Recognizer,
	type RecognizerResult,
	toRecognizerResult,
} from "../recognizer.js";
import { bearer, endpoint } from "./endpoint.js";
import { createPersistence, type PatienceOptions } from "./persist.js";
import { type Fetch, postJson } from "./post-json.js";

export interface RasaOptions extends PatienceOptions {
	/** Where Rasa's HTTP API is, such as "http://localhost:5005". */
	readonly url: string;
	/** As given to `rasa run --auth-token`. */
	readonly token?: string | undefined;
	/** A token signed for `rasa run --jwt-secret`. */
	readonly jwt?: string | undefined;
	readonly fetch?: Fetch | undefined;
}

const name = "Rasa";

/** More is no question. */
const mostCharacters = 4_000;

const scored = z.looseObject({ name: z.string().nullable(), confidence: z.number().min(0).max(1.000001) });

const parsed = z.looseObject({
	intent: scored.nullish(),
	intent_ranking: z.array(scored).default([]),
	entities: z.array(z.unknown()).default([]),
});

/**
 * Recognizes with Rasa's [HTTP API](https://rasa.com/docs/rasa/pages/http-api), `POST /model/parse`. What Rasa calls
 * `nlu_fallback` is the gate's `None`.
 *
 * ```ts
 * const gate = confidenceGate({ recognizer: rasa({ url: "http://localhost:5005" }) });
 * ```
 *
 * Its `recognize` rejects with `BatonError`: `recognizer-unreachable`, `recognizer-refused`, `recognizer-late`,
 * `recognizer-resting`, or `bad-recognition` if the answer is not Rasa's.
 *
 * @throws BatonError `bad-recognizer-options` if the address or a token cannot be used
 */
export function rasa({ url, token, jwt, fetch, ...patience }: RasaOptions): Recognizer {
	const address = endpoint(name, url, "model/parse");
	if (token !== undefined) address.searchParams.set("token", token);
	const headers = bearer(name, jwt);
	const persist = createPersistence(name, patience);
	return {
		async recognize({ activity: { text = "" } }) {
			const body = { text: text.slice(0, mostCharacters) };
			const { clock } = patience;
			const answer = await persist((signal) =>
				postJson({ name, url: address, headers, body, signal, fetch, clock }),
			);
			return toResult(text, answer);
		},
	};
}

function toResult(text: string, answer: unknown): RecognizerResult {
	const read = parsed.safeParse(answer);
	if (!read.success)
		throw new BatonError(
			"bad-recognition",
			"Cannot read what Rasa answered, check that its version has POST /model/parse",
		);
	const { intent, intent_ranking: ranking, entities } = read.data;
	const all = ranking.length > 0 ? ranking : [intent];
	const intents = all.flatMap((each) => {
		if (each?.name == null || each.name === "") return [];
		const named = each.name === "nlu_fallback" ? "None" : each.name;
		return [{ intent: named, confidence: Math.min(each.confidence, 1) }];
	});
	return toRecognizerResult({ text, intents: mostConfidentFirst(intents), entities });
}
