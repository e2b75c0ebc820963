import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { holderName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDeskState } from "./desk-context.js";
import { useActions } from "./use-actions.js";

/** Why nobody can write here, and the way to change it. */
export function Locked({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const state = useDeskState();
	const { available, isWorking, act } = useActions(talk);
	const { type } = standingOf(talk.snapshot, state.me);
	const { locked } = words.composer;
	const others = locked.others(holderName(talk.snapshot, state, words));
	const why = { others, bot: locked.bot, mine: "", waiting: locked.waiting }[type];
	return (
		<div class="locked">
			<p>{state.connection === "open" ? why : locked.offline}</p>
			{available.has("take") && (
				<Button look="primary" icon="check" hint="T" isDisabled={isWorking} onClick={() => act("take")}>
					{type === "others" ? words.actions.takeOver : words.actions.take}
				</Button>
			)}
		</div>
	);
}
