import type { AppKind, Awaitable } from "@baton/core";
import type { Bridge } from "../bridge.js";

/** Where a desk connects to. The same place again after a crash. */
export interface DeskPlace {
	/** `ws://127.0.0.1:…/bridge`: for whatever connects over WebSocket. */
	readonly url: string;
	/** For whatever runs beside the bridge: `inProcess(bridge)`, or a transport of its own. */
	readonly bridge: Bridge;
	readonly appId: string;
	readonly appSecret: string;
	/** The bots of the app. */
	readonly botIds: readonly string[];
	/** An empty folder for whatever outlives a crash of the desk. */
	readonly folder: string;
}

/** One line of a conversation, as people at the desk read it. */
export interface SeenLine {
	/** Who said it: the user, the bot, somebody of this or another desk, or Baton in a system line. */
	readonly by: "user" | "bot" | "human" | "notice";
	/** As a person reads it: without the marks of whatever shows it. Of a file or a picture, its address. */
	readonly text: string;
	/** The name beside it, if the desk shows one. */
	readonly name?: string | undefined;
	/**
	 * How it is marked: `draft` was not sent, `unsent` was written here, refused and kept for its human, and
	 * `undelivered` did not arrive.
	 */
	readonly mark?: "draft" | "unsent" | "undelivered" | "edited" | "deleted" | undefined;
}

/** How people at the desk see a conversation: they are asked, it is theirs, or it is not. */
export type DeskStanding = "asked" | "ours" | "elsewhere";

/** What every desk has. */
export interface BasicDesk {
	/** Takes a conversation: confirms the offer that stands, or takes over. */
	take(conversationId: string): Awaitable<unknown>;
	/** Says something to the user. */
	say(conversationId: string, text: string): Awaitable<unknown>;
	/** Gives control back to the bot. */
	release(conversationId: string): Awaitable<unknown>;
	/** Every line that is shown, in the order in which it is shown, each once if it is shown once. */
	sees(conversationId: string): Awaitable<readonly SeenLine[]>;
	standing(conversationId: string): Awaitable<DeskStanding>;
	/** Ends as `kill -9` would end it: what it had not finished, it never will. Its connections are cut already. */
	crash(): Awaitable<unknown>;
	close(): Awaitable<unknown>;
}

/** What not every desk has. Whatever is left out of these has to be said in `cannot`, and why. */
export interface DeskActions {
	decline(conversationId: string): Awaitable<unknown>;
	/** Offers control to another app, which is a desk. */
	handOver(conversationId: string, toAppId: string): Awaitable<unknown>;
	/** Sends the newest draft, as it is or corrected. */
	sendDraft(conversationId: string, corrected?: string): Awaitable<unknown>;
	discardDraft(conversationId: string): Awaitable<unknown>;
	/** Writes an internal line. */
	note(conversationId: string, text: string): Awaitable<unknown>;
	/** Hears a conversation without control. */
	watch(conversationId: string): Awaitable<unknown>;
	/** Whatever carried the last action carries it once more: a request is repeated, a button pressed twice. */
	repeat(): Awaitable<unknown>;
}

/**
 * What a kind of desk may lack. Besides the actions: `edits` and `deletions` are shown; `undelivered` lines are
 * marked; `drafts` are shown; `unsent` words are kept for their human; `onceAfterCrash`: what was shown and not
 * acknowledged before a crash is not shown again.
 */
export type DeskAbility =
	| keyof DeskActions
	| "edits"
	| "deletions"
	| "undelivered"
	| "drafts"
	| "unsent"
	| "onceAfterCrash";

/**
 * The hands and eyes of somebody at the desk under test: written by its author, for whatever the desk is. An
 * action resolves when it was done at the desk, and may reject where the desk does not let a human do it.
 * Conversations are named by the `conversationId` of the protocol.
 */
export interface DeskUnderTest extends BasicDesk, Partial<DeskActions> {}

export interface DeskContractOptions {
	/** Brings the desk up at a place. Called again with the same place after a crash. */
	readonly open: (place: DeskPlace) => Promise<DeskUnderTest>;
	/** `bot` for an app that is another bot. Default: `human`. */
	readonly kind?: AppKind | undefined;
	/**
	 * What this kind of desk does not do, and why, in words that go on after "cannot": `{ decline: "decline: the
	 * contact center takes whatever it is given" }`. The suite prints it, and fails where it is not so.
	 */
	readonly cannot?: { readonly [A in DeskAbility]?: string | undefined } | undefined;
	/** How long something at the desk may take, milliseconds. Default: 5,000; the runner must wait longer. */
	readonly withinMs?: number | undefined;
}
