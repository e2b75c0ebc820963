import type { Example } from "../embedded/examples.js";
import { gateRules } from "../gate-rules.js";
import { parseRecognition, type Recognition, type Recognizer, type TextRecognizer } from "../recognizer.js";

/** A labelled utterance and what a recognizer made of it. */
export interface Scored {
	/** The right intent; one of the gate's `noneIntents`, such as `oos`, if no answer is right. */
	readonly intent: string;
	readonly recognition: Recognition;
}

const { noneIntents } = gateRules();

/** Whether a label says that no intent covers the text. */
export function isOutOfScope(intent: string): boolean {
	return noneIntents.has(intent);
}

/**
 * Asks a recognizer about labelled examples, one after the other.
 *
 * @throws BatonError `bad-recognition` if it returns something else than a recognition
 */
export async function scoreExamples(
	recognizer: Recognizer | TextRecognizer,
	examples: readonly Example[],
): Promise<readonly Scored[]> {
	const scored: Scored[] = [];
	for (const { text, intent } of examples) {
		scored.push({ intent, recognition: { ...(await recognize(recognizer, text)), text } });
	}
	return scored;
}

async function recognize(recognizer: Recognizer | TextRecognizer, text: string): Promise<Recognition> {
	if ("recognizeText" in recognizer) return recognizer.recognizeText(text);
	return parseRecognition(await recognizer.recognize({ activity: { text } }));
}
