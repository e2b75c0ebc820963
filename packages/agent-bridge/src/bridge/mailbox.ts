import type { AppId, ConversationKey, Entry } from "@baton/core";
import { factsOf, lineOf, mayHear } from "./lines.js";
import { hangUp } from "./presence.js";
import { type Batch, render, renderNow } from "./render.js";
import { closeCodes } from "./seam.js";
import type { BridgeState, Identity, Line, Session, Track } from "./state.js";

/** How many entries are read from the store at once. */
const pageLength = 100;

/**
 * Tells a connection what was just committed. The store is not read where the connection has everything
 * before it and has room; otherwise it is.
 */
export function offer(state: BridgeState, session: Session, line: Line, batch: Batch): void {
	const { identity } = session;
	if (identity === undefined || session.closed || !mayHear(identity, batch.facts)) return;
	const track = session.tracks?.get(line.key) ?? begin(state, session, identity, line, batch);
	if (track === undefined) return;
	if (track.reading) {
		track.again = true;
		return;
	}
	// What it waits for comes first: it is read on as soon as there is room.
	if (session.behind?.has(track)) return;
	const missedNothing = Math.max(line.from, track.since) <= track.through + 1;
	if (!(missedNothing && push(state, session, identity, track, batch))) readOn(state, session, track);
}

/** Tells a connection, from the store, what was committed elsewhere: for people from position `from` on. */
export function follow(state: BridgeState, session: Session, key: ConversationKey, from: number): void {
	if (session.identity === undefined || session.closed) return;
	const track = session.tracks?.get(key);
	if (track !== undefined) {
		if (!session.behind?.has(track)) readOn(state, session, track);
	} else if (session.identity.person === undefined) catchUp(state, session, key);
	else readOn(state, session, openTrack(state, session, key, { since: from, through: from - 1 }));
}

/** Sends the entries for the app, in order. False where it had to stop. */
function push(state: BridgeState, session: Session, identity: Identity, track: Track, batch: Batch): boolean {
	const { entries } = batch;
	for (let index = 0; index < entries.length; index++) {
		const entry = entries[index];
		if (entry === undefined || entry.position <= track.through) continue;
		if (entry.to.includes(identity.app)) {
			if (isFull(state, session, identity)) return false;
			const text = renderNow(batch, index, identity.app);
			if (text === undefined) return false;
			send(state, session, identity, track, entry, text);
		}
		track.through = entry.position;
	}
	return true;
}

function send(
	state: BridgeState,
	session: Session,
	identity: Identity,
	track: Track,
	entry: Entry,
	text: string,
): void {
	const { position } = entry;
	track.sent = position;
	session.seam.send(text, !isOwn(entry, identity));
	if (identity.person === undefined) {
		track.unacknowledged.push(position);
		session.outstanding++;
		return;
	}
	const unsent = session.seam.unsent?.() ?? 0;
	if (unsent > state.limits.unsentBytes) hangUp(state, session, closeCodes.slow, "slow");
}

/** An app knows what it said itself: that this is in the log now is not urgent. People wait for it. */
function isOwn(entry: Entry, { app, person }: Identity): boolean {
	return person === undefined && entry.type === "appSaid" && entry.app === app;
}

function isFull({ limits }: BridgeState, session: Session, { person }: Identity): boolean {
	return person === undefined && session.outstanding >= limits.unacknowledged;
}

/** A first word of this conversation: for people from here on, for an app from what it has acknowledged. */
function begin(
	state: BridgeState,
	session: Session,
	identity: Identity,
	line: Line,
	batch: Batch,
): Track | undefined {
	const since = batch.entries[0]?.position ?? 1;
	if (identity.person !== undefined)
		return openTrack(state, session, line.key, { since, through: since - 1 });
	const cursor = state.handoff.store.readCursor(identity.app, line.key);
	if (!(cursor instanceof Promise)) return openTrack(state, session, line.key, { since, through: cursor });
	catchUpFrom(state, session, openTrack(state, session, line.key, { since: 0, through: 0 }), cursor);
	return undefined;
}

function openTrack(
	{ limits }: BridgeState,
	session: Session,
	key: ConversationKey,
	{ since, through }: Pick<Track, "since" | "through">,
): Track {
	const track: Track = {
		key,
		since,
		through,
		sent: 0,
		unacknowledged: [],
		reading: false,
		again: false,
	};
	session.tracks ??= new Map();
	session.tracks.set(key, track);
	if (session.tracks.size > limits.remembered) forgetIdle(session.tracks, session.behind);
	return track;
}

/** What is idle is forgotten: the app's cursor in the store says the same. */
function forgetIdle(tracks: Map<ConversationKey, Track>, behind: Session["behind"]): void {
	for (const track of tracks.values()) {
		if (track.reading || track.unacknowledged.length > 0 || behind?.has(track)) continue;
		tracks.delete(track.key);
		return;
	}
}

