import { WebSocket } from "ws";
import { connectOver } from "./client/connect-over.js";
import type { Client, ClientOptions, Destination } from "./client/types.js";

export * from "./client/exports.js";

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
	return connectOver((url) => new WebSocket(url, { perMessageDeflate: false }), options);
}
