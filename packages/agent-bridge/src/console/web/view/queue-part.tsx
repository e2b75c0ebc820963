import { useMemo } from "preact/hooks";
import type { DeskState } from "../model/desk-state.js";
import { idOf, type QueuePart, type QueueRow } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { useDeskPart } from "./desk-context.js";
import { QueueRowButton } from "./queue-row.js";
import { TakeNext } from "./take-next.js";

interface QueuePartProps {
	readonly part: QueuePart;
	readonly rows: readonly QueueRow[];
	/** Whether only some of the conversations are shown: then what is empty is left out. */
	readonly isNarrowed: boolean;
}

const selected = (state: DeskState): string | undefined => state.selectedId;

/** One part of the queue with its heading. */
export function QueuePartList({ part, rows, isNarrowed }: QueuePartProps) {
	const { queue } = useWords();
	const selectedId = useDeskPart(selected);
	const empty = isNarrowed ? "" : queue.empty[part];
	if (rows.length === 0 && empty === "") return null;
	return (
		<section class={`part part-${part}`} aria-labelledby={`part-${part}`}>
			<header class="part-head">
				<h2 id={`part-${part}`}>
					{queue.parts[part]}
					<span class={rows.length === 0 ? "count count-none" : "count"}>{rows.length}</span>
				</h2>
				{part === "waiting" && <TakeNext rows={rows} />}
			</header>
			{rows.length === 0 ? (
				<p class="queue-empty">{empty}</p>
			) : (
				<ul>
					{rows.map((row) => (
						<Item key={idOf(row)} row={row} isSelected={idOf(row) === selectedId} />
					))}
				</ul>
			)}
		</section>
	);
}

interface ItemProps {
	readonly row: QueueRow;
	readonly isSelected: boolean;
}

/** Rendered again only when its own conversation is another: there may be hundreds. */
function Item({ row, isSelected }: ItemProps) {
	return useMemo(
		() => (
			<li class="queue-item">
				<QueueRowButton row={row} isSelected={isSelected} />
			</li>
		),
		[row, isSelected],
	);
}
