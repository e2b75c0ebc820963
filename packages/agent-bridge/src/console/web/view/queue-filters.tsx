import type { DeskState } from "../model/desk-state.js";
import {
	choicesOf,
	type Filter,
	isFiltered,
	noFilter,
	quickFilters,
	type ReasonType,
} from "../model/filter.js";
import { channelName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDeskPart } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { usePreference } from "./use-preference.js";

interface FiltersProps {
	readonly filter: Filter;
	readonly onFilter: (filter: Filter) => void;
	readonly counts: Readonly<Record<Filter["quick"], number>>;
}

const talks = (state: DeskState): DeskState["talks"] => state.talks;

/** Narrows the queue: by one press, or more closely by reason and channel. */
export function QueueFilters({ filter, onFilter, counts }: FiltersProps) {
	const { filters: words } = useWords();
	const [more, setMore] = usePreference("filters");
	const showsMore = more === "shown" || filter.reason !== undefined || filter.channel !== undefined;
	return (
		<div class="filters">
			<div class="filter-line">
				<fieldset class="quick-filters">
					<legend class="unseen">{words.label}</legend>
					{quickFilters.map((quick, index) => (
						<button
							key={quick}
							type="button"
							class={`chip chip-${quick}`}
							aria-pressed={filter.quick === quick}
							aria-keyshortcuts={String(index + 1)}
							title={`${words.quick[quick]} (${index + 1})`}
							onClick={() => onFilter({ ...filter, quick })}
						>
							{words.quick[quick]}
							{quick !== "all" && counts[quick] > 0 && <span class="chip-count">{counts[quick]}</span>}
						</button>
					))}
				</fieldset>
				<IconButton
					icon="filter"
					label={words.more}
					isPressed={showsMore}
					onClick={() => setMore(showsMore ? "hidden" : "shown")}
				/>
			</div>
			{showsMore && <MoreFilters filter={filter} onFilter={onFilter} />}
		</div>
	);
}

function MoreFilters({ filter, onFilter }: Pick<FiltersProps, "filter" | "onFilter">) {
	const words = useWords();
	const { reasons, channels } = choicesOf(useDeskPart(talks).values());
	return (
		<div class="filter-more">
			<Choice
				label={words.filters.reason}
				any={words.filters.anyReason}
				value={filter.reason}
				choices={reasons.map((reason) => [reason, words.reasons[reason]])}
				onChoose={(reason) => onFilter({ ...filter, reason: reason as ReasonType | undefined })}
			/>
			<Choice
				label={words.filters.channel}
				any={words.filters.anyChannel}
				value={filter.channel}
				choices={channels.map((channel) => [channel, channelName(channel, words)])}
				onChoose={(channel) => onFilter({ ...filter, channel })}
			/>
			{isFiltered(filter) && (
				<button type="button" class="link" onClick={() => onFilter(noFilter)}>
					{words.filters.clear}
				</button>
			)}
		</div>
	);
}

interface ChoiceProps {
	readonly label: string;
	/** What stands for every choice. */
	readonly any: string;
	readonly value: string | undefined;
	readonly choices: readonly (readonly [value: string, name: string])[];
	readonly onChoose: (value: string | undefined) => void;
}

function Choice({ label, any, value, choices, onChoose }: ChoiceProps) {
	return (
		<select
			class="filter-choice"
			aria-label={label}
			value={value ?? ""}
			onChange={({ currentTarget }) => onChoose(currentTarget.value === "" ? undefined : currentTarget.value)}
		>
			<option value="">{any}</option>
			{choices.map(([one, name]) => (
				<option key={one} value={one}>
					{name}
				</option>
			))}
		</select>
	);
}
