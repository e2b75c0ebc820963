import type { EntryId } from "../control/control.js";
import type { Change, Delivery, OutboxItem } from "../conversation/change.js";
import type { ConversationKey } from "../conversation/key.js";
import type { LaneRequest, LaneToken } from "../conversation/store.js";
import { recordsDelivery } from "./delivery-rules.js";
import { type Batch, type Disk, type DiskRow, join, type Operation, type Plan, put } from "./disk.js";
import { planDelivery } from "./disk-delivery.js";
import { itemKey, laneKey, type StoredLane, sendingKey, stateKey } from "./disk-key.js";
import { readItems } from "./disk-outbox.js";

const freshLane: StoredLane = { token: 0, process: undefined, until: 0, items: 0, begun: [] };
const nothing: Batch = { conditions: [], operations: [] };

/** What a commit does to the outbox, and the lane if it is granted along with it. */
export function planSending(
	disk: Disk,
	{ key, outbox, withdraw }: Change,
	{ now, lane: request }: { readonly now: number; readonly lane: LaneRequest | undefined },
): { readonly batch: Batch; readonly lane: LaneToken | undefined } {
	if (outbox.length === 0 && withdraw.length === 0) return { batch: nothing, lane: undefined };
	const row = disk.get(laneKey(key));
	const lane = row?.value ?? freshLane;
	const taken = withdraw.length === 0 ? [] : withdrawable(disk, key, { lane, withdraw });
	const filled = { ...lane, items: lane.items - taken.length + outbox.length };
	const asked = request !== undefined && outbox.length > 0 && lane.until <= now ? request : undefined;
	const granted = asked === undefined ? undefined : grant(filled, now, asked);
	const added = outbox.map((item) => put(itemKey(key, item.order), item, 1));
	const deliveries = taken
		.filter(recordsDelivery)
		.map(({ id }) => planDelivery(disk, key, { report: { entry: id, state: "withdrawn" }, now }));
	const batch = writeLane(row, granted ?? filled, { key, operations: [...remove(key, taken), ...added] });
	return { batch: join(batch, ...deliveries), lane: granted?.token as LaneToken | undefined };
}

export function planTake(
	disk: Disk,
	key: ConversationKey,
	{ now, request }: { readonly now: number; readonly request: LaneRequest },
): Plan<LaneToken | undefined> {
	const state = disk.get(stateKey(key));
	if (state === undefined) return { answer: undefined };
	const row = disk.get(laneKey(key));
	const granted = grant(row?.value ?? freshLane, now, request);
	if (granted === undefined) return { answer: undefined };
	const stands: Batch = { conditions: [{ key: stateKey(key), version: state.version }], operations: [] };
	return { batch: join(writeLane(row, granted, { key }), stands), answer: granted.token as LaneToken };
}

export function planLeave(disk: Disk, key: ConversationKey, token: LaneToken): Plan<boolean> {
	const row = disk.get(laneKey(key));
	if (row === undefined || !isHeld(row.value, token)) return { answer: true };
	if (row.value.items > 0) return { answer: false };
	return { batch: writeLane(row, { ...row.value, process: undefined, until: 0 }, { key }), answer: true };
}

export function planBegin(
	disk: Disk,
	key: ConversationKey,
	{
		id,
		token,
		deadline,
	}: { readonly id: EntryId; readonly token: LaneToken; readonly deadline: number | undefined },
): Plan<boolean> {
	const row = disk.get(laneKey(key));
	if (row === undefined || !isHeld(row.value, token)) return { answer: false };
	const item = readItems(disk, key, row.value).find((one) => one.id === id);
	if (item === undefined) return { answer: false };
	const others = without(row.value, item);
	const begun = deadline === undefined ? others : [...others, [item.order, deadline] as const];
	return { batch: writeLane(row, { ...row.value, begun }, { key }), answer: true };
}

export function planSettle(
	disk: Disk,
	key: ConversationKey,
	{
		item,
		token,
		delivery,
		now,
	}: {
		readonly item: OutboxItem;
		readonly token: LaneToken;
		readonly delivery: Delivery;
		readonly now: number;
	},
): Plan<boolean> {
	const row = disk.get(laneKey(key));
	if (row === undefined || !isHeld(row.value, token)) return { answer: false };
	const isThere = disk.get(itemKey(key, item.order))?.value.id === item.id;
	const left = { ...row.value, items: row.value.items - (isThere ? 1 : 0), begun: without(row.value, item) };
	const written = writeLane(row, left, { key, operations: isThere ? remove(key, [item]) : [] });
	const known = recordsDelivery(item) ? planDelivery(disk, key, { report: delivery, now }) : nothing;
	return { batch: join(written, known), answer: true };
}

function grant(lane: StoredLane, now: number, { process, leaseMs }: LaneRequest): StoredLane | undefined {
	const until = now + leaseMs;
	if (lane.process === process) return { ...lane, until };
	return lane.until > now ? undefined : { ...lane, token: lane.token + 1, process, until };
}

function isHeld(lane: StoredLane, token: LaneToken): boolean {
	return lane.token === token && lane.process !== undefined;
}

function without({ begun }: StoredLane, item: OutboxItem): StoredLane["begun"] {
	return begun.filter(([order]) => order !== item.order);
}

function withdrawable(
	disk: Disk,
	key: ConversationKey,
	{ lane, withdraw }: { readonly lane: StoredLane; readonly withdraw: readonly EntryId[] },
): readonly OutboxItem[] {
	const isBegun = (item: OutboxItem): boolean => lane.begun.some(([order]) => order === item.order);
	return readItems(disk, key, lane).filter((item) => withdraw.includes(item.id) && !isBegun(item));
}

function remove(key: ConversationKey, gone: readonly OutboxItem[]): readonly Operation[] {
	return gone.map(({ order }) => ({ remove: itemKey(key, order) }));
}

/** Writes the lane under a new version, and keeps the list of conversations that have something to send. */
function writeLane(
	row: DiskRow<StoredLane> | undefined,
	lane: StoredLane,
	{ key, operations = [] }: { readonly key: ConversationKey; readonly operations?: readonly Operation[] },
): Batch {
	const before = row === undefined || row.value.items === 0 ? undefined : sendingKey(row.value.until, key);
	const after = lane.items === 0 ? undefined : sendingKey(lane.until, key);
	const listed: Operation[] = [];
	if (before !== undefined && before !== after) listed.push({ remove: before });
	if (after !== undefined && before !== after) listed.push(put(after, key, 1));
	return {
		conditions: [{ key: laneKey(key), version: row?.version }],
		operations: [...operations, ...listed, put(laneKey(key), lane, (row?.version ?? 0) + 1)],
	};
}
