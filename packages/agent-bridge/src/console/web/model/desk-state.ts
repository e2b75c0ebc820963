import type { CommandFrame } from "../../../protocol/client-frame.js";
import type { Person } from "../../../protocol/parts.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import type { CannedReply } from "./canned-replies.js";
import { type Company, nobodyElse } from "./company.js";
import type { ComposerText, Unanswered } from "./composer-text.js";
import { noSearch, type Search } from "./search.js";
import type { Talk } from "./talk.js";
import type { Undelivered } from "./undelivered.js";

/** An app or a bot, as people know it. */
export interface Profile {
	readonly displayName: string;
	readonly avatarImage?: string | undefined;
	readonly kind: "bot" | "human";
	/** What a bot can be asked, by name. */
	readonly intents?: readonly string[] | undefined;
	/** How many conversations an app takes at once, or each of its people; any number, if absent. */
	readonly capacity?: number | undefined;
}

/** Who sits at this page. */
export interface Me {
	readonly appId: string;
	readonly person: Person | undefined;
	/** Whether this person may do more than look. */
	readonly mayAct: boolean;
	/** Whether this person may act for colleagues. */
	readonly isSupervisor?: boolean | undefined;
	/** Whether taking over from colleagues at the same desk is left to supervisors, and this person is none. */
	readonly leavesColleagues?: boolean | undefined;
}

export type Connection = "connecting" | "open" | "lost" | "signedOut";

/** Something that the person at this page has to be told, in words of `words/`. */
export interface Alert {
	readonly id: number;
	readonly code: string;
	/** What the bridge said, for codes that the page has no words for. */
	readonly message: string;
	readonly conversationId: string | undefined;
	/** Who holds control, if the bridge said so. */
	readonly holder: ServerFrameOf<"refused">["holder"];
	/** How many conversations they hold, and how many they may, where that is why. */
	readonly load: ServerFrameOf<"refused">["load"];
}

/** Everything that the page shows. */
export interface DeskState {
	readonly connection: Connection;
	/** Whether the server can store nothing for the moment. */
	readonly isStoreAway: boolean;
	readonly me: Me | undefined;
	readonly apps: ReadonlyMap<string, Profile>;
	readonly bots: ReadonlyMap<string, Profile>;
	readonly company: Company;
	readonly talks: ReadonlyMap<string, Talk>;
	/** Whether the queue was read at least once. */
	readonly isListed: boolean;
	/** Whether there are more conversations than the queue shows. */
	readonly hasMore: boolean;
	readonly selectedId: string | undefined;
	/** Conversations whose next page is on its way. */
	readonly loading: ReadonlySet<string>;
	/** Commands that wait for their answer. */
	readonly working: ReadonlyMap<string, CommandFrame["type"]>;
	/** What was typed and not sent, by conversation. */
	readonly texts: ReadonlyMap<string, ComposerText>;
	/** What was said and not answered, by the id of its command. */
	readonly unanswered: ReadonlyMap<string, Unanswered>;
	/** What people here say that users meant, by draft; `null` for none of the bot's intents. */
	readonly meant: ReadonlyMap<string, string | null>;
	readonly replies: {
		/** The team's. */
		readonly team: readonly CannedReply[];
		readonly own: readonly CannedReply[];
	};
	/** What the team says when a session is ended. */
	readonly closeReasons: readonly string[];
	readonly undelivered: Undelivered;
	readonly search: Search;
	readonly alerts: readonly Alert[];
}

export const newDesk: DeskState = {
	connection: "connecting",
	isStoreAway: false,
	me: undefined,
	apps: new Map(),
	bots: new Map(),
	company: nobodyElse,
	talks: new Map(),
	isListed: false,
	hasMore: false,
	selectedId: undefined,
	loading: new Set(),
	working: new Map(),
	texts: new Map(),
	unanswered: new Map(),
	meant: new Map(),
	replies: { team: [], own: [] },
	closeReasons: [],
	undelivered: new Map(),
	search: noSearch,
	alerts: [],
};

/** Whether a person has asked for control here and has not been answered. */
export function isTaking({ working }: DeskState, conversationId: string): boolean {
	const command = working.get(conversationId);
	return command === "takeover" || command === "handoverConfirmed";
}

export function selectedTalk({ talks, selectedId }: DeskState): Talk | undefined {
	return selectedId === undefined ? undefined : talks.get(selectedId);
}
