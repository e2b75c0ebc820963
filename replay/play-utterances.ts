import { setImmediate } from "node:timers/promises";
import { confidenceGate, createHandoff, type Handoff, memoryStore, silentLogger } from "@baton/core";
import { type Example, trainRecognizer } from "@baton/core/recognizer";
import { intentBot } from "./intent-bot.js";
import { type Outcome, outcomeOf } from "./outcome.js";
import type { Progress } from "./progress.js";
import { ReplayAdapter } from "./replay-adapter.js";

export interface ReplayOptions {
	/** What the recognizer learns from. */
	readonly examples: readonly Example[];
	readonly utterances: readonly Example[];
	readonly thresholds: { readonly answerAt: number; readonly clarifyAt: number };
	readonly progress: Progress;
}

/** An utterance and what became of it. */
export interface Played {
	/** The right intent; `oos` if no answer is right. */
	readonly intent: string;
	readonly outcome: Outcome;
}

/** Plays each utterance as the first message of a conversation of its own, one after the other. */
export async function playUtterances(options: ReplayOptions): Promise<readonly Played[]> {
	const { utterances, progress } = options;
	const stage = set(options);
	progress.begin(`Playing ${utterances.length} utterances through the middleware`);
	const played: Played[] = [];
	try {
		for (const [index, { text, intent }] of utterances.entries()) {
			played.push({ intent, outcome: await playOne(stage, `c${index + 1}`, text) });
			progress.at(index + 1, utterances.length);
			if (index % breathEvery === 0) await setImmediate();
		}
	} finally {
		await stage.handoff.stop();
		progress.end();
	}
	return played;
}

/** Timers and the terminal get a moment of their own. */
const breathEvery = 100;

interface Stage {
	readonly handoff: Handoff;
	readonly adapter: ReplayAdapter;
}

/** What a bot team has: an adapter, a bot, the middleware with a gate, and a desk that is asked. */
function set({ examples, thresholds, progress }: ReplayOptions): Stage {
	progress.begin(`Training on ${examples.length} examples`);
	const recognizer = trainRecognizer(examples);
	progress.end();
	const handoff = createHandoff({
		bot: { id: "replay-bot", displayName: "Replay bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Desk" }],
		store: memoryStore(),
		gate: confidenceGate({ recognizer, ...thresholds }),
		logger: silentLogger,
	});
	const adapter = new ReplayAdapter();
	adapter.use(handoff);
	handoff.host({ adapter, run: intentBot });
	return { handoff, adapter };
}

async function playOne({ handoff, adapter }: Stage, conversation: string, text: string): Promise<Outcome> {
	const sent = await adapter.play(conversation, text, intentBot);
	const { conversation: state } = await handoff.store.load(adapter.keyOf(conversation));
	return outcomeOf(text, sent, state?.control);
}
