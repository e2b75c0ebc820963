import type { Actor, AppId, AppKind, BotId, ConversationKey, DeskPort } from "@baton/core";
import type { Person } from "../protocol/parts.js";
import type { Facts } from "../protocol/snapshot.js";
import type { Colleague } from "./colleagues.js";
import type { Authenticate, RevocableCredentials } from "./credentials.js";
import type { Looker } from "./looking.js";
import type { ColleagueTakeover, Rank } from "./rights.js";
import type { Seam } from "./seam.js";
import type { TranscriptPages } from "./transcript-link.js";

/** What one connection was told of one conversation. */
export interface Track {
	readonly key: ConversationKey;
	/** Commits before this position may have gone unnoticed by the connection. */
	readonly since: number;
	/** The log position through which everything addressed to the app was sent. */
	through: number;
	/** The last position that was sent. */
	sent: number;
	/** Positions of frames that were sent and are not acknowledged, in order. */
	readonly unacknowledged: number[];
	/** Whether the store is being read for it, and whether to look again afterwards. */
	reading: boolean;
	again: boolean;
}

/** What a connection may do, known once it is connected. */
export interface Identity {
	readonly app: AppId;
	readonly kind: AppKind;
	readonly bots: ReadonlySet<BotId>;
	/** `undefined` on a connection of an app. */
	readonly person: Person | undefined;
	readonly rank: Rank;
	/** The credential of the app that it is connected with, or that its ticket was issued under, where that is known. */
	readonly credential?: string | undefined;
	readonly mayAct: boolean;
	/** Whether it is told anything, and the app is there by it. */
	readonly listens: boolean;
	/** For the audit log. */
	readonly actor: Actor;
}

/** One connection. */
export interface Session {
	readonly seam: Seam;
	/** Whether it has said who it is; then `identity` follows, or the end. */
	introduced: boolean;
	identity: Identity | undefined;
	closed: boolean;
	/** When it was accepted, connected, or last heard, epoch milliseconds. */
	heardAt: number;
	/** Frames in the current second, and which second it is. */
	second: number;
	frames: number;
	/** Refusals in the current minute, and which minute it is. */
	refused: { minute: number; count: number };
	/** Which conversations it has read, and when that was recorded. */
	viewed: Map<ConversationKey, number> | undefined;
	/** Conversations that it was told of. Made when there is a first. */
	tracks: Map<ConversationKey, Track> | undefined;
	/** How many frames are not acknowledged. */
	outstanding: number;
	/** What the person has on screen. */
	looking: ConversationKey | undefined;
	/** Whether a search of this connection is under way. */
	searching: boolean;
	/** Conversations with more to tell than the window allowed. */
	behind: Set<Track> | undefined;
}

/** What this process knows of one conversation. */
export interface Line {
	readonly key: ConversationKey;
	facts: Facts | undefined;
	loading: Promise<Facts | undefined> | undefined;
	/** Commits from this position to `seen` were all noticed here, so that nothing between them was missed. */
	from: number;
	seen: number;
}

export interface BridgeLimits {
	/** Silence for longer than twice this means that a connection is dead. */
	readonly heartbeatMs: number;
	/** Time to connect in. */
	readonly connectWithinMs: number;
	/** How often lost signals are looked for. */
	readonly sweepEveryMs: number;
	/** Frames that one connection may leave unacknowledged. What is more waits in the store. */
	readonly unacknowledged: number;
	/** Frames per second and connection, acknowledgments aside. */
	readonly framesPerSecond: number;
	/** Bytes that a person's connection may leave unread. */
	readonly unsentBytes: number;
	/** People that the others at the desk are told of, and who are told what all the others look at. */
	readonly colleagues: number;
	/** Conversations that are remembered per process and per connection. */
	readonly remembered: number;
}

/** What may have gone wrong where nobody can be answered. */
export type OnError = (error: unknown) => void;

interface Broadcast {
	readonly sessions: readonly Session[];
	readonly action: (session: Session) => void;
	/** Index of the connection that is next. */
	next: number;
}

/** Everything that the parts of one bridge share. */
export interface BridgeState {
	readonly handoff: DeskPort;
	readonly limits: BridgeLimits;
	readonly onError: OnError;
	readonly authenticate: Authenticate;
	readonly credentials: RevocableCredentials | undefined;
	readonly ticketKey: string;
	readonly transcripts: TranscriptPages | undefined;
	readonly colleagueTakeover: ColleagueTakeover;
	readonly sessions: Set<Session>;
	/** Connections by app, apps and people alike. */
	readonly listeners: Map<AppId, Set<Session>>;
	/** Who has declined an offer for themselves, by offer. */
	readonly declined: Map<string, ReadonlySet<string>>;
	/** The connections of each person who is connected here. */
	readonly people: Map<string, Set<Session>>;
	/** Who is at the desks of all processes, as far as was heard. */
	readonly colleagues: Map<string, Colleague>;
	/** Who has which conversation on screen, those who said so longest ago first. */
	readonly lookers: Map<string, Looker>;
	/** How many connections of the app itself there are. */
	readonly presence: Map<AppId, number>;
	/** The bots of each app that has connected. */
	readonly bots: Map<AppId, ReadonlySet<BotId>>;
	readonly lines: Map<ConversationKey, Line>;
	/** What is being told to more connections than fit in one go, in order. */
	readonly broadcasts: Broadcast[];
	closed: boolean;
}

export function openSession(seam: Seam, now: number): Session {
	return {
		seam,
		introduced: false,
		identity: undefined,
		closed: false,
		heardAt: now,
		second: 0,
		frames: 0,
		refused: { minute: 0, count: 0 },
		viewed: undefined,
		tracks: undefined,
		outstanding: 0,
		looking: undefined,
		searching: false,
		behind: undefined,
	};
}
