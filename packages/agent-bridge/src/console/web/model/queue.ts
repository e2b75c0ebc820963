import type { Me } from "./desk-state.js";
import { type Standing, standingOf } from "./standing.js";
import type { Talk } from "./talk.js";

/** The parts of the queue, in the order in which they are shown. */
export const queueParts = ["waiting", "mine", "others", "bot"] as const satisfies readonly Standing["type"][];
export type QueuePart = (typeof queueParts)[number];

export interface QueueRow {
	readonly talk: Talk;
	readonly standing: Standing;
}

export type Queue = Readonly<Record<QueuePart, readonly QueueRow[]>>;

interface View {
	readonly me: Me | undefined;
	/** What a person searches for: in names, channels and words. Everything, if empty. */
	readonly search: string;
	/** Stays in the queue when its session has ended, for as long as it is on screen. */
	readonly selectedId?: string | undefined;
}

export function groupQueue(talks: Iterable<Talk>, { me, search, selectedId }: View): Queue {
	const parts: Record<QueuePart, QueueRow[]> = { waiting: [], mine: [], others: [], bot: [] };
	const sought = search.trim().toLocaleLowerCase();
	for (const talk of talks) {
		const standing = standingOf(talk.snapshot, me);
		const { session, conversationId } = talk.snapshot;
		if (standing.type === "bot" && !session.open && conversationId !== selectedId) continue;
		if (matches(talk, sought)) parts[standing.type].push({ talk, standing });
	}
	parts.waiting.sort((one, other) => waitingSince(one) - waitingSince(other));
	for (const part of ["mine", "others", "bot"] as const) parts[part].sort(newestFirst);
	return parts;
}

/** All rows as they follow each other on screen. */
export function rowsInOrder(queue: Queue): readonly QueueRow[] {
	return queueParts.flatMap((part) => queue[part]);
}

/** The row that a step up or down leads to. Without a selection: the first, or the last. */
export function neighbor(
	rows: readonly QueueRow[],
	selectedId: string | undefined,
	step: 1 | -1,
): string | undefined {
	const at = rows.findIndex(({ talk }) => talk.snapshot.conversationId === selectedId);
	const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
	return rows[next]?.talk.snapshot.conversationId;
}

/** Who has waited longest comes first, everybody else by what happened last. */
function waitingSince({ talk }: QueueRow): number {
	return talk.snapshot.offer?.since ?? 0;
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
