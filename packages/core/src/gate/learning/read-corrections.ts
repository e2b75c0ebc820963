import type { Entry } from "../../conversation/entry.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { BotId } from "../../conversation/participants.js";
import type { Store } from "../../conversation/store.js";
import { type Correction, correctionsIn } from "./corrections.js";

export interface LearningOptions {
	/** The id of the bot, as `createHandoff` was given it. */
	readonly bot: string;
	/** Nothing that was said to be meant before this time, epoch milliseconds. Default: everything. */
	readonly since?: number | undefined;
	/** At most this many conversations, the latest to be corrected first. Default: 10,000. */
	readonly conversations?: number | undefined;
}

/** A correction, and the conversation that it was made in. */
export interface KeptCorrection extends Correction {
	readonly key: ConversationKey;
}

/** What reading needs of a store. */
export type LearningStore = Pick<Store, "readTaught" | "readEntries">;

/** An utterance that people labelled, as `trainRecognizer` and `baton tune` take it. */
export interface LabelledExample {
	readonly text: string;
	/** `oos` for none of the bot's intents. */
	readonly intent: string;
	readonly key: ConversationKey;
	/** When it was labelled, epoch milliseconds. */
	readonly at: number;
	readonly wouldHaveSaid?: string | undefined;
	readonly said?: string | undefined;
}

/**
 * What people made of what the bot understood, conversation by conversation, those that were corrected last first.
 *
 * Read off the log, and kept nowhere else: what is trimmed or erased there is forgotten here.
 *
 * ```ts
 * for await (const { text, recognized, intent } of readCorrections(store, { bot: "shop" }))
 * 	console.log(text, recognized?.intent, "->", intent);
 * ```
 */
export async function* readCorrections(
	store: LearningStore,
	{ bot, since = 0, conversations = 10_000 }: LearningOptions,
): AsyncGenerator<KeptCorrection, void, undefined> {
	for (const listed of await store.readTaught(bot as BotId, conversations)) {
		if (listed.since < since) return;
		for (const correction of correctionsIn(await readLog(store, listed.key)))
			if (correction.at >= since) yield { ...correction, key: listed.key };
	}
}

/**
 * The corrections that say what was meant, as examples to train on, to tune with, or to compare recognizers by.
 *
 * ```ts
 * const recognizer = trainRecognizer([...own, ...(await readTaughtExamples(store, { bot: "shop" }))]);
 * ```
 */
export async function readTaughtExamples(
	store: LearningStore,
	options: LearningOptions,
): Promise<readonly LabelledExample[]> {
	const examples: LabelledExample[] = [];
	for await (const { text, intent, key, at, wouldHaveSaid, said } of readCorrections(store, options))
		if (intent !== undefined) examples.push({ text, intent: intent ?? "oos", key, at, wouldHaveSaid, said });
	return examples;
}

const pageSize = 500;

async function readLog(store: LearningStore, key: ConversationKey): Promise<readonly Entry[]> {
	const log: Entry[] = [];
	for (;;) {
		const page = await store.readEntries(key, { after: log.at(-1)?.position ?? 0, limit: pageSize });
		log.push(...page);
		if (page.length < pageSize) return log;
	}
}
