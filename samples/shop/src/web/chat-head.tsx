import type { ChatState } from "../view/chat-state.js";
import { Avatar, Badge } from "./avatar.js";
import { useWords } from "./words.js";

interface ChatHeadProps {
	readonly state: ChatState;
	readonly onAskPerson: () => void;
	/** The customer no longer waits for a person. */
	readonly onCancel: () => void;
}

/** Says at every moment who is there: a bot or a human. */
export function ChatHead({ state, onAskPerson, onCancel }: ChatHeadProps) {
	const { say } = useWords();
	const { speaker, waiting } = state;
	const isHuman = speaker.representativeType === "HUMAN";
	return (
		<header
			class={isHuman ? "chat-head human" : "chat-head bot"}
			data-label={speaker.representativeType}
			data-waiting={waiting}
		>
			<Avatar of={speaker} />
			<div class="who" role="status">
				<h2>{say(isHuman ? "withHuman" : "withBot", { name: speaker.displayName })}</h2>
				<p>
					<Badge of={speaker} /> <Situation state={state} />
				</p>
			</div>
			{!isHuman && (
				<button type="button" class="ask" onClick={waiting ? onCancel : onAskPerson}>
					{say(waiting ? "cancel" : "askPerson")}
				</button>
			)}
		</header>
	);
}

function Situation({ state: { bot, speaker, waiting } }: Pick<ChatHeadProps, "state">) {
	const { say } = useWords();
	if (speaker.representativeType === "HUMAN") return <span>{say("withHumanMore")}</span>;
	if (!waiting) return <span>{say("withBotMore")}</span>;
	return (
		<span class="waiting">
			<span class="pulse" aria-hidden="true" /> {say("waiting", { name: bot.displayName })}
		</span>
	);
}
