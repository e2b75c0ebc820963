import type { BotId, Conversation, ConversationKey, Entry } from "@baton/core";
import type { ClientFrameOf } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toSeconds, toSnapshot } from "../protocol/snapshot.js";
import { hide, reveal } from "./hidden.js";
import { refusal } from "./refusal.js";
import type { BridgeState, Identity, Session } from "./state.js";

/** So many conversations are looked through for one answer; whoever wants more asks on. */
const conversationsAtOnce = 50;
/** Of each, so many of the newest entries. */
const entriesOfEach = 200;
/** After so many, whatever else this process does has its turn. */
const chunkLength = 10;
const openLength = 1000;
const excerptLength = 200;
const linesOfEach = 3;

type Found = ServerFrameOf<"found">;
type Hit = Found["hits"][number];
type SearchFrame = ClientFrameOf<"search">;

/** Looks through what is open first, and then through everything that is kept. One search per connection at a time. */
export async function search(
	state: BridgeState,
	session: Session,
	identity: Identity,
	frame: SearchFrame,
): Promise<Found | ServerFrameOf<"refused">> {
	const from = frame.from === undefined ? beginning : readPlace(state, frame.from);
	if (from === undefined)
		return refusal("bad-frame", { re: frame.id }, "Cannot go on from there: begin anew, without `from`");
	if (session.searching) return refusal("too-many-frames", { re: frame.id });
	session.searching = true;
	try {
		return await look(state, identity, frame, from);
	} finally {
		session.searching = false;
	}
}

/** Where a search stands: how many of the open conversations were looked through, or where in the whole store. */
type Place = { readonly open: number } | { readonly all: string | undefined };

const beginning: Place = { open: 0 };

/** Where a walk over the store stands is named by a conversation, which may be of a bot that is not theirs. */
function writePlace({ ticketKey }: BridgeState, place: Place): string {
	return hide(ticketKey, "search", "open" in place ? `open ${place.open}` : `all ${place.all ?? ""}`);
}

/** The store is asked to go on only from where it said itself. */
function readPlace({ ticketKey }: BridgeState, text: string): Place | undefined {
	const [, where, from] = /^(open|all) (.*)$/s.exec(reveal(ticketKey, "search", text) ?? "") ?? [];
	if (where === undefined) return undefined;
	return where === "open" ? { open: Number(from) } : { all: from === "" ? undefined : from };
}

interface Page {
	readonly keys: readonly ConversationKey[];
	readonly next: Place | undefined;
}

async function readPage(
	{ handoff: { store } }: BridgeState,
	{ bots }: Identity,
	place: Place,
): Promise<Page> {
	if ("all" in place) {
		const { keys, next } = await store.readConversations(conversationsAtOnce, place.all);
		return { keys, next: next === undefined ? undefined : { all: next } };
	}
	const listed = await Promise.all([...bots].map((bot: BotId) => store.readOpen(bot, openLength)));
	const keys = listed.flat().map(({ key }) => key);
	const end = place.open + conversationsAtOnce;
	return { keys: keys.slice(place.open, end), next: end < keys.length ? { open: end } : { all: undefined } };
}

async function look(
	state: BridgeState,
	identity: Identity,
	{ id, text }: SearchFrame,
	from: Place,
): Promise<Found> {
	const words = wordsOf(text);
	const { keys, next } = await readPage(state, identity, from);
	const hits: Hit[] = [];
	let looked = 0;
	for (const [index, key] of keys.entries()) {
		if (index % chunkLength === chunkLength - 1) await breathe();
		const { conversation } = await state.handoff.store.load(key);
		if (conversation === undefined || !identity.bots.has(conversation.bot)) continue;
		// What is open was looked through before.
		if ("all" in from && conversation.session.open) continue;
		looked += 1;
		const hit = await lookInto(state, conversation, words);
		if (hit !== undefined) hits.push(hit);
	}
	return { type: "found", re: id, hits, looked, next: next && writePlace(state, next) };
}

function breathe(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}

async function lookInto(
	{ handoff: { store } }: BridgeState,
	conversation: Conversation,
	words: readonly string[],
): Promise<Hit | undefined> {
	const { key, user } = conversation;
	const isUser = hasAll([user.name, user.id, user.account].join(" "), words);
	const entries = await store.readEntries(key, { limit: entriesOfEach, last: true });
	const lines = saidIn(entries).filter(({ text }) => hasAll(text, words));
	if (!isUser && lines.length === 0) return undefined;
	const newest = lines.slice(-linesOfEach).map((line) => ({ ...line, text: excerpt(line.text, words) }));
	return { conversation: toSnapshot(conversation), isUser, lines: newest };
}

type Line = Hit["lines"][number];

/** What stands in the log now: edits count, what was taken back does not. */
function saidIn(entries: readonly Entry[]): readonly Line[] {
	const lines = new Map<string, Line>();
	for (const entry of entries) {
		const line = lineOf(entry);
		if (line !== undefined) lines.set(entry.id, line);
		if (entry.type === "deleted") lines.delete(entry.entry);
		const edited = entry.type === "edited" ? lines.get(entry.entry) : undefined;
		if (entry.type === "edited" && edited !== undefined)
			lines.set(entry.entry, { ...edited, text: entry.activity.text ?? "" });
	}
	return [...lines.values()];
}

const voices = { userSaid: "user", botSaid: "bot", appSaid: "human" } as const;

function lineOf(entry: Entry): Line | undefined {
	const { position, at } = entry;
	const line = { position, time: toSeconds(at) };
	if (entry.type === "note") return { ...line, by: "note", text: entry.text };
	if (entry.type !== "userSaid" && entry.type !== "botSaid" && entry.type !== "appSaid") return undefined;
	return { ...line, by: voices[entry.type], text: entry.activity.text ?? "" };
}

function wordsOf(text: string): readonly string[] {
	return folded(text)
		.split(/\s+/)
		.filter((word) => word !== "");
}

function hasAll(text: string, words: readonly string[]): boolean {
	const sought = folded(text);
	return words.every((word) => sought.includes(word));
}

function folded(text: string): string {
	return text.normalize("NFKC").toLowerCase();
}

/** As much of a line as fits, with the first of the words in it. */
function excerpt(text: string, [first = ""]: readonly string[]): string {
	const characters = [...text];
	if (characters.length <= excerptLength) return text;
	const at = [...text.slice(0, Math.max(0, folded(text).indexOf(first)))].length;
	const begin = Math.max(0, Math.min(at - excerptLength / 2, characters.length - excerptLength));
	const cut = characters.slice(begin, begin + excerptLength).join("");
	return `${begin > 0 ? "…" : ""}${cut}${begin + excerptLength < characters.length ? "…" : ""}`;
}
