import { z } from "zod";
import { BatonError } from "../../error.js";

/** An utterance and the intent that it has. Label those that no intent covers `oos`, if you have some. */
export interface Example {
	readonly text: string;
	readonly intent: string;
}

const examples = z.array(z.looseObject({ text: z.string(), intent: z.string().min(1) }));

/**
 * Reads a file of examples, `[{ "text": "...", "intent": "..." }]`.
 *
 * @throws BatonError `bad-examples` if it is something else
 */
export function parseExamples(value: unknown): readonly Example[] {
	const parsed = examples.safeParse(value);
	if (parsed.success) return parsed.data.map(({ text, intent }) => ({ text, intent }));
	throw new BatonError(
		"bad-examples",
		`Cannot read the examples, give a list of { text, intent }: ${z.prettifyError(parsed.error)}`,
		{ cause: parsed.error },
	);
}
