import type { Gate } from "../gate.js";

/** A gate that can be replaced while turns are under way. */
export interface SwappableGate extends Gate {
	readonly current: Gate;
	/** Every decision from now on is the next gate's. Gives the former one, to go back to. */
	use(next: Gate): Gate;
}

/**
 * A place for a gate: another recognizer, other thresholds, or both, without a restart.
 *
 * ```ts
 * const gate = swappable(confidenceGate({ recognizer, answerAt: 0.7 }));
 * const handoff = createHandoff({ bot, gate });
 * gate.use(confidenceGate({ recognizer: better, ...tuning.rules }));
 * ```
 */
export function swappable(first: Gate): SwappableGate {
	let current = first;
	return {
		get name() {
			return current.name;
		},
		get current() {
			return current;
		},
		use(next) {
			const former = current;
			current = next;
			return former;
		},
		decide: (context, past) => current.decide(context, past),
		judge: (recognition, context, past) => current.judge(recognition, context, past),
	};
}
