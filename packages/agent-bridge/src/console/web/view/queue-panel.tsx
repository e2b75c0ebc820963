import { useMemo } from "preact/hooks";
import type { DeskState } from "../model/desk-state.js";
import { type Queue, queueParts } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { useDeskPart } from "./desk-context.js";
import { Icon } from "./icon.js";
import { places } from "./page.js";
import { QueueFooter } from "./queue-footer.js";
import { QueuePartList } from "./queue-part.js";

const listed = (state: DeskState): boolean => state.isListed;

interface QueuePanelProps {
	readonly queue: Queue;
	readonly search: string;
	readonly onSearch: (search: string) => void;
}

/** Every conversation that this desk has to do with. */
export function QueuePanel({ queue, search, onSearch }: QueuePanelProps) {
	const words = useWords();
	const isListed = useDeskPart(listed);
	const count = useMemo(() => queueParts.reduce((sum, part) => sum + queue[part].length, 0), [queue]);
	return (
		<nav class="queue" aria-label={words.queue.label}>
			<header class="queue-top">
				<h1 class="unseen">{words.queue.label}</h1>
				<Brand />
				<label class="search">
					<Icon name="search" />
					<span class="unseen">{words.queue.search}</span>
					<input
						id={places.search}
						type="search"
						value={search}
						placeholder={words.queue.searchHint}
						autocomplete="off"
						onInput={({ currentTarget }) => onSearch(currentTarget.value)}
					/>
					<kbd>/</kbd>
				</label>
			</header>
			<div class="queue-list" aria-busy={!isListed}>
				{!isListed && <p class="queue-empty">{words.queue.loading}</p>}
				{isListed && search !== "" && count === 0 && (
					<p class="queue-empty">{words.queue.nothingFound(search)}</p>
				)}
				{isListed &&
					queueParts.map((part) => (
						<QueuePartList key={part} part={part} rows={queue[part]} isSearch={search !== ""} />
					))}
			</div>
			<QueueFooter />
		</nav>
	);
}

function Brand() {
	return (
		<div class="brand">
			<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
				<path d="M4.2 15.8 15.8 4.2" />
				<circle cx="15.8" cy="4.2" r="1.6" />
			</svg>
			<span>Baton</span>
		</div>
	);
}
