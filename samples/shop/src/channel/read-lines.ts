import {
	type Conversation,
	type ConversationKey,
	type DeliveryState,
	type Entry,
	type EntryId,
	isVisibleToUser,
	type OutboxItem,
	type PageRequest,
	type Store,
	type VisibleEntry,
} from "@baton/core";
import type { Line } from "./server-frame.js";
import { toLine } from "./to-line.js";

/**
 * What has begun to be sent cannot be taken back, and the pages that are open have it before the store says
 * `sent`: a page that opens in between must have it too.
 */
const reached: ReadonlySet<DeliveryState> = new Set(["begun", "unknown", "sent", "delivered", "read"]);

/** How many later entries may hold what was edited or deleted since. */
const lookedThrough = 2_000;

type Log = Pick<Store, "readEntries" | "readDeliveries">;

export interface LinePage {
	readonly lines: readonly Line[];
	/** Whether there is more before the first line. */
	readonly more: boolean;
}

/** A part of the log as the customer sees it: what they said, and what was really sent to them. */
export async function readLines(store: Log, key: ConversationKey, page: PageRequest): Promise<LinePage> {
	const entries = await store.readEntries(key, page);
	const amended = amendmentsIn([...entries, ...(await readAfter(store, key, page.before))]);
	const visible = entries.filter(isVisibleToUser).filter(({ id }) => amended.get(id) !== "deleted");
	const deliveries = await store.readDeliveries(
		key,
		visible.map(({ id }) => id),
	);
	const states = new Map(deliveries.map(({ entry, state }) => [entry, state]));
	const lines = visible
		.filter((entry) => entry.type === "userSaid" || isReached(states.get(entry.id)))
		.map((entry) => toLine(edited(entry, amended.get(entry.id)), states.get(entry.id) === "read"));
	return { lines, more: (entries[0]?.position ?? 1) > 1 };
}

/** What is being sent as the customer sees it, if they do. */
export async function readLine(
	store: Store,
	key: ConversationKey,
	{ id, activity }: Pick<OutboxItem, "id" | "activity">,
): Promise<Line | undefined> {
	const entry = await store.readEntry(key, id);
	return entry !== undefined && isVisibleToUser(entry) ? toLine({ ...entry, activity }, false) : undefined;
}

/** Whether a person has been asked for and has not come yet. */
export function isWaiting(conversation: Conversation | undefined): boolean {
	return conversation?.control.phase === "offered";
}

function isReached(state: DeliveryState | undefined): boolean {
	return state !== undefined && reached.has(state);
}

/** What was edited or deleted later stands later in the log. */
async function readAfter(
	store: Log,
	key: ConversationKey,
	before: number | undefined,
): Promise<readonly Entry[]> {
	return before === undefined ? [] : store.readEntries(key, { after: before - 1, limit: lookedThrough });
}

type Amendment = VisibleEntry["activity"] | "deleted";

function amendmentsIn(entries: readonly Entry[]): ReadonlyMap<EntryId, Amendment> {
	const amendments = entries.flatMap((entry): readonly (readonly [EntryId, Amendment])[] => {
		if (entry.type === "edited") return [[entry.entry, entry.activity]];
		return entry.type === "deleted" ? [[entry.entry, "deleted"]] : [];
	});
	return new Map(amendments);
}

function edited(entry: VisibleEntry, activity: Amendment | undefined): VisibleEntry {
	return activity === undefined || activity === "deleted" ? entry : { ...entry, activity };
}
