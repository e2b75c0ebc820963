import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import { hearColleague, hearLooking, nobodyElse } from "./company.js";
import { givenBack } from "./composer-text.js";
import { laterDelivery } from "./delivery.js";
import type { DeskEvent, DeskEventOf } from "./desk-event.js";
import type { Connection, DeskState, Profile } from "./desk-state.js";
import { type Direction, hearEntry, readPage } from "./hear-entry.js";
import { relist } from "./relist.js";
import { beginSearch, foundMore } from "./search.js";
import { newTalk, type Talk } from "./talk.js";
import { byConversation } from "./undelivered.js";

type Rule<T extends DeskEvent["type"]> = (state: DeskState, event: DeskEventOf<T>) => DeskState;

const rules: { readonly [T in DeskEvent["type"]]: Rule<T> } = {
	connected: (state, { frame, mayAct, isSupervisor, closeReasons }) => ({
		...state,
		connection: "open",
		isStoreAway: false,
		me: {
			...{ appId: frame.appId, person: frame.person, mayAct, isSupervisor },
			leavesColleagues: frame.colleagueTakeover === "supervisors" && !isSupervisor,
		},
		closeReasons,
		apps: profiles(frame),
		bots: new Map(frame.bots.map((bot) => [bot.botId, { ...bot, kind: "bot" }])),
	}),
	disconnected: (state) => ({
		...state,
		connection: fallen(state.connection),
		loading: new Set(),
		company: nobodyElse,
	}),
	signedOut: (state) => ({ ...state, connection: "signedOut" }),
	told: (state, { frame }) => withTalk(state, frame.conversationId, (talk) => hearEntry(talk, frame)),
	typing: (state, { frame, until }) =>
		withTalk(state, frame.conversationId, (talk) => ({
			...talk,
			typing: new Map(talk.typing).set(frame.by, until),
		})),
	looking: (state, { frame }) => ({ ...state, company: hearLooking(state.company, frame) }),
	colleague: (state, { frame }) => ({ ...state, company: hearColleague(state.company, frame) }),
	deliveryReport: (state, { frame }) =>
		withTalk(state, frame.conversationId, (talk) => ({
			...talk,
			deliveries: new Map(talk.deliveries).set(frame.of, laterDelivery(talk.deliveries.get(frame.of), frame)),
		})),
	outage: (desk, { state }) => ({ ...desk, isStoreAway: state === "began" }),
	erased: (state, { frame: { conversationId } }) => ({
		...state,
		talks: without(state.talks, conversationId),
		texts: without(state.texts, conversationId),
		selectedId: state.selectedId === conversationId ? undefined : state.selectedId,
	}),
	listed: (state, { conversations, hasMore }) => ({
		...state,
		hasMore,
		isListed: true,
		talks: relist(state.talks, conversations, state.selectedId),
	}),
	pageRead: (state, { frame, direction }) => withPage(state, frame, direction),
	pagesRead: (state, { frames }) => {
		const talks = new Map(state.talks);
		for (const frame of frames) {
			const { conversation } = frame;
			const talk = talks.get(conversation.conversationId) ?? newTalk(conversation);
			talks.set(conversation.conversationId, readPage(talk, frame, "last"));
		}
		return { ...state, talks };
	},
	selected: (state, { conversationId }) => ({ ...state, selectedId: conversationId }),
	seen: (state, { conversationId }) =>
		withTalk(state, conversationId, (talk) => {
			const last = Math.max(talk.snapshot.position, talk.entries.at(-1)?.position ?? 0);
			return last <= talk.seen ? talk : { ...talk, seen: last };
		}),
	loading: (state, { conversationId, isLoading }) => ({
		...state,
		loading: toggled(state.loading, conversationId, isLoading),
	}),
	working: (state, { conversationId, command }) => {
		const working = new Map(state.working);
		if (command === undefined) working.delete(conversationId);
		else working.set(conversationId, command);
		return { ...state, working };
	},
	saying: (state, { conversationId, commandId, text, at, said }) => ({
		...withTalk(state, conversationId, (talk) => ({
			...talk,
			pending: [...talk.pending, { commandId, text, at, entryIds: [] }],
		})),
		unanswered: new Map(state.unanswered).set(commandId, said),
	}),
	saidSo: (state, { conversationId, commandId, entryIds }) => ({
		...withTalk(state, conversationId, (talk) => ({
			...talk,
			pending: accepted(talk, commandId, entryIds),
		})),
		unanswered: without(state.unanswered, commandId),
	}),
	unsaid: (state, { conversationId, commandId, written }) => ({
		...withTalk(state, conversationId, (talk) => ({
			...talk,
			pending: talk.pending.filter((pending) => pending.commandId !== commandId),
		})),
		unanswered: without(state.unanswered, commandId),
		texts: new Map(state.texts).set(conversationId, givenBack(written, state.texts.get(conversationId))),
	}),
	written: (state, { conversationId, text }) => ({
		...state,
		texts: new Map(state.texts).set(conversationId, text),
	}),
	meant: (state, { draftId, intent }) => {
		const meant = new Map(state.meant);
		if (intent === undefined) meant.delete(draftId);
		else meant.set(draftId, intent);
		return { ...state, meant };
	},
	replies: (state, { team = state.replies.team, own = state.replies.own }) => ({
		...state,
		replies: { team, own },
	}),
	alerted: (state, { alert }) => ({ ...state, alerts: [...state.alerts.slice(-2), alert] }),
	dismissed: (state, { id }) => ({ ...state, alerts: state.alerts.filter((alert) => alert.id !== id) }),
	undeliveredRead: (state, { lines }) => ({ ...state, undelivered: byConversation(lines) }),
	searched: (state, { text }) => ({ ...state, search: beginSearch(text) }),
	searching: (state, { text, isLooking }) =>
		state.search.text === text ? { ...state, search: { ...state.search, isLooking } } : state,
	found: (state, { text, frame }) =>
		state.search.text === text ? { ...state, search: foundMore(state.search, frame) } : state,
};

