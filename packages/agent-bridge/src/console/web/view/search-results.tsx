import type { DeskState } from "../model/desk-state.js";
import type { Hit } from "../model/search.js";
import { channelName, userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { useDesk, useDeskPart } from "./desk-context.js";
import { Moment } from "./moment.js";

const searched = (state: DeskState): DeskState["search"] => state.search;
const selected = (state: DeskState): string | undefined => state.selectedId;

interface ResultsProps {
	/** What the queue shows already. */
	readonly shown: ReadonlySet<string>;
}

/** What else the server found, also in conversations that are over, and how far it has looked. */
export function SearchResults({ shown }: ResultsProps) {
	const { search: words } = useWords();
	const desk = useDesk();
	const selectedId = useDeskPart(selected);
	const { text, hits, looked, next, isLooking } = useDeskPart(searched);
	if (text === "") return null;
	const others = hits.filter(({ conversation }) => !shown.has(conversation.conversationId));
	return (
		<section class="part part-found" aria-labelledby="part-found" aria-busy={isLooking}>
			<h2 id="part-found">
				{words.title}
				<span class={others.length === 0 ? "count count-none" : "count"}>{others.length}</span>
			</h2>
			<ul>
				{others.map((hit) => (
					<li key={hit.conversation.conversationId} class="queue-item">
						<HitRow hit={hit} isSelected={hit.conversation.conversationId === selectedId} />
					</li>
				))}
			</ul>
			<p class="queue-empty" role="status">
				{isLooking ? words.looking(looked) : next === undefined ? words.all(looked) : words.some(looked)}
			</p>
			{!isLooking && next !== undefined && (
				<button type="button" class="link search-on" onClick={desk.searchOn}>
					{words.more}
				</button>
			)}
		</section>
	);
}

interface HitProps {
	readonly hit: Hit;
	readonly isSelected: boolean;
}

function HitRow({ hit: { conversation, lines }, isSelected }: HitProps) {
	const words = useWords();
	const desk = useDesk();
	return (
		<button
			type="button"
			class="row"
			aria-current={isSelected ? "true" : undefined}
			onClick={() => desk.select(conversation.conversationId)}
		>
			<Avatar name={conversation.user.name} />
			<span class="row-body">
				<span class="row-line">
					<span class="row-name">{userName(conversation, words)}</span>
					<Moment at={(lines.at(-1)?.time ?? conversation.session.last) * 1000} />
				</span>
				<span class="row-about">
					<span>{channelName(conversation.channel, words)}</span>
					{!conversation.session.open && <span>{words.user.ended}</span>}
				</span>
				{lines.slice(-1).map(({ position, by, text }) => (
					<span key={position} class="row-words">
						{words.search.by[by]}
						{text}
					</span>
				))}
			</span>
		</button>
	);
}
