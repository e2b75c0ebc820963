import { spanOf, urgency } from "../model/time.js";
import { useWords } from "../words/words.js";
import { useNow } from "./use-now.js";

interface WaitedProps {
	/** Epoch milliseconds. */
	readonly since: number;
	/** Whether a long wait is marked. */
	readonly isUrgent?: boolean;
}

/** How long ago something began, kept up to date. */
export function Waited({ since, isUrgent = false }: WaitedProps) {
	const { time } = useWords();
	const ms = useNow() - since;
	const span = spanOf(ms);
	return (
		<time
			class={`waited ${isUrgent ? `waited-${urgency(ms)}` : ""}`}
			dateTime={new Date(since).toISOString()}
		>
			<span aria-hidden="true">{time.short(span)}</span>
			<span class="unseen">{time.spoken(span)}</span>
		</time>
	);
}
