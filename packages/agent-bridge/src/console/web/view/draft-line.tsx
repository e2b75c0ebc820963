import type { Draft } from "../model/draft.js";
import { plainText } from "../model/plain-text.js";
import { useWords } from "../words/words.js";
import { Icon } from "./icon.js";
import { Moment } from "./moment.js";

/** A draft in the timeline: what the bot would have said, and what became of it. */
export function DraftLine({ draft }: { readonly draft: Draft }) {
	const { draft: words } = useWords();
	return (
		<li class={`draft-line draft-${draft.fate}`}>
			<p class="draft-line-by">
				<Icon name="spark" />
				<span>{words.fates[draft.fate]}</span>
				<Moment at={draft.at} />
			</p>
			<p class="draft-line-text">{draft.text || plainText(draft.contents) || words.empty}</p>
		</li>
	);
}
