import type { AppId, Conversation, ConversationKey, Delivery, Entry, EntryId, Store } from "@baton/core";
import type { EntryFrame } from "../protocol/entry-frame.js";
import { type FrameContext, isPersonal, needsLookup, toFrame } from "../protocol/from-entry.js";
import { type Facts, toFacts } from "../protocol/snapshot.js";
import type { BridgeState, Line } from "./state.js";

/** At most so many entries come with a grant of control; the rest is asked for. */
const beginningLength = 50;

/** Entries of one commit, each written as a frame at most once for all who get the same. */
export interface Batch {
	readonly entries: readonly Entry[];
	readonly facts: Facts;
	readonly texts: (string | undefined)[];
}

export function toBatch(entries: readonly Entry[], facts: Facts): Batch {
	return { entries, facts, texts: [] };
}

/** The frame of the entry at `index` as text, unless something must be looked up for it first. */
export function renderNow({ entries, facts, texts }: Batch, index: number, app: AppId): string | undefined {
	const known = texts[index];
	if (known !== undefined) return known;
	const entry = entries[index];
	if (entry === undefined || needsLookup(entry)) return undefined;
	const text = JSON.stringify(toFrame(entry, facts, { app }));
	if (!isPersonal(entry)) texts[index] = text;
	return text;
}

/** The frame of an entry as text, with whatever must be looked up for it. */
export async function render(
	state: BridgeState,
	line: Line,
	entry: Entry,
	facts: Facts,
	app: AppId,
): Promise<string> {
	const context = needsLookup(entry) ? await lookUp(state, line, entry, facts, app) : { app };
	return JSON.stringify(toFrame(entry, facts, context));
}

async function lookUp(
	state: BridgeState,
	line: Line,
	entry: Entry,
	facts: Facts,
	app: AppId,
): Promise<FrameContext> {
	if (entry.type === "revoked" || entry.type === "missed") {
		const { conversation } = await state.handoff.store.load(line.key);
		return { app, standing: conversation && standingOf(conversation) };
	}
	const from = fromOf(entry, app);
	if (from === undefined) return { app };
	const stretch = { line, facts, app, from, to: entry.position };
	return { app, transcript: await readBeginning(state, stretch) };
}

function standingOf({ control }: Conversation) {
	return { epoch: control.epoch, holder: "holder" in control ? control.holder : undefined };
}

/** From where the app should read, if the entry opens the conversation to it. */
function fromOf(entry: Entry, app: AppId): number | undefined {
	if (entry.type === "granted" && entry.holder.app === app && entry.how !== "again") return entry.from;
	return entry.type === "watched" && entry.app === app ? entry.from : undefined;
}

interface Stretch {
	readonly line: Line;
	readonly facts: Facts;
	readonly app: AppId;
	readonly from: number;
	readonly to: number;
}

async function readBeginning(state: BridgeState, { line, facts, app, from, to }: Stretch) {
	const page = { after: from - 1, before: to, limit: beginningLength, last: true };
	const entries = await state.handoff.store.readEntries(line.key, page);
	const more = (entries[0]?.position ?? from) > from;
	return { entries: await toFrames(state, { line, facts, app, entries }), more };
}

interface Page {
	readonly line: Line;
	readonly facts: Facts;
	readonly app: AppId;
	readonly entries: readonly Entry[];
}

/** A stretch of the log as frames, each with what became of it on the channel. */
export async function toFrames(
	state: BridgeState,
	{ line, facts, app, entries }: Page,
): Promise<EntryFrame[]> {
	return withFates(state.handoff.store, line.key, { facts, app, entries });
}

/** The same, for whoever has the conversation at hand. */
export function framesOf(
	store: Store,
	{ conversation, app, entries }: { readonly conversation: Conversation } & Pick<Page, "app" | "entries">,
): Promise<readonly EntryFrame[]> {
	return withFates(store, conversation.key, { facts: toFacts(conversation), app, entries });
}

async function withFates(
	store: Store,
	key: ConversationKey,
	{ facts, app, entries }: Omit<Page, "line">,
): Promise<EntryFrame[]> {
	const ids = entries.filter(isSent).map(({ id }) => id);
	const deliveries = ids.length === 0 ? [] : await store.readDeliveries(key, ids);
	const byEntry = new Map<EntryId, Delivery>(deliveries.map((delivery) => [delivery.entry, delivery]));
	return entries.map((entry) => toFrame(entry, facts, { app, delivery: byEntry.get(entry.id) }));
}

function isSent({ type }: Entry): boolean {
	return (
		type === "botSaid" || type === "appSaid" || type === "notice" || type === "joined" || type === "left"
	);
}
