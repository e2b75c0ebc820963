// What both entries of the client offer besides `connect`.

export type { EntryFrame, EntryFrameOf } from "../protocol/entry-frame.js";
export type { Input, Person, Snapshot, SpokenInput } from "../protocol/parts.js";
export type { ServerFrame, ServerFrameOf } from "../protocol/server-frame.js";
export type { Callback, CallbackClient, CallbackListener, Init } from "./callback-style.js";
export { type Dial, dialWith, type Wire, type WireEvents } from "./dial.js";
export { isRefused, type Refusal } from "./refusal.js";
export type {
	Answer,
	Client,
	ClientOptions,
	ClientStatus,
	Connected,
	Destination,
	Found,
	Heard,
	List,
	Listen,
	ListRequest,
	Outgoing,
	SearchRequest,
	Transcript,
	TranscriptRequest,
} from "./types.js";
