import {
	confidenceGate,
	createHandoff,
	type Handoff,
	postback,
	postbacks,
	type Store,
	silentLogger,
} from "@baton/core";
import { z } from "zod";
import { sure } from "./pass-through.js";

/**
 * Everything that a turn can pass on its way to the bot: rules for buttons, phrases that ask for a person in
 * two languages, a gate with rules of its own, the reply gate, the fence, the label, the log.
 */
export function wholeStack(store: Store): Handoff {
	return createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		store,
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
