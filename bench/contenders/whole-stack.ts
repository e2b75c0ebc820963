import {
	confidenceGate,
	createHandoff,
	type Handoff,
	postback,
	postbacks,
	silentLogger,
	textRecognizer,
} from "@baton/core";
import { z } from "zod";

/**
 * Everything that a turn can pass on its way to the bot: rules for buttons, phrases that ask for a person in
 * two languages, a gate with rules of its own, the reply gate, the fence, the label, the log.
 */
export function wholeStack(): Handoff {
	return createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		postbacks: postbacks({
			DELETE_CART_ITEM: postback({ schema: z.object({ sku: z.string() }), handle: () => {} }),
		}),
		gate: confidenceGate({
			recognizer: sure,
			intents: { checkout: { answerAt: 0.9 }, complaint: { human: true } },
		}),
		logger: silentLogger,
	});
}

/** Sure of everything, and free: asking it and judging what it says is part of what is measured. */
const sure = textRecognizer((text) => ({
	text,
	intents: [
		{ intent: "track-order", confidence: 0.96 },
		{ intent: "greeting", confidence: 0.02 },
	],
}));
