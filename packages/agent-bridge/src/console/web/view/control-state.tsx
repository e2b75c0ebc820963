import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { askedNames, holderName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDeskState } from "./desk-context.js";

/** Who holds control, in a few words. */
export function ControlState({ talk: { snapshot } }: { readonly talk: Talk }) {
	const { control } = useWords();
	const words = useWords();
	const state = useDeskState();
	const standing = standingOf(snapshot, state.me);
	const asked = snapshot.offer === undefined ? "" : askedNames(snapshot.offer, state);
	const text = {
		mine: snapshot.phase === "passing" ? control.passing(asked) : control.mine,
		waiting:
			snapshot.holder === undefined ? control.waiting : control.others(holderName(snapshot, state, words)),
		others: control.others(holderName(snapshot, state, words)),
		bot: control.bot,
	}[standing.type];
	return (
		<span class={`control control-${standing.type}`} role="status">
			<span class="control-dot" aria-hidden="true" />
			<span class="control-text">{text}</span>
		</span>
	);
}
