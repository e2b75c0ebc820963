import { useEffect, useMemo } from "preact/hooks";
import { selectedTalk } from "../model/desk-state.js";
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
import { useNotices } from "./use-notices.js";
import { usePageState } from "./use-page.js";
import { useQueue } from "./use-queue.js";
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
	const { selectedId } = state;
	const { queue, counts, waiting, unread, search, setSearch, filter, setFilter, setHeld } = useQueue();
	// The same panel as long as the queue is the same: what is typed does not render it again.
	const queuePanel = useMemo(
		() => (
			<QueuePanel
				{...{ queue, counts, search, filter }}
				onSearch={setSearch}
				onFilter={setFilter}
				onHold={setHeld}
			/>
		),
		[queue, counts, search, filter],
	);
	const talk = selectedTalk(state);
	const hasDetails = page.showsDetails && talk !== undefined;
	useRoute(useDesk(), selectedId);
	useShortcuts({ queue, page, filter, setFilter });
	useNotices(page.notices);
	useAttendance();
	useTitle(waiting.length + unread);
	return (
		<>
			<a class="skip" href={`#${places.conversation}`} onClick={skipTo}>
				{words.desk.skipToConversation}
			</a>
			<ConnectionBanner />
			<main class={`desk ${selectedId === undefined ? "" : "desk-open"} ${hasDetails ? "desk-details" : ""}`}>
				{queuePanel}
				<ConversationPanel waiting={waiting.length} />
				{hasDetails && <DetailsPanel talk={talk} />}
			</main>
			<Alerts />
			<Announcer waiting={waiting} />
			<Overlays talk={talk} />
		</>
	);
}

/** Moves the focus without touching the address, which names the conversation on screen. */
function skipTo(event: Event): void {
	event.preventDefault();
	focusOn(places.conversation);
}

/** Colleagues see who has a conversation on screen, which nobody has in a tab that is not shown. */
function useAttendance(): void {
	const desk = useDesk();
	useEffect(() => {
		const tell = () => desk.attend(!document.hidden);
		tell();
		document.addEventListener("visibilitychange", tell);
		return () => document.removeEventListener("visibilitychange", tell);
	}, [desk]);
}

/** How many wait, for a person or for an answer, is seen from another tab, and on the icon of an installed page. */
function useTitle(count: number): void {
	const { desk } = useWords();
	useEffect(() => {
		document.title = count === 0 ? desk.title : desk.titleWaiting(count);
		if (!("setAppBadge" in navigator)) return;
		navigator.setAppBadge(count).catch(() => {});
	}, [count, desk]);
}
