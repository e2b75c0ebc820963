import type { ConversationKey } from "@baton/core";
import type { Scheduler } from "../time/scheduler.js";

/** The promises of the design, and two that go without saying. */
export const promises = {
	0: "No surprise",
	1: "One voice",
	2: "True labels",
	3: "Nothing lost",
	4: "Nothing doubled",
	5: "In order",
	6: "No orphan",
	7: "No leak",
	8: "No stale hand",
	9: "Fail to a person",
} as const;

export type PromiseNumber = keyof typeof promises;

export interface Violation {
	readonly promise: PromiseNumber;
	readonly key: ConversationKey | undefined;
	readonly what: string;
	readonly step: number;
	readonly at: number;
}

/** Where broken promises are brought. */
export interface Court {
	accuse(promise: PromiseNumber, key: ConversationKey | undefined, what: string): void;
	readonly violations: readonly Violation[];
}

export function openCourt(scheduler: Scheduler): Court {
	const violations: Violation[] = [];
	return {
		violations,
		accuse(promise, key, what) {
			violations.push({ promise, key, what, step: scheduler.steps, at: scheduler.now() });
		},
	};
}