/**
 * Tells a connection of an app whatever it has not acknowledged in a conversation, from the store. Where
 * acknowledgments are under way there is nothing to look for yet.
 */
export function catchUp(state: BridgeState, session: Session, key: ConversationKey) {
	const known = session.tracks?.get(key);
	if (known !== undefined) return known.unacknowledged.length > 0 ? undefined : readOn(state, session, known);
	if (session.identity === undefined) return;
	const cursor = state.handoff.store.readCursor(session.identity.app, key);
	catchUpFrom(state, session, openTrack(state, session, key, { since: 0, through: 0 }), cursor);
}

/** Reads on, whatever is under way. */
export function lookAgain(state: BridgeState, session: Session, key: ConversationKey): void {
	const known = session.tracks?.get(key);
	if (known === undefined) catchUp(state, session, key);
	else if (!session.behind?.has(known)) readOn(state, session, known);
}

/** A person's page has no mailbox: what it was told of before is read on. */
export function lookAtPage(state: BridgeState, session: Session): void {
	if (session.identity?.person === undefined || session.closed) return;
	for (const track of session.tracks?.values() ?? []) readOn(state, session, track);
}

function catchUpFrom(
	state: BridgeState,
	session: Session,
	track: Track,
	cursor: number | Promise<number>,
): void {
	track.reading = true;
	Promise.resolve(cursor)
		.then((through) => {
			track.through = through;
			track.reading = false;
			readOn(state, session, track);
		})
		.catch((error: unknown) => fail(state, session, track, error));
}

/** Reads on from where the connection is, until it has everything or its window is full. */
function readOn(state: BridgeState, session: Session, track: Track): void {
	if (track.reading) {
		track.again = true;
		return;
	}
	track.reading = true;
	readAll(state, session, track).catch((error: unknown) => fail(state, session, track, error));
}

/** The next sweep begins again at what the app has acknowledged, as far as the store knows. */
function fail(state: BridgeState, session: Session, track: Track, error: unknown): void {
	if (session.tracks?.get(track.key) !== track) return;
	session.tracks.delete(track.key);
	session.outstanding -= track.unacknowledged.length;
	session.behind?.delete(track);
	if (!state.closed) state.onError(error);
}

async function readAll(state: BridgeState, session: Session, track: Track): Promise<void> {
	do {
		track.again = false;
		await readPages(state, session, track);
	} while (track.again && !session.closed);
	track.reading = false;
}

async function readPages(state: BridgeState, session: Session, track: Track): Promise<void> {
	const { identity } = session;
	const line = lineOf(state, track.key);
	const facts = await factsOf(state, line);
	if (identity === undefined || facts === undefined || !mayHear(identity, facts)) return;
	for (;;) {
		const page = { after: track.through, limit: pageLength };
		const entries = await state.handoff.store.readEntries(track.key, page);
		for (const entry of entries) {
			if (entry.to.includes(identity.app)) {
				if (waitsForRoom(state, session, identity, track)) return;
				const text = await render(state, line, entry, facts, identity.app);
				if (session.closed) return;
				send(state, session, identity, track, entry, text);
			}
			track.through = entry.position;
		}
		if (entries.length < pageLength || session.closed) return;
	}
}

function waitsForRoom(state: BridgeState, session: Session, identity: Identity, track: Track): boolean {
	if (!isFull(state, session, identity)) return false;
	session.behind ??= new Set();
	session.behind.add(track);
	return true;
}

/** The client has taken in everything up to `position`. */
export function acknowledge(
	state: BridgeState,
	session: Session,
	key: ConversationKey,
	position: number,
): void {
	const { identity } = session;
	const track = session.tracks?.get(key);
	if (identity === undefined || identity.person !== undefined || track === undefined) return;
	const taken = Math.min(position, track.sent);
	const before = track.unacknowledged.length;
	while ((track.unacknowledged[0] ?? Number.POSITIVE_INFINITY) <= taken) track.unacknowledged.shift();
	const freed = before - track.unacknowledged.length;
	if (freed === 0) return;
	session.outstanding -= freed;
	moveCursor(state, identity.app, key, taken, (error) => fail(state, session, track, error));
	makeRoom(state, session);
}

function makeRoom(state: BridgeState, session: Session): void {
	if (session.behind === undefined || session.outstanding > state.limits.unacknowledged / 2) return;
	const waiting = [...session.behind];
	session.behind = undefined;
	for (const track of waiting) readOn(state, session, track);
}

/** Records that the app has taken in everything up to `position`. */
export function moveCursor(
	{ handoff, onError }: BridgeState,
	app: AppId,
	key: ConversationKey,
	position: number,
	onFail: (error: unknown) => void = onError,
): void {
	const written = handoff.store.acknowledge(app, key, position);
	if (written instanceof Promise) written.catch(onFail);
}
