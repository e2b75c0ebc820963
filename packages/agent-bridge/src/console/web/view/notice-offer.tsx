import type { DeskState } from "../model/desk-state.js";
import { standingOf } from "../model/standing.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDeskPart } from "./desk-context.js";
import { Icon } from "./icon.js";
import { usePage } from "./page.js";

/** Whoever holds a conversation works here, and may want to be told of the next. */
const worksHere = ({ talks, me }: DeskState): boolean =>
	me?.mayAct === true && [...talks.values()].some(({ snapshot }) => standingOf(snapshot, me).type === "mine");

/** Asks once, when it makes sense, whether this browser should make itself heard. */
export function NoticeOffer() {
	const { notices: words } = useWords();
	const { notices } = usePage();
	const isWanted = useDeskPart(worksHere);
	if (notices.isDecided || !isWanted) return null;
	return (
		<aside class="notice-offer" aria-label={words.title}>
			<p>
				<Icon name="bell" />
				{words.offer}
			</p>
			<div>
				<Button look="primary" onClick={notices.turnOn}>
					{words.turnOn}
				</Button>
				<Button look="quiet" onClick={notices.refuse}>
					{words.notNow}
				</Button>
			</div>
		</aside>
	);
}
