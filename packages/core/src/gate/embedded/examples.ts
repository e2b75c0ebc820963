import { z } from "zod";
import { BatonError } from "../../error.js";

/** An utterance and the intent that it has. Label those that no intent covers `oos`, if you have some. */
export interface Example {
	readonly text: string;
	readonly intent: string;
}

const examples = z.array(z.looseObject({ text: z.string(), intent: z.string().min(1) }));

const texts = z.array(z.looseObject({ text: z.string() }));

/**
 * Reads a file of examples, `[{ "text": "...", "intent": "..." }]`.
 *
 * @throws BatonError `bad-examples` if it is something else
 */
export function parseExamples(value: unknown): readonly Example[] {
	const parsed = examples.safeParse(value);
	if (parsed.success) return parsed.data.map(({ text, intent }) => ({ text, intent }));
	throw badExamples("{ text, intent }", parsed.error);
}

/**
 * Reads texts that nobody has labelled, `[{ "text": "..." }]`.
 *
 * @throws BatonError `bad-examples` if it is something else
 */
export function parseTexts(value: unknown): readonly string[] {
	const parsed = texts.safeParse(value);
	if (parsed.success) return parsed.data.map(({ text }) => text);
	throw badExamples("{ text }", parsed.error);
}

function badExamples(form: string, cause: z.ZodError): BatonError {
	const problem = `Cannot read the examples, give a list of ${form}: ${z.prettifyError(cause)}`;
	return new BatonError("bad-examples", problem, { cause });
}
