import type { App, Json } from "../state.js";
import type { Carried, Carry, Retry } from "./event-sender.js";
import { type PostOptions, postSigned } from "./post-signed.js";
import type { Sockets } from "./sockets.js";

/** Where an app is reached over HTTP. */
export interface Addresses {
	events: string | undefined;
	interactivity: string | undefined;
	commands: string | undefined;
}

/** Over the app's sockets if it uses Socket Mode, else to its address. */
export function carrierOf(
	app: App,
	{
		addresses,
		sockets,
		post,
	}: { readonly addresses: Addresses; readonly sockets: Sockets; readonly post: PostOptions },
): Carry {
	return (envelope, retry) => {
		if (app.manifest.settings.socket_mode_enabled) return sockets.carryEvent(envelope, retry);
		return postEvent(addresses.events, post, envelope, retry);
	};
}

async function postEvent(
	url: string | undefined,
	options: PostOptions,
	envelope: Json,
	retry: Retry | undefined,
): Promise<Carried> {
	// An app without an address hears nothing, and nobody tries.
	if (url === undefined) return { failure: undefined };
	const again: Record<string, string> =
		retry === undefined
			? {}
			: { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason };
	const body = JSON.stringify(envelope);
	const answer = await postSigned(options, { url, body, contentType: "application/json", headers: again });
	const isFinal = answer.headers.get("x-slack-no-retry") === "1";
	return { failure: answer.failure, isFinal };
}
