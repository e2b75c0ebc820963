import { createClient } from "./client/create-client.js";
import { dialWith } from "./client/dial.js";
import type { Client, ClientOptions, Destination } from "./client/types.js";

export { type Dial, dialWith, type Wire, type WireEvents } from "./client/dial.js";
export type {
	Answer,
	Client,
	ClientOptions,
	ClientStatus,
	Connected,
	Destination,
	Heard,
	List,
	Listen,
	ListRequest,
	Outgoing,
	Transcript,
	TranscriptRequest,
} from "./client/types.js";
export type { EntryFrame, EntryFrameOf } from "./protocol/entry-frame.js";
export type { Input, Person, Snapshot, SpokenInput } from "./protocol/parts.js";
export type { ServerFrame, ServerFrameOf } from "./protocol/server-frame.js";

/** As in Node, with the browser's own WebSocket. Give it a ticket: a page must never have an app's secret. */
export function connect(options: ClientOptions & Destination): Client {
	if ("dial" in options) return createClient(options.dial, options);
	const { url } = options;
	return createClient(
		dialWith(() => new globalThis.WebSocket(url)),
		options,
	);
}
