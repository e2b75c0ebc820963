import { useEffect, useMemo, useState } from "preact/hooks";
import { selectedTalk } from "../model/desk-state.js";
import { groupQueue } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { Alerts } from "./alerts.js";
import { Announcer } from "./announcer.js";
import { ConnectionBanner } from "./connection-banner.js";
import { ConversationPanel } from "./conversation-panel.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { DetailsPanel } from "./details-panel.js";
import { Overlays } from "./overlays.js";
import { focusOn, PageContext, places, usePage } from "./page.js";
import { QueuePanel } from "./queue-panel.js";
import { SignedOut } from "./signed-out.js";
import { usePageState } from "./use-page.js";
import { useRoute } from "./use-route.js";
import { useShortcuts } from "./use-shortcuts.js";

/** The whole page. */
export function App() {
	const page = usePageState();
	const { connection } = useDeskState();
	return (
		<PageContext.Provider value={page}>
			{connection === "signedOut" ? <SignedOut /> : <DeskPage />}
		</PageContext.Provider>
	);
}

function DeskPage() {
	const words = useWords();
	const page = usePage();
	const state = useDeskState();
	const [search, setSearch] = useState("");
	const { talks, me, selectedId } = state;
	const queue = useMemo(
		() => groupQueue(talks.values(), { me, search, selectedId }),
		[talks, me, search, selectedId],
	);
	// The same panel as long as the queue is the same: what is typed does not render it again.
	const queuePanel = useMemo(
		() => <QueuePanel queue={queue} search={search} onSearch={setSearch} />,
		[queue, search],
	);
	const talk = selectedTalk(state);
	const hasDetails = page.showsDetails && talk !== undefined;
	useRoute(useDesk(), selectedId);
	useShortcuts({ queue, page });
	useTitle(queue.waiting.length);
	return (
		<>
			<a class="skip" href={`#${places.conversation}`} onClick={skipTo}>
				{words.desk.skipToConversation}
			</a>
			<ConnectionBanner />
			<main class={`desk ${selectedId === undefined ? "" : "desk-open"} ${hasDetails ? "desk-details" : ""}`}>
				{queuePanel}
				<ConversationPanel waiting={queue.waiting.length} />
				{hasDetails && <DetailsPanel talk={talk} />}
			</main>
			<Alerts />
			<Announcer waiting={queue.waiting} />
			<Overlays talk={talk} />
		</>
	);
}

/** Moves the focus without touching the address, which names the conversation on screen. */
function skipTo(event: Event): void {
	event.preventDefault();
	focusOn(places.conversation);
}

/** How many are waiting is seen from another tab. */
function useTitle(waiting: number): void {
	const { desk } = useWords();
	useEffect(() => {
		document.title = waiting === 0 ? desk.title : desk.titleWaiting(waiting);
	}, [waiting, desk]);
}
