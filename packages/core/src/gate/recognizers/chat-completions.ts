import { z } from "zod";
import { BatonError } from "../../error.js";
import {
	type Recognition,
	type Recognizer,
	type RecognizerResult,
	toRecognizerResult,
} from "../recognizer.js";
import { answerSchema, type Grounding, groundings, none, systemPrompt, userPrompt } from "./chat-prompt.js";
import { badOptions, bearer, endpoint } from "./endpoint.js";
import { createPersistence, type PatienceOptions } from "./persist.js";
import { type Fetch, postJson } from "./post-json.js";

export interface ChatOptions extends PatienceOptions {
	/** Up to the version, such as "https://api.openai.com/v1" or "http://localhost:11434/v1". */
	readonly url: string;
	/** Sent as a bearer token. */
	readonly key?: string | undefined;
	readonly model: string;
	/** The bot's intents and, for each, what customers want who have it. */
	readonly intents: Readonly<Record<string, string>>;
	/** What answers may be drawn from. */
	readonly knowledge?: string | undefined;
	/** How confident each grounding makes. Default: documented 0.9, reported 0.75, inferred 0.3. */
	readonly confidence?: Partial<Readonly<Record<Grounding, number>>> | undefined;
	/** Further members of the request. Default: `{ temperature: 0 }`. */
	readonly parameters?: Readonly<Record<string, unknown>> | undefined;
	readonly fetch?: Fetch | undefined;
}

/** What a model would answer, and on what it stands. */
export interface ChatAnswer {
	readonly answer?: string | undefined;
	readonly grounding: Grounding;
}

const usual: Readonly<Record<Grounding, number>> = { documented: 0.9, reported: 0.75, inferred: 0.3 };

/** More is no question. */
const mostCharacters = 4_000;

/**
 * Recognizes with any service that has OpenAI's
 * [chat completions](https://platform.openai.com/docs/api-reference/chat/create) with structured outputs: OpenAI, Azure,
 * vLLM, Ollama, llama.cpp and others. Asks for an intent of the list, an answer, and on what the answer stands. The
 * confidence comes of that class: a model that is asked for a number says 0.9 of what it made up.
 *
 * The user's words are data to it: they stand in a message of their own, as JSON; what comes back is checked against the
 * list. An intent that is not in it, a refusal, or an answer that was cut off leaves the gate unsure.
 *
 * ```ts
 * const recognizer = chatRecognizer({
 * 	url: "https://api.openai.com/v1",
 * 	key: process.env.OPENAI_API_KEY,
 * 	model: "gpt-4o-mini",
 * 	intents: { shipping: "when and how a parcel arrives", returns: "giving something back" },
 * });
 * ```
 *
 * Its `recognize` rejects with `BatonError`: `recognizer-unreachable`, `recognizer-refused`, `recognizer-late`,
 * `recognizer-resting`, or `bad-recognition` if the answer is no chat completion.
 *
 * @throws BatonError `bad-recognizer-options` if the address, the key or the intents cannot be used
 */
export function chatRecognizer(options: ChatOptions): Recognizer {
	const {
		url,
		key,
		model,
		intents,
		knowledge,
		parameters = { temperature: 0 },
		fetch,
		...patience
	} = options;
	const name = `the model "${model}"`;
	const address = endpoint(name, url, "chat/completions");
	const headers = bearer(name, key);
	if (Object.keys(intents).length === 0) throw badOptions(name, "give at least one intent");
	const schema = answerSchema(intents);
	const system = systemPrompt(intents, knowledge);
	const known = new Set([...Object.keys(intents), none]);
	const confidence = { ...usual, ...options.confidence };
	const persist = createPersistence(name, patience);
	return {
		async recognize({ activity: { text = "" } }) {
			const body = {
				...parameters,
				model,
				messages: [
					{ role: "system", content: system },
					{ role: "user", content: userPrompt(text.slice(0, mostCharacters)) },
				],
				response_format: {
					type: "json_schema",
					json_schema: { name: "recognition", strict: true, schema },
				},
			};
			const { clock } = patience;
			const answer = await persist((signal) =>
				postJson({ name, url: address, headers, body, signal, fetch, clock }),
			);
			return toResult(text, readAnswer(name, answer), { known, confidence });
		},
	};
}

/**
 * What a {@link chatRecognizer} would answer, out of the recognition that the bot finds under `recognitionKey`.
 *
 * ```ts
 * const found = chatAnswer(context.turnState.get(recognitionKey));
 * if (found?.grounding === "documented" && found.answer !== undefined) await context.sendActivity(found.answer);
 * ```
 */
export function chatAnswer(recognition: Pick<Recognition, "entities"> | undefined): ChatAnswer | undefined {
	return chatEntities.safeParse(recognition?.entities).data?.chat;
}

const grounding = z.enum(groundings);

const chatEntities = z.looseObject({
	chat: z.object({ answer: z.string().optional(), grounding }),
});

const completion = z.looseObject({
	choices: z
		.array(
			z.looseObject({
				finish_reason: z.string().nullish(),
				message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
			}),
		)
		.min(1),
});

const content = z.object({ intent: z.string(), answer: z.string().max(10_000).nullable(), grounding });

type Content = z.infer<typeof content>;

/** `undefined` where the model did not answer as it was asked to. */
function readAnswer(name: string, answer: unknown): Content | undefined {
	const read = completion.safeParse(answer);
	if (!read.success)
		throw new BatonError(
			"bad-recognition",
			`Cannot read what ${name} answered, check that its address is that of chat completions`,
		);
	const { finish_reason: end, message } = read.data.choices[0] ?? {};
	const isWhole = end == null || end === "stop";
	if (!isWhole || message?.content == null || message.refusal != null) return undefined;
	return content.safeParse(parseJson(message.content)).data;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

interface Reading {
	readonly known: ReadonlySet<string>;
	readonly confidence: Readonly<Record<Grounding, number>>;
}

function toResult(
	text: string,
	found: Content | undefined,
	{ known, confidence }: Reading,
): RecognizerResult {
	if (found === undefined || !known.has(found.intent)) return toRecognizerResult({ text, intents: [] });
	const { intent, answer, grounding: stands } = found;
	const chat = { grounding: stands, ...(answer === null ? {} : { answer }) };
	const intents = [{ intent, confidence: intent === none ? 1 : confidence[stands] }];
	return toRecognizerResult({ text, intents, entities: { chat } });
}