/** What the page shows after something happened. Pure. */
export function reduce(state: DeskState, event: DeskEvent): DeskState {
	// The table pairs each type with its own event, which the compiler cannot follow through the lookup.
	const rule = rules[event.type] as Rule<DeskEvent["type"]>;
	return rule(state, event);
}

function fallen(connection: Connection): Connection {
	return connection === "signedOut" || connection === "connecting" ? connection : "lost";
}

function profiles({ apps }: ServerFrameOf<"connected">): ReadonlyMap<string, Profile> {
	return new Map(apps.map((app) => [app.appId, app]));
}

function withTalk(state: DeskState, id: string, change: (talk: Talk) => Talk): DeskState {
	const talk = state.talks.get(id);
	return talk === undefined ? state : setTalk(state, id, change(talk));
}

function withPage(state: DeskState, frame: ServerFrameOf<"transcript">, direction: Direction): DeskState {
	const { conversation } = frame;
	const talk = state.talks.get(conversation.conversationId) ?? newTalk(conversation);
	return setTalk(state, conversation.conversationId, readPage(talk, frame, direction));
}

function setTalk(state: DeskState, id: string, talk: Talk): DeskState {
	return state.talks.get(id) === talk ? state : { ...state, talks: new Map(state.talks).set(id, talk) };
}

function without<Value>(map: ReadonlyMap<string, Value>, id: string): ReadonlyMap<string, Value> {
	return new Map([...map].filter(([one]) => one !== id));
}

function toggled(set: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
	return isIn ? new Set(set).add(id) : new Set([...set].filter((one) => one !== id));
}

/** The answer may come after the log has it: then nothing is pending any more. */
function accepted(talk: Talk, commandId: string, entryIds: readonly string[]): Talk["pending"] {
	const logged = talk.entries.some(({ entryId }) => entryIds.includes(entryId));
	return talk.pending.flatMap((pending) => {
		if (pending.commandId !== commandId) return [pending];
		return logged ? [] : [{ ...pending, entryIds }];
	});
}
