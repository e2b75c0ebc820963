import type { DeskState } from "../model/desk-state.js";
import type { QueuePart, QueueRow } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { useDeskPart } from "./desk-context.js";
import { QueueRowButton } from "./queue-row.js";

interface QueuePartProps {
	readonly part: QueuePart;
	readonly rows: readonly QueueRow[];
	readonly isSearch: boolean;
}

const selected = (state: DeskState): string | undefined => state.selectedId;

/** One part of the queue with its heading. */
export function QueuePartList({ part, rows, isSearch }: QueuePartProps) {
	const { queue } = useWords();
	const selectedId = useDeskPart(selected);
	const empty = isSearch ? "" : queue.empty[part];
	if (rows.length === 0 && empty === "") return null;
	return (
		<section class={`part part-${part}`} aria-labelledby={`part-${part}`}>
			<h2 id={`part-${part}`}>
				{queue.parts[part]}
				<span class={rows.length === 0 ? "count count-none" : "count"}>{rows.length}</span>
			</h2>
			{rows.length === 0 ? (
				<p class="queue-empty">{empty}</p>
			) : (
				<ul>
					{rows.map((row) => (
						<li key={row.talk.snapshot.conversationId}>
							<QueueRowButton row={row} isSelected={row.talk.snapshot.conversationId === selectedId} />
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
