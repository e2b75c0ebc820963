import { WebSocket } from "ws";
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

/**
 * Connects an app to a bridge, and stays connected.
 *
 * ```ts
 * const client = connect({ url: "wss://bot.example.com/bridge", appId, appSecret });
 * client.listen((heard) => {
 *   if (heard.type === "userSay") show(heard.conversationId, heard.input);
 * });
 * await client.send({ type: "takeover", conversationId, person });
 * await client.send({ type: "agentSay", conversationId, person, input: { type: "text", value: "Hello" } });
 * ```
 */
export function connect(options: ClientOptions & Destination): Client {
	if ("dial" in options) return createClient(options.dial, options);
	const { url } = options;
	return createClient(
		dialWith(() => new WebSocket(url, { perMessageDeflate: false })),
		options,
	);
}
