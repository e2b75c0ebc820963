import { useMemo } from "preact/hooks";
import type { DeskState } from "../model/desk-state.js";
import { type Filter, isFiltered } from "../model/filter.js";
import { idOf, type Queue, queueParts, rowsInOrder } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { useDeskPart } from "./desk-context.js";
import { Icon } from "./icon.js";
import { NoticeOffer } from "./notice-offer.js";
import { places } from "./page.js";
import { QueueFilters } from "./queue-filters.js";
import { QueueFooter } from "./queue-footer.js";
import { QueuePartList } from "./queue-part.js";
import { SearchResults } from "./search-results.js";

const listed = (state: DeskState): boolean => state.isListed;

const more = (state: DeskState): boolean => state.hasMore;

interface QueuePanelProps {
	readonly queue: Queue;
	readonly counts: Readonly<Record<Filter["quick"], number>>;
	readonly search: string;
	readonly onSearch: (search: string) => void;
	readonly filter: Filter;
	readonly onFilter: (filter: Filter) => void;
	/** Whether somebody points at a row: then none moves. */
	readonly onHold: (isHeld: boolean) => void;
}

/** Every conversation that this desk has to do with. */
export function QueuePanel({ queue, counts, search, onSearch, filter, onFilter, onHold }: QueuePanelProps) {
	const words = useWords();
	const isListed = useDeskPart(listed);
	const hasMore = useDeskPart(more);
	const shown = useMemo(() => new Set(rowsInOrder(queue).map(idOf)), [queue]);
	const isNarrowed = search !== "" || isFiltered(filter);
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
			<QueueFilters filter={filter} onFilter={onFilter} counts={counts} />
			<div
				class="queue-list"
				aria-busy={!isListed}
				onPointerEnter={() => onHold(true)}
				onPointerLeave={() => onHold(false)}
			>
				{!isListed && <p class="queue-empty">{words.queue.loading}</p>}
				{isListed && isNarrowed && shown.size === 0 && (
					<p class="queue-empty" role="status">
						{search === "" ? words.filters.nothing : words.queue.nothingFound(search)}
					</p>
				)}
				{isListed &&
					queueParts.map((part) => (
						<QueuePartList key={part} part={part} rows={queue[part]} isNarrowed={isNarrowed} />
					))}
				{hasMore && search === "" && <p class="queue-empty">{words.queue.more}</p>}
				{search !== "" && <SearchResults shown={shown} />}
			</div>
			<NoticeOffer />
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
