import type { Awaitable, BatonError, Clock } from "@baton/core";
import type { CommandFrame, RequestFrame } from "../protocol/client-frame.js";
import type { EntryFrame } from "../protocol/entry-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import type { Dial } from "./dial.js";

/** What a listener hears. Frames with a `position` are acknowledged when every listener is done with them. */
export type Heard = EntryFrame | ServerFrameOf<"typing" | "deliveryReport" | "erased" | "looking">;

/**
 * Called for one frame of a conversation after the other. If it throws or rejects, it is called again with
 * the same frame, after a while and a limited number of times.
 */
export type Listen = (heard: Heard) => Awaitable<unknown>;

type WithoutId<Frame> = Frame extends unknown
	? Omit<Frame, "id" | "epoch"> & { readonly id?: string } & EpochOf<Frame>
	: never;
type EpochOf<Frame> = Frame extends { readonly epoch?: number | undefined }
	? { readonly epoch?: number | undefined }
	: unknown;

/** A command as it is given to `send`: the client adds an id, and the epoch that it knows. */
export type Outgoing = WithoutId<CommandFrame>;

export type Answer = ServerFrameOf<"ack">;
export type Connected = ServerFrameOf<"connected">;
export type Transcript = ServerFrameOf<"transcript">;
export type TranscriptUrl = ServerFrameOf<"transcriptUrl">;
/** What a transcript comes as. */
export interface TranscriptForms {
	readonly JSON: Transcript;
	readonly URL: TranscriptUrl;
}
export type List = ServerFrameOf<"list">;
export type Found = ServerFrameOf<"found">;
export type IssuedTicket = ServerFrameOf<"ticket">;
export type Audit = ServerFrameOf<"audit">;

type RequestOf<T extends RequestFrame["type"]> = Omit<Extract<RequestFrame, { type: T }>, "type" | "id">;
export type TranscriptRequest = Omit<RequestOf<"getTranscript">, "as">;
export type ListRequest = RequestOf<"getList">;
export type SearchRequest = RequestOf<"search">;
/** Who acts, on a connection of an app. With an `id` of one's own it may be asked again. */
export type NextRequest = RequestOf<"takeNext"> & { readonly id?: string | undefined };
export type TicketRequest = RequestOf<"getTicket">;
export type AuditRequest = RequestOf<"getAudit">;

export type ClientStatus = "connecting" | "connected" | "closed";

export interface ClientOptions {
	/** An app's id and secret. Never give a browser the secret. */
	readonly appId?: string | undefined;
	readonly appSecret?: string | undefined;
	/** A person's ticket, or where to get one: it is asked for at every connection, since tickets are short-lived. */
	readonly ticket?: string | (() => Awaitable<string>) | undefined;
	/** The bots to listen for; all that the app is registered for, if absent. */
	readonly botIds?: readonly string[] | undefined;
	/** False for a client that only commands and asks: it hears nothing, and the app is not there by it. */
	readonly listens?: boolean | undefined;
	/** Whether the client confirms handovers by itself. By default apps of kind `bot` do and others do not. */
	readonly confirmHandovers?: boolean | undefined;
	/** How long an answer is waited for, across reconnections. */
	readonly answerWithinMs?: number | undefined;
	/** How long an acknowledgment may wait for others to travel with. Default: 20 ms. */
	readonly acknowledgeWithinMs?: number | undefined;
	/** How often a frame is given to a listener that fails, before it is given up on and reported. */
	readonly attempts?: number | undefined;
	/** Told when the server can store nothing, so that commands fail, and when it can again. */
	readonly onOutage?: ((state: ServerFrameOf<"outage">["state"]) => void) | undefined;
	/** Told who is at the desks of one's bots, on a connection of a person. */
	readonly onColleague?: ((frame: ServerFrameOf<"colleague">) => void) | undefined;
	readonly onStatus?: ((status: ClientStatus) => void) | undefined;
	/** Told what went wrong where no caller waits for it. */
	readonly onError?: ((error: BatonError) => void) | undefined;
	readonly clock?: Clock | undefined;
	/** From 0 to 1, as `Math.random`. */
	readonly random?: (() => number) | undefined;
}

/** Where to connect to: an address, or a way of one's own. */
export type Destination = { readonly url: string } | { readonly dial: Dial };

export interface Client {
	/** Returns what ends it. */
	listen(listener: Listen): () => void;
	/**
	 * Commands. Resolves when the command has had its effect; sent again with the same id after a reconnection.
	 *
	 * @throws BatonError with the code of the refusal and the `refused` frame as its cause; `no-answer`; `closed`
	 */
	send(frame: Outgoing): Promise<Answer>;
	/** Tells that somebody types. May be lost. */
	typing(conversationId: string): void;
	/** Tells colleagues what is on screen. To be said again every 20 seconds. May be lost. */
	looking(conversationId: string, doing: ServerFrameOf<"looking">["doing"]): void;
	/** Of a conversation, or of all of a user's: pages, or with `type: "URL"` an address that shows it to people. */
	getTranscript<Form extends keyof TranscriptForms = "JSON">(
		request: TranscriptRequest & { readonly type?: Form },
	): Promise<TranscriptForms[Form]>;
	getList(request: ListRequest): Promise<List>;
	/**
	 * Takes the one who has waited longest of those whom this app was asked for; the answer says which.
	 *
	 * @throws BatonError `nothing-waits`, `at-capacity`, `human-required`
	 */
	takeNext(request?: NextRequest): Promise<Answer>;
	/** Looks through one stretch of the conversations; `next` in the answer says where to go on. */
	search(request: SearchRequest): Promise<Found>;
	/** What lets the browser of one person connect. On a connection of an app: it is its server that knows who signed in. */
	getTicket(request: TicketRequest): Promise<IssuedTicket>;
	/** What apps and people did, the newest first. For supervisors, and for an app itself. */
	getAudit(request?: AuditRequest): Promise<Audit>;
	/** The app that holds control as far as this client has heard; `undefined` for the host bot, or if unknown. */
	inControlApp(conversationId: string): string | undefined;
	/** Resolves with the next greeting, or the last if connected. @throws BatonError `forbidden`, `unsupported-version`, `closed` */
	whenConnected(): Promise<Connected>;
	readonly status: ClientStatus;
	close(): void;
}
