import { randomBytes } from "node:crypto";
import type { AppId, DeskPort } from "@baton/core";
import { attend } from "./bridge/attend.js";
import { type Deed, record } from "./bridge/audit.js";
import type { Authenticate, RevocableCredentials } from "./bridge/credentials.js";
import { beat, checkOften, rollOften, sweepOften } from "./bridge/heartbeat.js";
import { dismiss, hangUp } from "./bridge/presence.js";
import { receive } from "./bridge/receive.js";
import type { ColleagueTakeover } from "./bridge/rights.js";
import { closeCodes, type Seam } from "./bridge/seam.js";
import { type BridgeLimits, type BridgeState, type OnError, openSession } from "./bridge/state.js";
import { tell } from "./bridge/tell.js";
import { signTicket, type Ticket } from "./bridge/ticket.js";
import { readTranscriptLink, type TranscriptLink, type TranscriptPages } from "./bridge/transcript-link.js";

export interface BridgeOptions {
	readonly handoff: DeskPort;
	/**
	 * Whether the secret is one of the app's: see `credentialsFrom` and `secretsFrom`. Without it, no app connects with a
	 * secret.
	 */
	readonly authenticate?: Authenticate | RevocableCredentials | undefined;
	/** Signs tickets. Give the same one to every process; random by default. */
	readonly ticketKey?: string | undefined;
	/** Where transcripts are shown to people. Without it, nowhere. */
	readonly transcripts?: TranscriptPages | undefined;
	/** Who may take over from a colleague of the same app. Default: `agents`. */
	readonly colleagueTakeover?: ColleagueTakeover | undefined;
	readonly limits?: Partial<BridgeLimits> | undefined;
	/** Told what went wrong where nobody can be answered. Silent by default. */
	readonly onError?: OnError | undefined;
}

/** Connects desks and other bots to the core, over whatever carries frames. See `docs/bridge-protocol.md`. */
export interface Bridge {
	/** Takes a connection. It has to say who it is by a `connect` frame. */
	accept(seam: Seam): void;
	/** Lets one person's browser connect in the name of an app, for `forMs`. */
	ticketFor(ticket: Omit<Ticket, "until">, forMs?: number): string;
	/** What a link to a transcript shows; `undefined` if it is not of this bridge. It may be over. */
	readTranscriptLink(token: string): TranscriptLink | undefined;
	/** Writes to the audit log what somebody did outside of conversations: signed in, for instance. */
	record(deed: Deed): Promise<void>;
	/** Attends to the mailbox of an app whose people read in pages. Returns what ends it. */
	attend(app: AppId): () => void;
	/** How many connections there are. */
	readonly connections: number;
	/** Ends every connection. The mailboxes stay in the store. */
	close(): void;
}

const defaultLimits: BridgeLimits = {
	heartbeatMs: 25_000,
	connectWithinMs: 10_000,
	sweepEveryMs: 30_000,
	unacknowledged: 256,
	framesPerSecond: 500,
	unsentBytes: 4_194_304,
	colleagues: 200,
	remembered: 10_000,
};

const ticketMs = 60_000;

/**
 * ```ts
 * const bridge = createBridge({ handoff, authenticate: secretsFrom({ "crm-desk": hash }) });
 * bridge.accept(seam);
 * ```
 */
export function createBridge(options: BridgeOptions): Bridge {
	const state = openBridge(options);
	const ends = [
		state.handoff.subscribe((signal) => tell(state, signal)),
		beat(state),
		sweepOften(state),
		rollOften(state),
		checkOften(state),
	];
	return {
		accept: (seam) => accept(state, seam),
		ticketFor: (ticket, forMs = ticketMs) =>
			signTicket(state.ticketKey, { ...ticket, until: state.handoff.clock.now() + forMs }),
		readTranscriptLink: (token) => readTranscriptLink(state.ticketKey, token),
		record: (deed) => record(state, deed),
		attend(app) {
			const end = once(attend(state, app));
			ends.push(end);
			return end;
		},
		get connections() {
			return state.sessions.size;
		},
		close() {
			state.closed = true;
			for (const end of ends.splice(0)) end();
			goAway(state);
		},
	};
}

/** So many connections come back in a second, however many there are. */
const comeBackPerSecond = 500;
const longestAwayMs = 30_000;

/** Ends every connection, and spreads out when they come back. */
function goAway(state: BridgeState): void {
	const withinMs = Math.min(longestAwayMs, (1000 * state.sessions.size) / comeBackPerSecond);
	const farewell = JSON.stringify({ type: "goingAway", withinMs });
	for (const session of state.sessions) {
		if (session.identity !== undefined) session.seam.send(farewell, true);
		hangUp(state, session, closeCodes.goingAway, "going-away");
	}
}

function once(action: () => void): () => void {
	let done = false;
	return () => {
		if (!done) action();
		done = true;
	};
}

function openBridge(options: BridgeOptions): BridgeState {
	const { handoff, authenticate, ticketKey, limits, onError, colleagueTakeover = "agents" } = options;
	return {
		handoff,
		limits: { ...defaultLimits, ...limits },
		onError: onError ?? (() => {}),
		authenticate: typeof authenticate === "function" ? authenticate : () => false,
		credentials: typeof authenticate === "function" ? undefined : authenticate,
		colleagueTakeover,
		transcripts: options.transcripts,
		ticketKey: ticketKey ?? randomBytes(32).toString("base64url"),
		sessions: new Set(),
		listeners: new Map(),
		declined: new Map(),
		people: new Map(),
		colleagues: new Map(),
		lookers: new Map(),
		presence: new Map(),
		bots: new Map(),
		lines: new Map(),
		broadcasts: [],
		closed: false,
	};
}

function accept(state: BridgeState, seam: Seam) {
	if (state.closed) return seam.close(closeCodes.goingAway, "going-away");
	const session = openSession(seam, state.handoff.clock.now());
	state.sessions.add(session);
	seam.onMessage((text) => receive(state, session, text));
	seam.onClose(() => dismiss(state, session));
}
