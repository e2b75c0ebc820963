import type { Talk } from "../model/talk.js";
import { channelName, userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { ActionBar } from "./action-bar.js";
import { Avatar } from "./avatar.js";
import { ControlState } from "./control-state.js";
import { useDesk } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { Lookers } from "./lookers.js";
import { usePage } from "./page.js";

/** Whose conversation it is, who holds control, and what can be done about it. */
export function ConversationHeader({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const desk = useDesk();
	const page = usePage();
	const name = userName(talk.snapshot, words);
	return (
		<header class="conversation-header">
			<IconButton
				icon="back"
				class="only-phone"
				label={words.desk.back}
				onClick={() => desk.select(undefined)}
			/>
			<Avatar name={talk.snapshot.user.name} size="large" />
			<div class="conversation-names">
				<h1>{name}</h1>
				<p>
					<span class="conversation-channel">{channelName(talk.snapshot.channel, words)}</span>
					<ControlState talk={talk} />
					<Lookers conversationId={talk.snapshot.conversationId} isLong />
				</p>
			</div>
			<ActionBar talk={talk} />
			<IconButton
				icon="info"
				label={page.showsDetails ? words.desk.hideDetails : words.desk.showDetails}
				hint="."
				isPressed={page.showsDetails}
				onClick={page.toggleDetails}
			/>
		</header>
	);
}
