import type { Talk } from "../model/talk.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useActions } from "./use-actions.js";

/** How the user found the session, or the way to ask them. */
export function RatingSection({ talk }: { readonly talk: Talk }) {
	const { rating: words } = useWords();
	const { available, isWorking, act } = useActions(talk);
	const { rating } = talk.snapshot;
	return (
		<section>
			<h3>{words.title}</h3>
			{rating !== undefined && (
				<p class="rating-given">
					{rating.answer === undefined ? words.asked : words.given(rating.stars, rating.answer, rating.of)}
				</p>
			)}
			{available.has("askRating") && (
				<Button hint="S" isDisabled={isWorking} onClick={() => act("askRating")}>
					{words.ask}
				</Button>
			)}
		</section>
	);
}
