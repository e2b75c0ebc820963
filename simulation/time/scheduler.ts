import type { Random } from "./random.js";

/** Whoever an event belongs to: it does not happen if they are gone, and waits while they are frozen. */
export interface Owner {
	readonly alive: boolean;
	readonly frozenUntil: number;
}

/** Virtual time, and everything that is to happen in it. */
export interface Scheduler {
	/** Epoch milliseconds. */
	now(): number;
	/** Returns what calls it off. */
	after(ms: number, action: () => void, owner?: Owner): () => void;
	/** Does the next thing. False if there is none. */
	step(): boolean;
	readonly steps: number;
}

interface Event {
	readonly at: number;
	/** Which of several at the same time goes first: chance. */
	readonly order: number;
	readonly owner: Owner | undefined;
	action: (() => void) | undefined;
}

export function createScheduler(random: Random, start: number): Scheduler {
	const heap: Event[] = [];
	let now = start;
	let steps = 0;

	function after(ms: number, action: () => void, owner?: Owner): () => void {
		const event: Event = { at: now + Math.max(0, Math.ceil(ms)), order: random.next(), owner, action };
		push(heap, event);
		return () => {
			event.action = undefined;
		};
	}

	function step(): boolean {
		for (let event = pop(heap); event !== undefined; event = pop(heap)) {
			const { action, owner } = event;
			if (action === undefined || owner?.alive === false) continue;
			if (owner !== undefined && owner.frozenUntil > event.at) {
				const cancelable = postpone(event, owner.frozenUntil);
				push(heap, cancelable);
				continue;
			}
			now = event.at;
			steps += 1;
			action();
			return true;
		}
		return false;
	}

	return {
		now: () => now,
		after,
		step,
		get steps() {
			return steps;
		},
	};
}

/** The event at a later time; calling off the original still calls it off. */
function postpone(event: Event, at: number): Event {
	return {
		at,
		order: event.order,
		owner: event.owner,
		get action() {
			return event.action;
		},
	};
}

function isBefore(one: Event, other: Event): boolean {
	return one.at < other.at || (one.at === other.at && one.order < other.order);
}

function push(heap: Event[], event: Event): void {
	let place = heap.length;
	while (place > 0) {
		const parent = (place - 1) >> 1;
		const above = heap[parent] as Event;
		if (!isBefore(event, above)) break;
		heap[place] = above;
		place = parent;
	}
	heap[place] = event;
}

function pop(heap: Event[]): Event | undefined {
	const first = heap[0];
	const last = heap.pop();
	if (first === undefined || last === undefined || heap.length === 0) return first;
	let place = 0;
	for (;;) {
		let child = 2 * place + 1;
		if (child >= heap.length) break;
		if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
		const below = heap[child] as Event;
		if (!isBefore(below, last)) break;
		heap[place] = below;
		place = child;
	}
	heap[place] = last;
	return first;
}
