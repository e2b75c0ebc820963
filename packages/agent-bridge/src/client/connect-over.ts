import { createClient } from "./create-client.js";
import { dialWith, type StandardSocket } from "./dial.js";
import type { Client, ClientOptions, Destination } from "./types.js";

/** Connects over a way of one's own, or over the WebSockets of where this runs. */
export function connectOver(
	open: (url: string) => StandardSocket,
	options: ClientOptions & Destination,
): Client {
	if ("dial" in options) return createClient(options.dial, options);
	const { url } = options;
	return createClient(
		dialWith(() => open(url)),
		options,
	);
}
