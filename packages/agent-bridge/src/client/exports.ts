// What both entries of the client offer besides `connect`.

export type { EntryFrame, EntryFrameOf } from "../protocol/entry-frame.js";
export type { Input, Person, Snapshot, SpokenInput } from "../protocol/parts.js";
export type { ServerFrame, ServerFrameOf } from "../protocol/server-frame.js";
export type { Callback, CallbackClient, CallbackListener, Init } from "./callback-style.js";
export { type Dial, dialWith, type Wire, type WireEvents } from "./dial.js";
export { isRefused, type Refusal } from "./refusal.js";
export type {
	Answer,
	Audit,
	AuditRequest,
	Client,
	ClientOptions,
	ClientStatus,
	Connected,
	Destination,
	Found,
	Heard,
	IssuedTicket,
	List,
	Listen,
	ListRequest,
	NextRequest,
	Outgoing,
	SearchRequest,
	TicketRequest,
	Transcript,
	TranscriptForms,
	TranscriptRequest,
	TranscriptUrl,
} from "./types.js";
