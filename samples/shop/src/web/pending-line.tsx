import type { Pending } from "../view/chat-state.js";
import { useWords } from "./words.js";

interface PendingLineProps {
	readonly message: Pending;
	readonly isConnected: boolean;
	readonly onRetry: (id: string) => void;
}

/** What the customer wrote and the shop has not confirmed. */
export function PendingLine({ message: { id, state, text }, isConnected, onRetry }: PendingLineProps) {
	const { say } = useWords();
	return (
		<article class={`line user ${state}`} aria-label={say("you")} data-pending={id}>
			<p class="bubble">{text}</p>
			{state === "failed" ? (
				<p class="state">
					{say("failed")} ·{" "}
					<button type="button" class="link" onClick={() => onRetry(id)}>
						{say("retry")}
					</button>
				</p>
			) : (
				<p class="state">{say(isConnected ? "sending" : "waitingForLink")}</p>
			)}
		</article>
	);
}
