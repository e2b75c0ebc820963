import { WebSocket } from "ws";
import { callbackStyle, type Init } from "./client/callback-style.js";
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

/**
 * As {@link connect}, with callbacks: calls back once, when it is connected or never will be.
 *
 * ```ts
 * init({ url, appId, appSecret }, (error, client) => {
 *   if (error) throw error;
 *   client?.listen((heard) => console.log(heard));
 * });
 * ```
 */
export const init: Init = callbackStyle(connect);
