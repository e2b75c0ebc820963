import {
	confidenceGate,
	createHandoff,
	type Handoff,
	type Store,
	silentLogger,
	textRecognizer,
} from "@baton/core";

/**
 * Baton as a bot team sets it up: a desk, a gate, the memory store. The recognizer is sure of everything and
 * costs nothing; asking it and judging what it says is part of what is measured.
 */
export function passThrough(store: Store): Handoff {
	return createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		store,
		gate: confidenceGate({ recognizer: sure }),
		logger: silentLogger,
	});
}

export const sure = textRecognizer((text) => ({
	text,
	intents: [
		{ intent: "track-order", confidence: 0.96 },
		{ intent: "greeting", confidence: 0.02 },
	],
}));
