import { useEffect } from "preact/hooks";
import { type DeskState, selectedTalk } from "../model/desk-state.js";
import { openDraft } from "../model/draft.js";
import type { Talk } from "../model/talk.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Composer } from "./composer.js";
import { ConversationHeader } from "./conversation-header.js";
import { useDesk, useDeskState, useProfiles } from "./desk-context.js";
import { DraftDock } from "./draft-dock.js";
import { places } from "./page.js";
import { ReminderStrip } from "./reminder-strip.js";
import { Timeline } from "./timeline.js";
import { Welcome } from "./welcome.js";

/** The conversation on screen. */
export function ConversationPanel({ waiting }: { readonly waiting: number }) {
	const state = useDeskState();
	const talk = selectedTalk(state);
	if (talk === undefined) return <Nothing state={state} waiting={waiting} />;
	return <Conversation key={talk.snapshot.conversationId} talk={talk} />;
}

function Nothing({ state, waiting }: { readonly state: DeskState; readonly waiting: number }) {
	const { gone } = useWords();
	const isGone = state.selectedId !== undefined && state.isListed && !state.loading.has(state.selectedId);
	if (!isGone) return <Welcome waiting={waiting} />;
	return (
		<section class="conversation conversation-empty" id={places.conversation} tabIndex={-1}>
			<h1>{gone.title}</h1>
			<p>{gone.text}</p>
		</section>
	);
}

function Conversation({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const desk = useDesk();
	const { me } = useProfiles();
	const draft = openDraft(talk, me);
	const last = talk.entries.at(-1)?.position;
	useEffect(() => {
		if (!document.hidden) desk.look();
	}, [desk, last, talk.snapshot.position]);
	return (
		<section
			class="conversation"
			id={places.conversation}
			tabIndex={-1}
			aria-label={words.transcript.label(userName(talk.snapshot, words))}
		>
			<ConversationHeader talk={talk} />
			<Timeline talk={talk} dockedId={draft?.id} />
			<footer class="dock">
				<ReminderStrip talk={talk} />
				{draft !== undefined && <DraftDock talk={talk} draft={draft} />}
				<Composer talk={talk} />
			</footer>
		</section>
	);
}
