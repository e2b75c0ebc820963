import { confidenceGate, type Gate } from "../../../src/gate/gate.js";

/** A gate that is this sure of one intent for each text. */
export function knowing(
	known: Readonly<Record<string, readonly [intent: string, confidence: number]>>,
): Gate {
	return confidenceGate({
		recognizer: {
			recognizeText(text) {
				const [intent, confidence] = known[text] ?? ["None", 1];
				return { text, intents: [{ intent, confidence }] };
			},
		},
	});
}

/** A gate whose recognizer does what it is told. */
export function asking(recognize: (text: string) => Promise<never>): Gate {
	return confidenceGate({ recognizer: { recognize: ({ activity: { text = "" } }) => recognize(text) } });
}

export const turn = (text: string) => ({ activity: { text } });
