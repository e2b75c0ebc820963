import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	confidenceGate,
	type Gate,
	type Listener,
	type Logger,
	type Store,
	type TextRecognizer,
} from "@baton/core";
import { isAngry, promisesHuman, repeatsThemselves, some } from "@baton/core/grounds";
import {
	type ComparisonSummary,
	comparison,
	driftWatch,
	type KeptCorrection,
	readCorrections,
	readTaughtExamples,
	replay,
	shadow,
	swappable,
} from "@baton/core/learning";
import { type EmbeddedRecognizer, loadRecognizer, saveRecognizer } from "@baton/core/recognizer";
import { ownExamples, shopRecognizer } from "../recognizer.js";
import { recentMessages } from "./recent-messages.js";
import { thresholdsPage } from "./thresholds.js";

export interface LearningGateOptions {
	readonly store: Store;
	/** The id of the bot. */
	readonly bot: string;
	/** Where the recognizer that is in use is kept. */
	readonly data: string;
	readonly logger: Logger;
}

/** What the page about the gate shows. */
export interface GateView {
	/** The latest first. */
	readonly corrections: readonly KeptCorrection[];
	/** What was learned from people by the recognizer in use. */
	readonly learned: number;
	readonly candidate: { readonly learned: number; readonly summary: ComparisonSummary } | undefined;
	readonly canGoBack: boolean;
}

/** The shop's gate, and how it learns. */
export interface LearningGate {
	readonly gate: Gate;
	/** For `handoff.subscribe`. */
	readonly hear: Listener;
	/** Trains a recognizer on the shop's examples and what people have said since; it runs in shadow. */
	train(): Promise<void>;
	/** Puts what ran in shadow in the place of what is in use. */
	use(): void;
	/** Goes back to what was in use before. */
	goBack(): void;
	view(): Promise<GateView>;
	/** A page about thresholds, by all examples that there are. */
	thresholds(): Promise<string>;
}

/** A recognizer, and how many examples of people it has seen. */
interface Learner {
	readonly recognizer: EmbeddedRecognizer;
	readonly gate: Gate;
	readonly learned: number;
}

/** The bot answers what it is right about four times out of five, and never those who have had enough of it. */
export function shopGate(recognizer: TextRecognizer): Gate {
	return confidenceGate({
		recognizer,
		answerAt: 0.8,
		clarifyAt: 0.55,
		handOffIf: some(isAngry(), repeatsThemselves()),
	});
}

/** What the bot must not say in vain. */
export const replies = { handOffIf: promisesHuman() };

export function learningGate({ store, bot, data, logger }: LearningGateOptions): LearningGate {
	const files = keptIn(join(data, "gate"));
	let active = learnerOf(files.read() ?? { recognizer: shopRecognizer(), learned: 0 });
	let former: Learner | undefined;
	let candidate: { readonly learner: Learner; readonly compared: ReturnType<typeof comparison> } | undefined;
	const place = swappable(active.gate);
	const drift = driftWatch({ logger });

	function putInPlace(next: Learner): void {
		former = active;
		active = next;
		candidate = undefined;
		place.use(next.gate);
		files.write(next);
		drift.restart();
	}

	return {
		gate: drift.watch(place),
		hear: drift.hear,
		async train() {
			const taught = await readTaughtExamples(store, { bot });
			const learner = learnerOf({ recognizer: shopRecognizer(taught), learned: taught.length });
			const compared = comparison();
			const both = { current: active.gate, candidate: learner.gate, record: compared.record };
			await replay(await recentMessages(store, bot, taught), both);
			candidate = { learner, compared };
			place.use(shadow({ ...both, logger }));
		},
		use() {
			if (candidate !== undefined) putInPlace(candidate.learner);
		},
		goBack() {
			if (former === undefined) return;
			putInPlace(former);
			former = undefined;
		},
		thresholds: async () => thresholdsPage([...ownExamples(), ...(await readTaughtExamples(store, { bot }))]),
		async view() {
			const corrections: KeptCorrection[] = [];
			for await (const correction of readCorrections(store, { bot, conversations: 100 }))
				corrections.push(correction);
			return {
				corrections: corrections.sort((one, other) => other.at - one.at),
				learned: active.learned,
				candidate: candidate && { learned: candidate.learner.learned, summary: candidate.compared.summary() },
				canGoBack: former !== undefined,
			};
		},
	};
}

function learnerOf({ recognizer, learned }: Omit<Learner, "gate">): Learner {
	return { recognizer, learned, gate: shopGate(recognizer) };
}

/** The recognizer in use outlives the process. */
function keptIn(folder: string) {
	const [model, about] = [join(folder, "shop.recognizer"), join(folder, "learned.json")];
	return {
		read(): Omit<Learner, "gate"> | undefined {
			if (!existsSync(model) || !existsSync(about)) return undefined;
			return {
				recognizer: loadRecognizer(readFileSync(model)),
				learned: Number(readFileSync(about, "utf8")),
			};
		},
		write({ recognizer, learned }: Learner): void {
			rmSync(about, { force: true });
			mkdirSync(folder, { recursive: true });
			writeFileSync(model, saveRecognizer(recognizer));
			writeFileSync(about, JSON.stringify(learned));
		},
	};
}
