import { nothingErased } from "../conversation/erased.js";
import type { ConversationKey } from "../conversation/key.js";
import type { UserId } from "../conversation/participants.js";
import { factsOf } from "../conversation/person-fact.js";
import type { Erased, Tombstone } from "../conversation/store.js";
import { type Batch, type Disk, type DiskRow, join, type Operation, type Plan } from "./disk.js";
import { forgetAudit } from "./disk-audit.js";
import { factOf, planFact } from "./disk-facts.js";
import {
	commandsOf,
	conversationOfKey,
	cursorsOf,
	deliveriesOf,
	entriesOf,
	factKey,
	factsAbout,
	firstPeriod,
	items,
	laneKey,
	lapsingKey,
	nativesOf,
	newsKey,
	positionsOf,
	type StoredState,
	sendingKey,
	stateKey,
	trimmedKey,
	undeliveredKey,
	undeliveredOf,
} from "./disk-key.js";
import { rowKeysOf } from "./disk-listing.js";
import { planLink } from "./disk-mailbox.js";
import { timerKeyOf } from "./disk-timers.js";
import { newTombstone, tombstoneName } from "./tombstone.js";

export interface EraseOptions {
	readonly now: number;
	readonly secret: string;
	readonly tombstoneMs: number;
}

export function tombstoneOf(
	disk: Disk,
	key: ConversationKey,
	{ secret, now }: Pick<EraseOptions, "secret" | "now">,
): Tombstone | undefined {
	const found = factOf(disk, tombstoneName(secret, key), now);
	return found === undefined ? undefined : (JSON.parse(found) as Tombstone);
}

export function planErase(disk: Disk, key: ConversationKey, options: EraseOptions): Plan<Erased> {
	const before = disk.get(stateKey(key))?.value.conversation ?? tombstoneOf(disk, key, options);
	const { batch, erased } = removal(disk, key);
	const tombstone = bury(disk, key, { ...options, tombstone: newTombstone(before, options.now) });
	const audit = forgetAudit(disk, key);
	return { batch: join(batch, tombstone, audit.batch), answer: { ...erased, audit: audit.count } };
}

/** Leaves a tombstone. */
export function bury(
	disk: Disk,
	key: ConversationKey,
	{ tombstone, now, secret, tombstoneMs }: EraseOptions & { readonly tombstone: Tombstone },
): Batch {
	const value = JSON.stringify(tombstone);
	return planFact(disk, { name: tombstoneName(secret, key), value, forMs: tombstoneMs, now }).batch;
}

export function planEraseUser(disk: Disk, user: UserId): Plan<Erased> {
	const { batch: unlink = nothing } = planLink(disk, user, undefined);
	const facts = disk.range(factsAbout(factsOf(user)));
	const gone: Batch = {
		conditions: facts.map(({ key, version }) => ({ key, version })),
		operations: facts.flatMap(({ value: { name, until } }) => [
			{ remove: factKey(name) },
			{ remove: lapsingKey(until, name) },
		]),
	};
	const links = unlink.operations.length > 0 ? 1 : 0;
	return { batch: join(unlink, gone), answer: { ...nothingErased, links, facts: facts.length } };
}

const nothing: Batch = { conditions: [], operations: [] };

interface Removal {
	readonly batch: Batch;
	readonly erased: Erased;
}

/** All that there is of a conversation; every way of writing to it has one of the conditions, or fits no more. */
export function removal(disk: Disk, key: ConversationKey): Removal {
	const state = disk.get(stateKey(key));
	if (state === undefined) return { batch: nothing, erased: nothingErased };
	const lane = disk.get(laneKey(key));
	const parts = {
		entries: remove(disk.range(entriesOf(key))),
		deliveries: remove(disk.range(deliveriesOf(key))),
		unsent: remove(disk.range(items(key))),
		timers: state.value.timers.map((timer) => ({ remove: timerKeyOf(timer) })),
		commands: commands(disk, key),
	};
	const told = mailboxes(disk, key, state.value);
	const others: Operation[] = [
		...remove(disk.range(positionsOf(key))),
		...remove(disk.range(nativesOf(key))),
		...undeliveredOfKey(disk, key),
		...listed(key, state.value),
		{ remove: trimmedKey(key) },
		{ remove: laneKey(key) },
		{ remove: stateKey(key) },
	];
	if (lane !== undefined && lane.value.items > 0) others.push({ remove: sendingKey(lane.value.until, key) });
	return {
		batch: {
			conditions: [
				{ key: stateKey(key), version: state.version },
				{ key: laneKey(key), version: lane?.version },
			],
			operations: [...Object.values(parts).flat(), ...told.operations, ...others],
		},
		erased: { ...nothingErased, ...lengths(parts), mailboxes: told.count },
	};
}

function lengths<Name extends string>(
	parts: Readonly<Record<Name, readonly Operation[]>>,
): Readonly<Record<Name, number>> {
	const counted = Object.entries<readonly Operation[]>(parts).map(([name, { length }]) => [name, length]);
	return Object.fromEntries(counted);
}

function remove(rows: readonly DiskRow<unknown>[]): readonly Operation[] {
	return rows.map(({ key }) => ({ remove: key }));
}

function mailboxes(
	disk: Disk,
	key: ConversationKey,
	{ told }: StoredState,
): { readonly operations: readonly Operation[]; readonly count: number } {
	const cursors = disk.range(cursorsOf(key));
	const news = told.map((app) => newsKey(app, key));
	return {
		operations: [...remove(cursors), ...news.map((one) => ({ remove: one }))],
		count: Math.max(cursors.length, told.length),
	};
}

/** Outcomes are kept by period, and there are two periods or a few more. */
function commands(disk: Disk, key: ConversationKey): readonly Operation[] {
	const found: Operation[] = [];
	for (let period = firstPeriod(disk); period !== undefined; period = firstPeriod(disk, period + 1))
		found.push(...remove(disk.range(commandsOf(period, key))));
	return found;
}

function undeliveredOfKey(disk: Disk, key: ConversationKey): readonly Operation[] {
	return disk.range(undeliveredOf(key)).flatMap((row) => {
		const { at, entry } = row.value;
		return [{ remove: row.key }, { remove: undeliveredKey(at, key, entry) }];
	});
}

function listed(key: ConversationKey, { facts, conversation }: StoredState): readonly Operation[] {
	const rows = facts === undefined ? [] : rowKeysOf(key, facts).map((one) => ({ remove: one }));
	return [...rows, { remove: conversationOfKey(conversation.user.id, key) }];
}
