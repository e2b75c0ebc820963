import type { AppId, ConversationKey, Entry } from "@baton/core";
import { repeat } from "./heartbeat.js";
import { moveCursor } from "./mailbox.js";
import { arrive, depart } from "./presence.js";
import type { BridgeState } from "./state.js";

/**
 * Stands in for an app whose people read in pages, as the console's do: the app is always there, and its
 * mailbox is acknowledged as it fills. Returns what ends it.
 */
export function attend(state: BridgeState, app: AppId): () => void {
	arrive(state, app);
	const unsubscribe = state.handoff.subscribe((signal) => {
		if (signal.type === "committedElsewhere" && signal.tell.includes(app))
			takeInOne(state, app, signal.key).catch(state.onError);
		if (signal.type !== "committed" || !signal.tell.includes(app)) return;
		const position = lastFor(signal.entries, app);
		if (position > 0) moveCursor(state, app, signal.key, position);
	});
	const takeAllIn = (): void => void takeIn(state, app).catch(state.onError);
	takeAllIn();
	const stopSweeping = repeat(state, state.limits.sweepEveryMs, takeAllIn);
	return () => {
		stopSweeping();
		unsubscribe();
		depart(state, app);
	};
}

/** What came while nobody attended. */
async function takeIn(state: BridgeState, app: AppId): Promise<void> {
	for (const key of await state.handoff.store.readNews(app)) await takeInOne(state, app, key);
}

async function takeInOne(state: BridgeState, app: AppId, key: ConversationKey): Promise<void> {
	const { conversation } = await state.handoff.store.load(key);
	if (conversation !== undefined) moveCursor(state, app, key, conversation.position);
}

function lastFor(entries: readonly Entry[], app: AppId): number {
	return entries.findLast(({ to }) => to.includes(app))?.position ?? 0;
}
