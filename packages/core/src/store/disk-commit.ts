import { union } from "../conversation/book.js";
import type { Change, Outcome } from "../conversation/change.js";
import type { Committed, LaneRequest } from "../conversation/store.js";
import { isCurrent, toldPosition } from "./change-rules.js";
import { type Batch, type Disk, type DiskRow, join, type Operation, type Plan, put } from "./disk.js";
import { writeAudit } from "./disk-audit.js";
import { planDelivery } from "./disk-delivery.js";
import { tombstoneOf } from "./disk-erase.js";
import {
	commandKey,
	commandsBefore,
	conversationOfKey,
	entryKey,
	newsKey,
	positionKey,
	type StoredState,
	stateKey,
	trimmedKey,
} from "./disk-key.js";
import { planSending } from "./disk-lane.js";
import { relist } from "./disk-listing.js";
import { changeTimers } from "./disk-timers.js";

export interface CommitOptions {
	readonly now: number;
	readonly rememberMs: number;
	readonly secret: string;
	readonly lane: LaneRequest | undefined;
}

/** At most this many commands are forgotten along with a commit: more than it adds. */
const forgottenAtOnce = 8;

const conflict: Plan<Committed> = { answer: { status: "conflict" } };

export function planCommit(disk: Disk, change: Change, options: CommitOptions): Plan<Committed> {
	const outcome = change.command === undefined ? undefined : recall(disk, change, options);
	if (outcome !== undefined) return { answer: { status: "repeated", outcome } };
	const state = disk.get(stateKey(change.key));
	const erased = state === undefined ? tombstoneOf(disk, change.key, options) : undefined;
	if (!isCurrent(state?.value.conversation, change.expected, erased)) return conflict;
	const { batch, lane } = planSending(disk, change, options);
	const deliveries = change.deliveries.map((delivery) =>
		planDelivery(disk, change.key, { report: delivery, now: options.now }),
	);
	const all = join(writeState(state, change, options), batch, ...deliveries, forget(disk, options));
	return { batch: all, answer: { status: "committed", lane } };
}

/** Outcomes are kept by the period in which they were made: each for one period at least, and two at most. */
export function recall(
	disk: Disk,
	{ key, command }: Pick<Change, "key" | "command">,
	options: Pick<CommitOptions, "now" | "rememberMs">,
): Outcome | undefined {
	if (command === undefined) return undefined;
	const period = periodOf(options);
	const row = disk.get(commandKey(period, key, command)) ?? disk.get(commandKey(period - 1, key, command));
	return row?.value;
}

function periodOf({ now, rememberMs }: Pick<CommitOptions, "now" | "rememberMs">): number {
	return Math.floor(now / rememberMs) + 1;
}

function writeState(state: DiskRow<StoredState> | undefined, change: Change, options: CommitOptions): Batch {
	const { key, next, entries, tell, command, outcome } = change;
	const timers = changeTimers(state?.value.timers ?? [], change, options.now);
	const stored: StoredState = {
		conversation: next,
		timers: timers.left,
		told: union(state?.value.told ?? [], tell),
		facts: change.index?.after ?? state?.value.facts,
	};
	const operations: Operation[] = [put(stateKey(key), stored, stampOf(next)), ...timers.operations];
	if (state === undefined) operations.push(...opening(change));
	for (const entry of entries) {
		operations.push(
			put(entryKey(key, entry.position), entry, 1),
			put(positionKey(key, entry.id), entry.position, 1),
		);
	}
	for (const app of tell) {
		const position = toldPosition(change, app);
		operations.push(put(newsKey(app, key), { key, position }, position));
	}
	if (command !== undefined) operations.push(put(commandKey(periodOf(options), key, command), outcome, 1));
	operations.push(...relist(change, options.now));
	if (change.audit !== undefined) operations.push(...writeAudit(change.audit));
	return { conditions: [{ key: stateKey(key), version: state?.version }], operations };
}

/** A log that goes on behind an erased one begins as if that were trimmed. */
function opening({ key, next, entries }: Change): readonly Operation[] {
	const theirs = put(conversationOfKey(next.user.id, key), key, 1);
	const before = next.position - entries.length;
	return before === 0 ? [theirs] : [theirs, put(trimmedKey(key), before, 1)];
}

function forget(disk: Disk, options: CommitOptions): Batch {
	const forgotten = disk.range({ ...commandsBefore(periodOf(options) - 1), limit: forgottenAtOnce });
	return { conditions: [], operations: forgotten.map(({ key }) => ({ remove: key })) };
}

const commitStamps = 2 ** 20;

/** One number for the version and the id of its commit, so that the same version of another commit is told apart. */
function stampOf({ version, commit }: { readonly version: number; readonly commit: string }): number {
	let hash = 0;
	for (let index = 0; index < commit.length; index += 1)
		hash = (hash * 31 + commit.charCodeAt(index)) % commitStamps;
	return version * commitStamps + hash;
}
