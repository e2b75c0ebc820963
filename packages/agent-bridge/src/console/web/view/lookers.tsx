import { useMemo } from "preact/hooks";
import type { Looker } from "../model/company.js";
import type { DeskState } from "../model/desk-state.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { useDeskPart } from "./desk-context.js";

interface LookersProps {
	readonly conversationId: string;
	/** Names and not only pictures. */
	readonly isLong?: boolean;
}

const most = 3;

/** Which colleagues have the conversation on screen, and who of them writes. */
export function Lookers({ conversationId, isLong = false }: LookersProps) {
	const { company: words } = useWords();
	const lookersHere = useMemo(
		() => (state: DeskState) => state.company.lookers.get(conversationId),
		[conversationId],
	);
	const lookers = [...(useDeskPart(lookersHere)?.values() ?? [])];
	if (lookers.length === 0) return null;
	const said = lookers.map((looker) => textOf(looker, words)).join(", ");
	return (
		<span class={`lookers ${isLong ? "lookers-long" : ""}`} title={said}>
			<span class="lookers-pictures" aria-hidden="true">
				{lookers.slice(0, most).map(({ person, isWriting }) => (
					<span key={person.id} class={isWriting ? "looker looker-writing" : "looker"}>
						<Avatar name={person.displayName} picture={person.avatarImage} voice="human" />
					</span>
				))}
				{lookers.length > most && <span class="looker-more">+{lookers.length - most}</span>}
			</span>
			<span class={isLong ? "lookers-names" : "unseen"}>{said}</span>
		</span>
	);
}

function textOf({ person, isWriting }: Looker, words: ReturnType<typeof useWords>["company"]): string {
	return isWriting ? words.writes(person.displayName) : words.looks(person.displayName);
}
