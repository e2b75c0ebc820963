// Frames: the protocol as schemas and types
export {
	type ClientFrame,
	type ClientFrameOf,
	type ClientFrameType,
	type CommandFrame,
	clientFrame,
	type RequestFrame,
} from "./protocol/client-frame.js";
export {
	type EntryFrame,
	type EntryFrameOf,
	type EntryFrameType,
	entryFrame,
} from "./protocol/entry-frame.js";
export type { FrameHolder, FrameOffer, Input, Person, Snapshot, SpokenInput } from "./protocol/parts.js";
export {
	type DirectFrame,
	type ServerFrame,
	type ServerFrameOf,
	type ServerFrameType,
	serverFrame,
} from "./protocol/server-frame.js";
