import type { AppId } from "../control/control.js";
import type { ConversationKey } from "../conversation/key.js";
import type { App } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";
import type { Labels } from "./observer.js";

export interface Gauge {
	readonly name:
		| "waiting"
		| "waiting_longest_seconds"
		| "left_messages"
		| "left_longest_seconds"
		| "held"
		| "mailbox_conversations"
		| "mailbox_oldest_seconds"
		| "lane_conversations"
		| "lane_oldest_seconds"
		| "undelivered";
	readonly labels: Labels;
	readonly value: number;
}

/** What is looked at at most: figures stay honest up to here, and looking stays cheap. */
const most = 1_000;
const sampled = 50;

interface Sight {
	readonly store: Store;
	readonly apps: ReadonlyMap<AppId, App>;
}

/** How things stand now: who waits and how long, and how far behind mailboxes and lanes are. */
export async function readGauges({ store, apps }: Sight): Promise<readonly Gauge[]> {
	const now = store.now();
	const waiting = await store.readWaiting(most);
	const left = await store.readLeft(most);
	const lanes = await store.readLanes(most);
	const undelivered = await store.readUndelivered(most);
	const ofApps = await Promise.all([...apps.keys()].map((app) => gaugesOf(store, app, now)));
	return [
		{ name: "waiting", labels: {}, value: waiting.length },
		{ name: "waiting_longest_seconds", labels: {}, value: age(now, waiting[0]?.since) },
		{ name: "left_messages", labels: {}, value: left.length },
		{ name: "left_longest_seconds", labels: {}, value: age(now, left[0]?.since) },
		{ name: "lane_conversations", labels: {}, value: lanes.length },
		{ name: "lane_oldest_seconds", labels: {}, value: await oldestUnsent(store, lanes, now) },
		{ name: "undelivered", labels: {}, value: undelivered.length },
		...ofApps.flat(),
	];
}

async function gaugesOf(store: Store, app: AppId, now: number): Promise<readonly Gauge[]> {
	const held = await store.readHeldBy(app);
	const news = await store.readNews(app);
	const labels = { app };
	return [
		{ name: "held", labels, value: held.length },
		{ name: "mailbox_conversations", labels, value: news.length },
		{ name: "mailbox_oldest_seconds", labels, value: await oldestUnread(store, app, news, now) },
	];
}

async function oldestUnread(
	store: Store,
	app: AppId,
	news: readonly ConversationKey[],
	now: number,
): Promise<number> {
	const ages = news.slice(0, sampled).map(async (key) => {
		const after = await store.readCursor(app, key);
		const unread = await store.readEntries(key, { after, limit: 20 });
		return age(now, unread.find(({ to }) => to.includes(app))?.at);
	});
	return Math.max(0, ...(await Promise.all(ages)));
}

async function oldestUnsent(store: Store, lanes: readonly ConversationKey[], now: number): Promise<number> {
	const ages = lanes.slice(0, sampled).map(async (key) => {
		const [first] = await store.readOutbox(key);
		const entry = first === undefined ? undefined : await store.readEntry(key, first.id);
		return age(now, entry?.at);
	});
	return Math.max(0, ...(await Promise.all(ages)));
}

/** In seconds. */
function age(now: number, since: number | undefined): number {
	return since === undefined ? 0 : Math.max(0, now - since) / 1000;
}
