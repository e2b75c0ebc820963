import type {
	Connected,
	Found,
	List,
	ListRequest,
	SearchRequest,
	Transcript,
	TranscriptRequest,
} from "../../../client/types.js";
import type { CommandFrame } from "../../../protocol/client-frame.js";
import type { EntryFrame } from "../../../protocol/entry-frame.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";

/** What a command is answered with. */
export type Answer = ServerFrameOf<"ack"> | ServerFrameOf<"refused">;

/** What the person of this page may do, and what the team has set up for them. */
export interface Rights {
	/** Whether this person may do more than look. */
	readonly mayAct: boolean;
	/** Whether this person may act for colleagues. */
	readonly isSupervisor: boolean;
	/** What the team says when a session is ended. */
	readonly closeReasons: readonly string[];
}

/** What the page hears of the bridge. */
export type BridgeEvent =
	| ({ readonly type: "connected"; readonly frame: Connected } & Rights)
	| { readonly type: "disconnected" }
	/** Nobody is signed in on this browser, or not any more. */
	| { readonly type: "signedOut" }
	| { readonly type: "told"; readonly frame: EntryFrame }
	| { readonly type: "typing"; readonly frame: ServerFrameOf<"typing"> }
	| { readonly type: "looking"; readonly frame: ServerFrameOf<"looking"> }
	| { readonly type: "colleague"; readonly frame: ServerFrameOf<"colleague"> }
	| { readonly type: "deliveryReport"; readonly frame: ServerFrameOf<"deliveryReport"> }
	| { readonly type: "erased"; readonly frame: ServerFrameOf<"erased"> }
	| { readonly type: "outage"; readonly state: "began" | "ended" };

/** The page's only way to the outside: the client in the shipped page, a made-up world in tests. */
export interface Bridge {
	/** A refusal is an answer. Rejects if none came: the same command may be sent again. */
	send(command: CommandFrame): Promise<Answer>;
	/** Takes the one who has waited longest of those whom this person may take. Asked again with its id: the same one. */
	takeNext(id: string): Promise<Answer>;
	readTranscript(request: TranscriptRequest): Promise<Transcript>;
	readList(request: ListRequest): Promise<List>;
	search(request: SearchRequest): Promise<Found>;
	/** Tells the user that somebody is typing. */
	type(conversationId: string): void;
	/** Tells colleagues what is on screen. */
	look(conversationId: string, doing: ServerFrameOf<"looking">["doing"]): void;
	/** Returns what ends it. */
	listen(listener: (event: BridgeEvent) => void): () => void;
}
