import { useWords } from "../words/words.js";
import { useDeskState } from "./desk-context.js";

/** Says when the page is on its own. */
export function ConnectionBanner() {
	const { connection: words } = useWords();
	const { connection, isStoreAway } = useDeskState();
	return (
		<div class="banner-place" role="status">
			{connection === "connecting" && (
				<p class="banner banner-late">
					<span class="banner-spinner" aria-hidden="true" />
					{words.connecting}
				</p>
			)}
			{connection === "lost" && (
				<p class="banner">
					<span class="banner-spinner" aria-hidden="true" />
					<strong>{words.lost}</strong> <span>{words.lostMore}</span>
				</p>
			)}
			{connection === "open" && isStoreAway && (
				<p class="banner">
					<strong>{words.away}</strong> <span>{words.awayMore}</span>
				</p>
			)}
		</div>
	);
}
