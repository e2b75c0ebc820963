import { createHandoff, type Handoff, type Store, silentLogger } from "@baton/core";

const oneDayMs = 86_400_000;

/** Baton without a gate: what a turn costs because of what is kept of it. */
export function plainHandoff(store: Store): Handoff {
	return createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		store,
		// No session ends by silence while millions of conversations are opened.
		policy: { sessionSilenceMs: oneDayMs },
		logger: silentLogger,
	});
}
