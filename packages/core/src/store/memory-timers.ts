import type { TimerName } from "../control/effect.js";
import type { TimerChange } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { DueTimer } from "../conversation/store.js";

/** One timer of one conversation; kept and used again when the timer is cancelled. */
export interface MemoryTimer {
	readonly key: ConversationKey;
	readonly timer: TimerName;
	about: string;
	/** Infinity while it is cancelled. */
	dueAt: number;
	/** The second in whose bucket it lies, at or before the second in which it is due; Infinity for none. */
	second: number;
}

/**
 * All timers in buckets of one second. A timer that is moved to a later time or cancelled stays in its bucket
 * until that bucket is looked at, so that what happens on every turn costs two assignments.
 */
export interface TimerBuckets {
	readonly buckets: Map<number, Set<MemoryTimer>>;
	/** No bucket lies before this second. */
	low: number;
}

export function timerBuckets(): TimerBuckets {
	return { buckets: new Map(), low: Number.POSITIVE_INFINITY };
}

export function changeTimer(
	all: TimerBuckets,
	own: MemoryTimer[],
	{ key, change, now }: { readonly key: ConversationKey; readonly change: TimerChange; readonly now: number },
): void {
	const name = "set" in change ? change.set : change.cancel;
	let timer = own.find((one) => one.timer === name);
	if ("cancel" in change) {
		if (timer !== undefined) timer.dueAt = Number.POSITIVE_INFINITY;
		return;
	}
	if (timer === undefined) {
		timer = { key, timer: name, about: "", dueAt: 0, second: Number.POSITIVE_INFINITY };
		own.push(timer);
	}
	timer.about = change.about;
	timer.dueAt = now + change.afterMs;
	if (secondOf(timer) < timer.second) place(all, timer);
}

/** Takes a conversation's timers away for good. Gives how many were running. */
export function dropTimers(all: TimerBuckets, own: readonly MemoryTimer[]): number {
	for (const timer of own) take(all, timer);
	return own.filter(({ dueAt }) => dueAt !== Number.POSITIVE_INFINITY).length;
}

/** Due timers, earliest first. */
export function dueTimers(all: TimerBuckets, now: number, limit: number): readonly DueTimer[] {
	const due: MemoryTimer[] = [];
	const last = Math.floor(now / 1000);
	for (
		let second = firstSecond(all, 0);
		second <= last && due.length < limit;
		second = firstSecond(all, second + 1)
	) {
		const bucket = [...(all.buckets.get(second) ?? [])].filter((timer) => timer.dueAt <= now);
		due.push(...bucket.sort((one, other) => one.dueAt - other.dueAt));
	}
	return due
		.slice(0, Math.max(limit, 0))
		.map(({ key, timer, about, dueAt }) => ({ key, timer, about, dueAt }));
}

export function nextDue(all: TimerBuckets): number | undefined {
	const bucket = all.buckets.get(firstSecond(all, 0));
	if (bucket === undefined) return undefined;
	let next = Number.POSITIVE_INFINITY;
	for (const { dueAt } of bucket) next = Math.min(next, dueAt);
	return next;
}

function secondOf(timer: MemoryTimer): number {
	return Math.floor(timer.dueAt / 1000);
}

function place(all: TimerBuckets, timer: MemoryTimer): void {
	take(all, timer);
	timer.second = secondOf(timer);
	const bucket = all.buckets.get(timer.second);
	if (bucket === undefined) all.buckets.set(timer.second, new Set([timer]));
	else bucket.add(timer);
	all.low = Math.min(all.low, timer.second);
}

function take(all: TimerBuckets, timer: MemoryTimer): void {
	const bucket = all.buckets.get(timer.second);
	bucket?.delete(timer);
	if (bucket?.size === 0) all.buckets.delete(timer.second);
	timer.second = Number.POSITIVE_INFINITY;
}

/** The first second, from `from` on, in which a timer is due; Infinity for none. */
function firstSecond(all: TimerBuckets, from: number): number {
	let second = firstBucket(all, Math.max(from, all.low));
	while (second !== Number.POSITIVE_INFINITY && !tidy(all, second)) second = firstBucket(all, second + 1);
	if (from <= all.low) all.low = second;
	return second;
}

/** Takes out what no longer belongs into the bucket. True if something is left. */
function tidy(all: TimerBuckets, second: number): boolean {
	for (const timer of all.buckets.get(second) ?? []) {
		if (timer.dueAt === Number.POSITIVE_INFINITY) take(all, timer);
		else if (secondOf(timer) !== second) place(all, timer);
	}
	return all.buckets.has(second);
}

const longestWalk = 3600;

function firstBucket({ buckets }: TimerBuckets, from: number): number {
	if (buckets.size === 0) return Number.POSITIVE_INFINITY;
	for (let second = from; second < from + longestWalk; second++) if (buckets.has(second)) return second;
	let first = Number.POSITIVE_INFINITY;
	for (const second of buckets.keys()) if (second >= from && second < first) first = second;
	return first;
}
