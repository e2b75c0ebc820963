import type { Talk } from "../model/talk.js";
import { typistsOf } from "../model/typists.js";
import { typistName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useDeskState } from "./desk-context.js";
import { useNow } from "./use-now.js";

/** Who is typing. There is room for it also when nobody is, so that nothing jumps. */
export function TypingLine({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const state = useDeskState();
	const names = typistsOf(talk, state.me, useNow()).map((by) => typistName(by, talk, state, words));
	return (
		<p class="typing" aria-live="off">
			{names.length > 0 && (
				<>
					<span class="typing-dots" aria-hidden="true">
						<i />
						<i />
						<i />
					</span>
					{words.transcript.typing(names.join(", "))}
				</>
			)}
		</p>
	);
}
