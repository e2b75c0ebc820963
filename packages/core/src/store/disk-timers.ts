import type { Change, TimerChange } from "../conversation/change.js";
import type { DueTimer } from "../conversation/store.js";
import { type Operation, put } from "./disk.js";
import { timerKey } from "./disk-key.js";

/** The conversation's timers after the change, and what is to be written so that they are found by their time. */
export function changeTimers(
	before: readonly DueTimer[],
	{ key, timers }: Pick<Change, "key" | "timers">,
	now: number,
): { readonly left: readonly DueTimer[]; readonly operations: readonly Operation[] } {
	if (timers.length === 0) return { left: before, operations: [] };
	const left = timers.reduce((known, change) => apply(known, change, { key, now }), before);
	const gone = before
		.filter((timer) => !left.includes(timer))
		.map((timer) => ({ remove: timerKeyOf(timer) }));
	const added = left
		.filter((timer) => !before.includes(timer))
		.map((timer) => put(timerKeyOf(timer), timer, 1));
	return { left, operations: [...gone, ...added] };
}

function apply(
	known: readonly DueTimer[],
	change: TimerChange,
	{ key, now }: { readonly key: DueTimer["key"]; readonly now: number },
): readonly DueTimer[] {
	const name = "set" in change ? change.set : change.cancel;
	const others = known.filter(({ timer }) => timer !== name);
	if ("cancel" in change) return others;
	return [...others, { key, timer: name, about: change.about, dueAt: Math.ceil(now + change.afterMs) }];
}

export function timerKeyOf({ dueAt, key, timer }: DueTimer): ReturnType<typeof timerKey> {
	return timerKey(dueAt, key, timer);
}
