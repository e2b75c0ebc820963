import type { ActivityLike, Logger } from "@baton/core";
import type { Take } from "./inbox.js";

/** Runs the bot on what came in, if there is one. */
export type RunBot = (activity: ActivityLike) => Promise<void>;

/** Repeats are told among so many: Messenger sends again within minutes, and within 36 hours at the latest. */
const remembered = 10_000;

/** Without Baton: the bot runs on everything, once in this process, after Messenger has its answer. */
export function takeAlone(run: (activity: ActivityLike) => void): Take {
	const seen = new Set<string>();
	return async ({ page, id }, activity) => {
		const name = `${page}/${id}`;
		if (seen.has(name)) return;
		seen.add(name);
		for (const oldest of seen) {
			if (seen.size <= remembered) break;
			seen.delete(oldest);
		}
		run(activity);
	};
}

/** Turns of one conversation come one after the other. What fails is logged, and costs the next one nothing. */
export function inTurns(run: RunBot, logger: Logger): (activity: ActivityLike) => void {
	const last = new Map<string, Promise<void>>();
	return (activity) => {
		const place = `${activity.recipient?.id}/${activity.conversation?.id}`;
		const turn = (last.get(place) ?? Promise.resolve())
			// The request that brought it is answered first.
			.then(() => new Promise(setImmediate))
			.then(() => run(activity))
			.catch((error: unknown) => logger.error("messenger-turn-failed", { id: activity.id, error }))
			.finally(() => {
				if (last.get(place) === turn) last.delete(place);
			});
		last.set(place, turn);
	};
}
