import type { ChatState } from "../view/chat-state.js";
import { ChatHead } from "./chat-head.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import type { ChatActions } from "./use-chat.js";
import { useWords } from "./words.js";

interface ChatPanelProps {
	readonly state: ChatState;
	readonly actions: ChatActions;
	readonly isShown: boolean;
}

export function ChatPanel({ state, actions, isShown }: ChatPanelProps) {
	const { say } = useWords();
	return (
		<section class="chat" aria-label={say("chat")}>
			<ChatHead
				state={state}
				onAskPerson={() => actions.say(say("askPersonSaid"))}
				onCancel={actions.cancel}
			/>
			<LinkBanner link={state.link} />
			<Log state={state} actions={actions} isShown={isShown} />
			<Composer actions={actions} />
		</section>
	);
}

/** Nobody must believe that they are heard when they are not. */
function LinkBanner({ link }: Pick<ChatState, "link">) {
	const { say } = useWords();
	return (
		<div class="link-state" role="status">
			{link === "lost" && <p class="lost">{say("lost")}</p>}
			{link === "connecting" && <p>{say("connecting")}</p>}
		</div>
	);
}
