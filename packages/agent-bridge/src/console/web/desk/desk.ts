import type { EntryFrame, EntryFrameType } from "../../../protocol/entry-frame.js";
import { type DeskState, selectedTalk } from "../model/desk-state.js";
import { standingOf } from "../model/standing.js";
import { hasUnsettled } from "../model/talk.js";
import type { BridgeEvent } from "../wire/bridge.js";
import { type Commanding, createCommanding } from "./commanding.js";
import { createLooking, type Looking } from "./looking.js";
import { createReading, type Reading } from "./reading.js";
import { createSearching, type Searching } from "./searching.js";
import { createSpeaking, type Speaking } from "./speaking.js";
import type { DeskStore } from "./store.js";
import type { Tools } from "./tools.js";

/** Everything that a person can do at the desk. What there is to see is in the store. */
export interface Desk
	extends Omit<Commanding, "takeNext">,
		Speaking,
		Searching,
		Pick<Reading, "readEarlier">,
		Pick<Looking, "attend"> {
	readonly store: DeskStore;
	select(conversationId: string | undefined): void;
	/** Takes and shows whoever has waited longest. Whether there was somebody. */
	takeNext(): Promise<boolean>;
	/** The person looks at the conversation on screen. */
	look(): void;
	dismiss(alertId: number): void;
	/** Stops listening and asking. */
	close(): void;
}

const listEveryMs = 15_000;
const lookEveryMs = 3000;
const settleEveryMs = 9000;
const sayLookingEveryMs = 20_000;
const typingForMs = 6000;

/** Lines after which the queue may have another order. */
const queueTypes: ReadonlySet<EntryFrameType> = new Set([
	"handover",
	"handoverConfirmed",
	"handoverDeclined",
	"handoverExpired",
	"handoverWithdrawn",
	"takeoverConfirmed",
	"takeover",
	"release",
	"sessionEnd",
	"watch",
	"unwatch",
	"delivery",
] as const);

export function createDesk(tools: Tools): Desk {
	const { bridge, store } = tools;
	const reading = createReading(tools);
	const commanding = createCommanding(tools, (conversationId) => {
		reading.listSoon();
		return reading.catchUp(conversationId);
	});
	const looking = createLooking(tools);
	const ends = [
		bridge.listen((event) => {
			hear(tools, reading, event);
			if (event.type === "connected") looking.repeat();
			if (event.type === "told") tellLoss(commanding, event.frame, store.state.me);
		}),
		every(tools, listEveryMs, () => refreshQueue(store, reading)),
		every(tools, lookEveryMs, () => refreshSelected(store, reading)),
		every(tools, settleEveryMs, () => refreshFates(store, reading)),
		every(tools, sayLookingEveryMs, looking.repeat),
	];
	const speaking = createSpeaking(tools, commanding);

	function select(conversationId: string | undefined): void {
		store.dispatch({ type: "selected", conversationId });
		looking.lookAt(conversationId);
		const isOnline = store.state.connection === "open";
		if (conversationId !== undefined && isOnline) void reading.readNewest(conversationId);
	}

	return {
		store,
		...commanding,
		...speaking,
		...createSearching(tools),
		readEarlier: reading.readEarlier,
		attend: looking.attend,
		write(conversationId, text) {
			if (text.text !== "") looking.writeIn(conversationId);
			speaking.write(conversationId, text);
		},
		select,
		async takeNext() {
			const taken = await commanding.takeNext();
			if (taken === undefined) return false;
			reading.listSoon();
			select(taken.conversationId);
			return true;
		},
		look() {
			const { selectedId } = store.state;
			if (selectedId !== undefined) store.dispatch({ type: "seen", conversationId: selectedId });
		},
		dismiss: (id) => store.dispatch({ type: "dismissed", id }),
		close() {
			for (const end of ends) end();
		},
	};
}

function hear({ store, now }: Tools, reading: Reading, event: BridgeEvent): void {
	store.dispatch(event.type === "typing" ? { ...event, until: now() + typingForMs } : event);
	if (event.type === "told") follow(store, reading, event.frame);
	if (event.type !== "connected") return;
	reading.listSoon();
	const { selectedId } = store.state;
	if (selectedId !== undefined) void reading.readNewest(selectedId);
}

/** Whoever loses a conversation without having given it away is told, wherever they look. */
function tellLoss(commanding: Commanding, frame: EntryFrame, me: DeskState["me"]): void {
	if (frame.type !== "takeover" && frame.type !== "release") return;
	const { personId, why, holder, conversationId } = frame;
	const isLost = frame.type === "takeover" ? why !== "confirmed" : why === "idle" || why === "lost";
	if (!isLost || personId === undefined || personId !== me?.person?.id) return;
	commanding.alert({
		code: frame.type === "takeover" ? "taken-over" : `lost-${why}`,
		message: why,
		conversationId,
		holder,
	});
}

/** Reads what the line says is there and this page does not have. */
function follow(
	{ state }: DeskStore,
	reading: Reading,
	{ conversationId, position, type }: EntryFrame,
): void {
	const talk = state.talks.get(conversationId);
	if (talk === undefined || queueTypes.has(type)) reading.listSoon();
	const isMissing = talk?.readTo !== undefined && talk.readTo < position;
	const isOnScreen = state.selectedId === conversationId;
	if (isOnScreen && (isMissing || queueTypes.has(type))) void reading.catchUp(conversationId);
}

function refreshQueue({ state }: DeskStore, reading: Reading): void {
	if (state.connection === "open") reading.listSoon();
}

/** What this desk neither holds nor watches is not told: it is read while it is on screen. */
function refreshSelected({ state }: DeskStore, reading: Reading): void {
	const { connection, me } = state;
	const talk = selectedTalk(state);
	if (connection !== "open" || talk === undefined) return;
	const { watchers, conversationId } = talk.snapshot;
	const isTold = standingOf(talk.snapshot, me).type === "mine" || watchers.includes(me?.appId ?? "");
	if (!isTold) void reading.catchUp(conversationId);
}

/** Channels tell late, and not always here, what was delivered and read. */
function refreshFates({ state }: DeskStore, reading: Reading): void {
	const talk = selectedTalk(state);
	if (state.connection !== "open" || talk === undefined || !hasUnsettled(talk)) return;
	void reading.readAgain(talk.snapshot.conversationId);
}

function every({ after }: Tools, ms: number, action: () => void): () => void {
	let cancel = after(ms, run);
	function run(): void {
		action();
		cancel = after(ms, run);
	}
	return () => cancel();
}
