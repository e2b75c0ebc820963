import type { Representative } from "@baton/core";
import type { CartItem } from "../cart.js";
import type { Line, ServerFrame } from "../channel/server-frame.js";

/** What the customer has written and the server has not taken in yet. */
export interface Pending {
	readonly id: string;
	/** What the customer reads. */
	readonly text: string;
	/** What goes to the bot, where a button was pressed. */
	readonly value?: string | undefined;
	readonly state: "sending" | "failed";
}

/** Everything that a customer's page shows of the conversation. */
export interface ChatState {
	readonly link: "connecting" | "open" | "lost";
	readonly bot: Representative;
	/** Who writes now. */
	readonly speaker: Representative;
	/** Whether a person has been asked for and has not come yet. */
	readonly waiting: boolean;
	/** In the order of the conversation, each once. */
	readonly lines: readonly Line[];
	/** Whether there is more before the first line. */
	readonly more: boolean;
	readonly pending: readonly Pending[];
	readonly typing: Representative | undefined;
	readonly cart: readonly CartItem[];
}

export type ChatEvent =
	| { readonly type: "connected" }
	| { readonly type: "disconnected" }
	| { readonly type: "received"; readonly frame: ServerFrame }
	| { readonly type: "wrote"; readonly message: Omit<Pending, "state"> }
	| { readonly type: "retried"; readonly id: string }
	| { readonly type: "stoppedTyping" };

const bot: Representative = {
	representativeType: "BOT",
	displayName: "Bot Toko",
	avatarImage: "/people/bot.svg",
};

export function emptyChat(pending: readonly Pending[] = []): ChatState {
	return {
		link: "connecting",
		bot,
		speaker: bot,
		waiting: false,
		lines: [],
		more: false,
		pending,
		typing: undefined,
		cart: [],
	};
}

/** What the page shows after an event. Pure. */
export function reduceChat(state: ChatState, event: ChatEvent): ChatState {
	switch (event.type) {
		case "connected":
			return { ...state, link: "open" };
		case "disconnected":
			return { ...state, link: "lost", typing: undefined };
		case "received":
			return receive(state, event.frame);
		case "wrote":
			return { ...state, pending: [...state.pending, { ...event.message, state: "sending" }] };
		case "retried":
			return { ...state, pending: mark(state.pending, event.id, "sending") };
		case "stoppedTyping":
			return { ...state, typing: undefined };
	}
}

function receive(state: ChatState, frame: ServerFrame): ChatState {
	switch (frame.type) {
		case "welcome":
			return welcome(state, frame);
		case "line":
			return addLine(state, frame.line);
		case "gone":
			return { ...state, lines: state.lines.filter(({ id }) => id !== frame.line) };
		case "earlier":
			return { ...state, lines: merge(state.lines, frame.lines), more: frame.more };
		case "waiting":
			return { ...state, waiting: frame.waiting };
		case "accepted":
			return state;
		case "refused":
			return { ...state, pending: mark(state.pending, frame.id, "failed") };
		case "typing":
			return { ...state, typing: frame.representative };
		case "cart":
			return { ...state, cart: frame.items };
		case "ping":
			return state;
	}
}

function welcome(state: ChatState, frame: Extract<ServerFrame, { type: "welcome" }>): ChatState {
	const known = isApart(state.lines, frame) ? [] : state.lines;
	const lines = merge(known, frame.lines);
	const { bot, waiting, cart } = frame;
	const more = known.length === 0 ? frame.more : state.more;
	const speaker = speakerIn(lines, bot) ?? frame.speaker;
	return { ...state, bot, waiting, cart, lines, more, speaker, pending: unsent(state.pending, lines) };
}

/** Much was said while the page was away. What lies between would never be read: the page begins anew. */
function isApart(
	known: readonly Line[],
	{ lines, more }: Extract<ServerFrame, { type: "welcome" }>,
): boolean {
	const ids = new Set(known.map(({ id }) => id));
	return more && !lines.some(({ id }) => ids.has(id));
}

function addLine(state: ChatState, line: Line): ChatState {
	if (isBeforeAll(line, state)) return state;
	const lines = merge(state.lines, [line]);
	const speaker = speakerIn(lines, state.bot) ?? state.speaker;
	const typing = line.kind === "user" ? state.typing : undefined;
	return { ...state, lines, speaker, typing, pending: unsent(state.pending, [line]) };
}

/** A line from before what this page has read, changed only now: it comes with the rest when that is read. */
function isBeforeAll({ position }: Line, { lines: [first], more }: ChatState): boolean {
	return more && first !== undefined && position < first.position;
}

/** Whoever joined last and has not left. `undefined` where the lines do not tell. */
function speakerIn(lines: readonly Line[], bot: Representative): Representative | undefined {
	const last = lines.findLast(({ kind }) => kind === "joined" || kind === "left");
	if (last === undefined) return undefined;
	return last.kind === "joined" ? last.representative : bot;
}

/** A line that is known already is replaced: it may have been edited. */
function merge(known: readonly Line[], news: readonly Line[]): readonly Line[] {
	const byId = new Map([...known, ...news].map((line) => [line.id, line]));
	return [...byId.values()].sort((one, other) => one.position - other.position);
}

/** A message is pending until its line is there. */
function unsent(pending: readonly Pending[], lines: readonly Line[]): readonly Pending[] {
	const arrived = new Set(lines.map((line) => (line.kind === "user" ? line.messageId : undefined)));
	return pending.filter(({ id }) => !arrived.has(id));
}

function mark(pending: readonly Pending[], id: string, state: Pending["state"]): readonly Pending[] {
	return pending.map((message) => (message.id === id ? { ...message, state } : message));
}

/** Suggestions are offered below the last line only. */
export function choicesOf({ lines, pending }: Pick<ChatState, "lines" | "pending">) {
	const last = lines.at(-1);
	if (last === undefined || pending.length > 0) return [];
	return last.kind === "said" || last.kind === "notice" ? last.choices : [];
}
