import { callbackStyle, type Init } from "./client/callback-style.js";
import { connectOver } from "./client/connect-over.js";
import type { Client, ClientOptions, Destination } from "./client/types.js";

export * from "./client/exports.js";

/** As in Node, with the browser's own WebSocket. Give it a ticket: a page must never have an app's secret. */
export function connect(options: ClientOptions & Destination): Client {
	return connectOver((url) => new globalThis.WebSocket(url), options);
}

/** As {@link connect}, with callbacks. */
export const init: Init = callbackStyle(connect);
