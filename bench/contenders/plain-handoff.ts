import { createHandoff, type Handoff, type Store, silentLogger } from "@baton/core";

/** Baton without a gate: what a turn costs because of what is kept of it. */
export function plainHandoff(store: Store): Handoff {
	return createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		store,
		logger: silentLogger,
	});
}
