import type { UnderTurn } from "../conversation/command.js";
import type { ActivityLike } from "../host/turn-context.js";
import type { Address } from "./address.js";

/** A turn that is already committed and begun: the middleware takes it up instead of committing it again. */
export interface ResumedTurn {
	readonly address: Address;
	readonly under: UnderTurn;
	readonly kind: "message" | "status";
	/** Whether the middleware has begun with it. */
	taken: boolean;
}

/**
 * Which runs of a host's middlewares this process began itself. Told by the activity and the conversation: an
 * `AsyncLocalStorage` would make every promise of the process dearer from its first use on.
 */
export interface Errands {
	/** The middlewares are about to run on this activity for a turn that has begun. */
	carry(activity: ActivityLike, turn: ResumedTurn): void;
	/** A context is about to be opened towards a conversation, to send with. Returns what ends that. */
	reach(conversation: string): () => void;
	/** What the run of the middlewares with this activity is for, if it is ours. */
	take(activity: ActivityLike): ResumedTurn | "reach" | undefined;
}

export function createErrands(): Errands {
	const turns = new WeakMap<ActivityLike, ResumedTurn>();
	const reaching = new Map<string, number>();

	function count(conversation: string, change: 1 | -1): void {
		const left = (reaching.get(conversation) ?? 0) + change;
		if (left > 0) reaching.set(conversation, left);
		else reaching.delete(conversation);
	}

	return {
		carry(activity, turn) {
			turns.set(activity, turn);
		},
		reach(conversation) {
			count(conversation, 1);
			let open = true;
			return () => {
				if (open) count(conversation, -1);
				open = false;
			};
		},
		take(activity) {
			if (reaching.size > 0 && activity.type === "event" && reaching.has(activity.conversation?.id ?? "")) {
				return "reach";
			}
			const turn = turns.get(activity);
			if (turn === undefined) return undefined;
			turns.delete(activity);
			turn.taken = true;
			return turn;
		},
	};
}
