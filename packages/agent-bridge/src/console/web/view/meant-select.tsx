import type { Draft } from "../model/draft.js";
import { useWords } from "../words/words.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { places } from "./page.js";

interface MeantSelectProps {
	readonly botId: string;
	readonly draft: Draft;
}

/** What no intent is called: names of intents have no spaces around them. */
const none = " none ";

/** What the user meant: the bot learns it from whoever uses the draft. Nothing where the bot names no intents. */
export function MeantSelect({ botId, draft }: MeantSelectProps) {
	const { draft: words } = useWords();
	const desk = useDesk();
	const { bots, meant } = useDeskState();
	const intents = bots.get(botId)?.intents ?? [];
	if (intents.length === 0) return null;
	const said = meant.get(draft.id);
	return (
		<label class="draft-meant">
			{words.meant}
			<select
				id={places.meant}
				value={said === null ? none : (said ?? "")}
				onChange={({ currentTarget: { value } }) =>
					desk.mean(draft, value === none ? null : value === "" ? undefined : value)
				}
			>
				<option value="">{words.asUnderstood(draft.intent)}</option>
				{intents.map((intent) => (
					<option key={intent} value={intent}>
						{intent}
					</option>
				))}
				<option value={none}>{words.noneOfThese}</option>
			</select>
		</label>
	);
}
