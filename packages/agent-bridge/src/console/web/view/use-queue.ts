import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Filter, newWordsOf, noFilter, passes } from "../model/filter.js";
import { groupQueue, keepOrder, type Queue, rowsInOrder } from "../model/queue.js";
import { useDesk, useDeskState } from "./desk-context.js";

/** The queue as it is searched, filtered and held still. */
export interface ShownQueue {
	readonly queue: Queue;
	/** How many conversations each filter would show. */
	readonly counts: Readonly<Record<Filter["quick"], number>>;
	/** How many wait, whatever is filtered. */
	readonly waiting: Queue["waiting"];
	/** How many conversations of this person's have something new. */
	readonly unread: number;
	readonly search: string;
	readonly setSearch: (search: string) => void;
	readonly filter: Filter;
	readonly setFilter: (filter: Filter) => void;
	readonly setHeld: (isHeld: boolean) => void;
}

export function useQueue(): ShownQueue {
	const desk = useDesk();
	const { talks, me, selectedId, undelivered } = useDeskState();
	const [search, setSearch] = useState("");
	const [filter, setFilter] = useState(noFilter);
	const [isHeld, setHeld] = useState(false);
	const before = useRef<Queue>(undefined);
	const whole = useMemo(
		() => groupQueue(talks.values(), { me, search: "", selectedId, undelivered }),
		[talks, me, selectedId, undelivered],
	);
	const queue = useMemo(() => {
		const fresh = groupQueue(talks.values(), { me, search, selectedId, filter, undelivered });
		return isHeld && before.current !== undefined ? keepOrder(fresh, before.current) : fresh;
	}, [talks, me, search, selectedId, filter, undelivered, isHeld]);
	before.current = queue;
	const counts = useMemo(() => countsOf(whole, undelivered), [whole, undelivered]);
	const unread = useMemo(() => whole.mine.filter((row) => newWordsOf(row) > 0).length, [whole]);

	useEffect(() => desk.searchFor(search), [desk, search]);

	return { queue, counts, waiting: whole.waiting, unread, search, setSearch, filter, setFilter, setHeld };
}

function countsOf(queue: Queue, undelivered: ReadonlyMap<string, unknown>): ShownQueue["counts"] {
	const rows = rowsInOrder(queue);
	const count = (quick: Filter["quick"]): number =>
		rows.filter((row) => passes(row, { ...noFilter, quick }, undelivered)).length;
	return {
		all: rows.length,
		waiting: count("waiting"),
		mine: count("mine"),
		unread: count("unread"),
		undelivered: count("undelivered"),
	};
}
