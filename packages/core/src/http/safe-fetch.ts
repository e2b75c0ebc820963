import { Agent as PlainAgent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { type Clock, systemClock } from "../clock.js";
import { type Lookup, type SafeAnswer, type SafeRequest, send, systemLookup } from "./safe-send.js";

export interface SafeFetchOptions extends SafeRequest {
	/** Addresses inside private networks are reached too. For tests and for desks in the own network. */
	readonly allowPrivate?: boolean | undefined;
}

export interface SafeCallerOptions {
	readonly allowPrivate?: boolean | undefined;
	/** Default: as the system resolves names. What it finds is checked. */
	readonly lookup?: Lookup | undefined;
	/** Connections that are kept open to one address, for the calls that follow. Default: 64. */
	readonly connections?: number | undefined;
	/** For the time limit. */
	readonly clock?: Clock | undefined;
}

/** Calls addresses that came from outside, again and again. */
export interface SafeCaller {
	/** As {@link safeFetch}. */
	fetch(address: string | URL, request: SafeRequest): Promise<SafeAnswer>;
	/** Ends the connections that are kept. */
	close(): void;
}

/**
 * Calls an address that came from outside. Names are resolved once, and the connection goes to the address that
 * was checked; redirects are answers like any other and not followed.
 *
 * @throws BatonError `address-refused` (not http(s), with credentials, or not of the public internet),
 * `too-large`, `wrong-type`, `fetch-failed` (no connection, no answer in time)
 */
export function safeFetch(address: string | URL, options: SafeFetchOptions): Promise<SafeAnswer> {
	return send(address, options, {
		...{ allowPrivate: options.allowPrivate === true, lookup: systemLookup, clock: systemClock },
		agents: { http: false, https: false },
	});
}

/**
 * Keeps connections: each leads to an address that was checked when it was opened, whatever the name leads to by
 * now. What is allowed is fixed, so that no call gets a connection that was opened under other rules.
 */
export function safeCaller(options: SafeCallerOptions = {}): SafeCaller {
	const { allowPrivate = false, lookup = systemLookup, connections = 64, clock = systemClock } = options;
	const kept = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
	const agents = { http: new PlainAgent(kept), https: new SecureAgent(kept) };
	return {
		fetch: (address, request) => send(address, request, { allowPrivate, lookup, clock, agents }),
		close() {
			agents.http.destroy();
			agents.https.destroy();
		},
	};
}
