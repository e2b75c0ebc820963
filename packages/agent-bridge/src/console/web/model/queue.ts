import type { Me } from "./desk-state.js";
import { type Filter, noFilter, passes } from "./filter.js";
import { lastWords } from "./last-words.js";
import { type Standing, standingOf } from "./standing.js";
import type { Talk } from "./talk.js";

/** The parts of the queue, in the order in which they are shown. */
export const queueParts = ["waiting", "mine", "others", "bot"] as const satisfies readonly Standing["type"][];
export type QueuePart = (typeof queueParts)[number];

export interface QueueRow {
	readonly talk: Talk;
	readonly standing: Standing;
	/** Since when the user has waited for a person, or for an answer of this one. Epoch milliseconds. */
	readonly waitsSince: number | undefined;
}

export type Queue = Readonly<Record<QueuePart, readonly QueueRow[]>>;

interface View {
	readonly me: Me | undefined;
	/** What a person searches for: in names, channels and words. Everything, if empty. */
	readonly search: string;
	/** Stays in the queue when its session has ended, for as long as it is on screen. */
	readonly selectedId?: string | undefined;
	readonly filter?: Filter | undefined;
	/** Conversations where something could not be sent: they stay, also when they are over. */
	readonly undelivered?: ReadonlyMap<string, unknown> | undefined;
}

const none: ReadonlyMap<string, unknown> = new Map();

export function groupQueue(
	talks: Iterable<Talk>,
	{ me, search, selectedId, filter = noFilter, undelivered = none }: View,
): Queue {
	const parts: Record<QueuePart, QueueRow[]> = { waiting: [], mine: [], others: [], bot: [] };
	const sought = search.trim().toLocaleLowerCase();
	for (const talk of talks) {
		const row = rowOf(talk, me);
		const { session, conversationId } = talk.snapshot;
		const isOver = row.standing.type === "bot" && !session.open;
		if (isOver && conversationId !== selectedId && !undelivered.has(conversationId)) continue;
		if (matches(talk, sought) && passes(row, filter, undelivered)) parts[row.standing.type].push(row);
	}
	parts.waiting.sort(longestFirst);
	parts.mine.sort(longestFirst);
	for (const part of ["others", "bot"] as const) parts[part].sort(newestFirst);
	return parts;
}

const rows = new WeakMap<Talk, QueueRow>();

/** The same row for the same conversation: what has not changed need not be looked at again. */
function rowOf(talk: Talk, me: Me | undefined): QueueRow {
	const known = rows.get(talk);
	const standing = standingOf(talk.snapshot, me);
	if (known !== undefined && isSame(known.standing, standing)) return known;
	const row = { talk, standing, waitsSince: waitsSince(talk, standing) };
	rows.set(talk, row);
	return row;
}

function isSame(one: Standing, other: Standing): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function waitsSince(talk: Talk, standing: Standing): number | undefined {
	if (standing.type === "waiting") return standing.since * 1000;
	const last = standing.type === "mine" ? lastWords(talk) : undefined;
	return last?.by === "user" ? last.at : undefined;
}

/** All rows as they follow each other on screen. */
export function rowsInOrder(queue: Queue): readonly QueueRow[] {
	return queueParts.flatMap((part) => queue[part]);
}

export function idOf({ talk }: QueueRow): string {
	return talk.snapshot.conversationId;
}

/** The row that a step up or down leads to. Without a selection: the first, or the last. */
export function neighbor(
	rows: readonly QueueRow[],
	selectedId: string | undefined,
	step: 1 | -1,
): string | undefined {
	const at = rows.findIndex((row) => idOf(row) === selectedId);
	const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
	const row = rows[next];
	return row && idOf(row);
}

/** The next one after the selected, and then from the beginning, in which somebody waits or has said something new. */
export function nextUrgent(
	rows: readonly QueueRow[],
	selectedId: string | undefined,
	isUrgent: (row: QueueRow) => boolean,
): string | undefined {
	const at = rows.findIndex((row) => idOf(row) === selectedId);
	const row = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find(isUrgent);
	return row && idOf(row);
}

/** Known rows in the order in which they were, new ones behind them: nothing moves under somebody's hand. */
export function keepOrder(queue: Queue, before: Queue): Queue {
	const kept = (part: QueuePart): readonly QueueRow[] => {
		const places = new Map(before[part].map((row, index) => [idOf(row), index]));
		const placeOf = (row: QueueRow): number => places.get(idOf(row)) ?? before[part].length;
		return [...queue[part]].sort((one, other) => placeOf(one) - placeOf(other));
	};
	return { waiting: kept("waiting"), mine: kept("mine"), others: kept("others"), bot: kept("bot") };
}

/** Who has waited longest comes first; where nobody waits, what happened last. */
function longestFirst(one: QueueRow, other: QueueRow): number {
	const [since = Number.POSITIVE_INFINITY, otherSince = Number.POSITIVE_INFINITY] = [
		one.waitsSince,
		other.waitsSince,
	];
	return since === otherSince ? newestFirst(one, other) : since - otherSince;
}

function newestFirst(one: QueueRow, other: QueueRow): number {
	return other.talk.snapshot.session.last - one.talk.snapshot.session.last;
}

function matches({ snapshot, entries }: Talk, sought: string): boolean {
	if (sought === "") return true;
	const { user, channel, botUserId, offer } = snapshot;
	const facts = [user.name, user.accountId, botUserId, channel, offer?.reason.detail];
	const words = entries.map((entry) =>
		"input" in entry && entry.input.type === "text" ? entry.input.value : "",
	);
	return [...facts, ...words].some((text) => text?.toLocaleLowerCase().includes(sought) === true);
}
