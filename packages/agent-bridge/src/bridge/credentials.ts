import { type AppId, type Awaitable, appCredentials, type Credentials, type Store } from "@baton/core";
import { hangUp } from "./presence.js";
import { refusal } from "./refusal.js";
import { reply } from "./reply.js";
import { closeCodes } from "./seam.js";
import type { BridgeState } from "./state.js";

/** Checks secrets that may be revoked while somebody is connected with them. */
export type RevocableCredentials = Pick<Credentials, "find" | "list">;

/** Whether the secret is one of the app's. */
export type Authenticate = (app: AppId, secret: string) => Awaitable<boolean>;

/** The credentials that `baton apps` keeps in the store. */
export function credentialsFrom(store: Store): RevocableCredentials {
	return appCredentials(store);
}

/** Whoever is connected with what was revoked, or has lapsed, is cut off within this time. */
export const checkEveryMs = 10_000;

/** Looks once for each app that has connections, however many they are. */
export async function cutOffRevoked(state: BridgeState): Promise<void> {
	const { credentials, listeners } = state;
	if (credentials === undefined) return;
	for (const [app, theirs] of listeners) {
		const connected = [...theirs].filter(({ identity }) => identity?.credential !== undefined);
		if (connected.length === 0) continue;
		const valid = new Set((await credentials.list(app)).map(({ id }) => id));
		for (const session of connected) {
			if (session.closed || valid.has(session.identity?.credential ?? "")) continue;
			reply(session, refusal("forbidden"));
			hangUp(state, session, closeCodes.forbidden, "forbidden");
		}
	}
}

/** Whether a ticket that was issued under a credential still counts. */
export async function isStillValid(
	{ credentials }: BridgeState,
	app: AppId,
	credential: string | undefined,
): Promise<boolean> {
	if (credential === undefined || credentials === undefined) return true;
	return (await credentials.list(app)).some(({ id }) => id === credential);
}
