import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { TimelineItem } from "../model/timeline.js";
import { TimelineRow } from "./timeline-row.js";

interface Kept {
	readonly item: TimelineItem;
	readonly row: VNode;
}

/** A row for each item. One whose item says the same as before is the same row: nothing of it is drawn again. */
export function useRows(items: readonly TimelineItem[]): readonly VNode[] {
	const kept = useRef<ReadonlyMap<string, Kept>>(new Map());
	const next = new Map<string, Kept>();
	for (const item of items) {
		const before = kept.current.get(item.key);
		const isSame = before !== undefined && saysTheSame(before.item, item);
		next.set(item.key, isSame ? before : { item, row: <TimelineRow key={item.key} item={item} /> });
	}
	kept.current = next;
	return [...next.values()].map(({ row }) => row);
}

function saysTheSame(one: TimelineItem, other: TimelineItem): boolean {
	const members = Object.entries(one);
	const others: Readonly<Record<string, unknown>> = { ...other };
	return (
		members.length === Object.keys(others).length &&
		members.every(([name, value]) => value === others[name] || isSmallAndSame(value, others[name]))
	);
}

/** What is made anew for every list, such as a draft. */
function isSmallAndSame(one: unknown, other: unknown): boolean {
	return typeof one === "object" && one !== null && JSON.stringify(one) === JSON.stringify(other);
}
