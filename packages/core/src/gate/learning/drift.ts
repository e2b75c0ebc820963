import { type Awaitable, then } from "../../awaitable.js";
import type { Listener } from "../../conversation/signal.js";
import { consoleLogger, type Logger } from "../../logger.js";
import { privateLogger } from "../../private-logger.js";
import type { Gate } from "../gate.js";
import type { Verdict } from "../judge.js";
import {
	type Baseline,
	type MonitorOptions,
	type ShareChange,
	type ShareMonitor,
	shareMonitor,
} from "./share-monitor.js";

/** What is watched: which messages the gate lets the bot answer, and which drafts people correct or discard. */
export type WatchedShare = "answered" | "corrected";

/** A share has left the band in which chance keeps it, or has come back. */
export interface Drift extends ShareChange {
	readonly share: WatchedShare;
}

export type Baselines = { readonly [Share in WatchedShare]?: Baseline | undefined };

export interface DriftOptions {
	/** Told besides the log. */
	readonly onDrift?: ((drift: Drift) => void) | undefined;
	readonly logger?: Logger | undefined;
	/** How it usually is, from an earlier run. Default: what the first 2,000 messages and 600 drafts show. */
	readonly baselines?: Baselines | undefined;
}

export interface DriftWatch {
	/** The same gate, heard. */
	watch(gate: Gate): Gate;
	/** For `handoff.subscribe`: hears what becomes of drafts. */
	readonly hear: Listener;
	/** What is usual begins anew: after another gate was put in the place of the old one. */
	restart(): void;
	/** What is known of how it usually is: keep it over a restart of the process. */
	readonly baselines: Baselines;
}

const usual: Readonly<Record<WatchedShare, Pick<MonitorOptions, "batch" | "baselineBatches">>> = {
	answered: { batch: 50, baselineBatches: 40 },
	corrected: { batch: 20, baselineBatches: 30 },
};

/**
 * Tells the operator when the bot answers a greater or smaller share of messages than it used to, or when people correct
 * more or less of what it drafts: a product changed, a campaign began, a recognizer elsewhere was replaced. It tells of
 * each once, and again when it is over. Each process watches its own traffic.
 *
 * ```ts
 * const drift = driftWatch({ onDrift: ({ share, usual, now }) => page(`${share}: ${usual} -> ${now}`) });
 * const handoff = createHandoff({ bot, gate: drift.watch(gate) });
 * handoff.subscribe(drift.hear);
 * ```
 */
export function driftWatch({
	onDrift,
	logger = consoleLogger,
	baselines = {},
}: DriftOptions = {}): DriftWatch {
	const log = privateLogger(logger);
	let monitors = open(baselines);

	function observe(share: WatchedShare, isSo: boolean): void {
		const change = monitors[share].observe(isSo);
		if (change === undefined) return;
		const { state, now, band } = change;
		log.warn(`gate-${state}`, { share, usual: change.usual, now, lower: band[0], upper: band[1] });
		try {
			onDrift?.({ share, ...change });
		} catch (error) {
			log.error("listener-failed", { error });
		}
	}

	function heard(verdict: Verdict): Verdict {
		if (verdict.verdict !== "handOff" || verdict.reason !== "no-text")
			observe("answered", verdict.verdict === "answer");
		return verdict;
	}

	return {
		watch: (gate) => ({
			get name() {
				return gate.name;
			},
			decide: (context, past): Awaitable<Verdict> => then(gate.decide(context, past), heard),
			judge: (recognition, context, past) => gate.judge(recognition, context, past),
		}),
		hear(signal) {
			if (signal.type !== "committed") return;
			for (const entry of signal.entries)
				if (entry.type === "draftUsed") observe("corrected", entry.how !== "sent");
		},
		restart() {
			monitors = open({});
		},
		get baselines() {
			const { answered, corrected } = monitors;
			return { answered: answered.baseline, corrected: corrected.baseline };
		},
	};
}

function open(baselines: Baselines): Readonly<Record<WatchedShare, ShareMonitor>> {
	return {
		answered: shareMonitor({ ...usual.answered, baseline: baselines.answered }),
		corrected: shareMonitor({ ...usual.corrected, baseline: baselines.corrected }),
	};
}
