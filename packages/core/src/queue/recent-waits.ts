import { z } from "zod";
import type { AppId } from "../control/control.js";
import type { Change } from "../conversation/change.js";
import type { Store } from "../conversation/store.js";

/** So many waits say what is usual, as long as they are no older. */
const remembered = 20;
const recentMs = 4 * 3_600_000;

const waits = z.array(z.tuple([z.number(), z.number()])).catch([]);

/** How long users have lately waited for an app, in milliseconds for each place in line. */
export async function readWaits(store: Store, app: AppId): Promise<readonly number[]> {
	return (await readAll(store, app)).map(([, ms]) => ms);
}

/** Of two that are noted at the same moment one may be lost: it is a sample. */
export async function noteWait(store: Store, { entries }: Change): Promise<void> {
	for (const entry of entries) {
		if (entry.type !== "granted" || entry.waited === undefined || entry.holder.kind !== "human") continue;
		const { app } = entry.holder;
		const { ms, place } = entry.waited;
		const known = [...(await readAll(store, app)), [entry.at, Math.round(ms / place)]].slice(-remembered);
		await store.writeFact(nameOf(app), JSON.stringify(known), recentMs);
	}
}

async function readAll(store: Store, app: AppId): Promise<readonly (readonly [number, number])[]> {
	const kept = await store.readFact(nameOf(app));
	if (kept === undefined) return [];
	const since = store.now() - recentMs;
	return waits.parse(JSON.parse(kept)).filter(([at]) => at >= since);
}

function nameOf(app: AppId): string {
	return `waits:${app}`;
}
