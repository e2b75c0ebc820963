import type { AppId } from "../control/control.js";
import type { CommandId } from "../conversation/command.js";
import type { Door } from "../conversation/door.js";
import type { Entry } from "../conversation/entry.js";
import type { ConversationKey } from "../conversation/key.js";
import type { App } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";

export interface AbsentOptions {
	readonly store: Store;
	readonly door: Door;
	readonly apps: ReadonlyMap<AppId, App>;
	/** How long an app may be away before its mailbox is cut. */
	readonly absenceMs: number;
}

/** What an app has not acknowledged, in one conversation. */
interface Missed {
	readonly from: number;
	readonly through: number;
	readonly count: number;
}

/**
 * Cuts the mailboxes of apps that have been away for long: what waited is replaced by a line that says where to read
 * it, so that logs can be trimmed and the app, when it is back, is not told of weeks.
 */
export async function cutAbsent(options: AbsentOptions): Promise<void> {
	const { store, apps, absenceMs } = options;
	const before = store.now() - absenceMs;
	for (const app of apps.keys()) {
		const lastHere = await store.readPresence(app);
		if (lastHere !== undefined && lastHere > before) continue;
		for (const key of await store.readNews(app)) await cut(options, app, { key, before });
	}
}

async function cut(
	{ store, door }: AbsentOptions,
	app: AppId,
	{ key, before }: { readonly key: ConversationKey; readonly before: number },
): Promise<void> {
	const missed = missedIn(await readUnread(store, app, key), before);
	if (missed === undefined) return;
	const id = `gap:${app}:${missed.through}` as CommandId;
	const { outcome } = await door.submit(key, { type: "cutMailbox", id, reader: app, ...missed });
	if (outcome.status === "done") await store.acknowledge(app, key, missed.through);
}

/** A line that stands for what was missed before is missed with it; by itself it stays. */
function missedIn(unread: readonly Entry[], before: number): Missed | undefined {
	const [first] = unread;
	const last = unread.at(-1);
	if (first === undefined || last === undefined || first.at > before) return undefined;
	if (first.type !== "missed") return { from: first.position, through: last.position, count: unread.length };
	if (unread.length === 1) return undefined;
	return { from: first.from, through: last.position, count: first.count + unread.length - 1 };
}

const pageLength = 200;

async function readUnread(store: Store, app: AppId, key: ConversationKey): Promise<readonly Entry[]> {
	const unread: Entry[] = [];
	let after = await store.readCursor(app, key);
	for (;;) {
		const page = await store.readEntries(key, { after, limit: pageLength });
		unread.push(...page.filter(({ to }) => to.includes(app)));
		const last = page.at(-1);
		if (last === undefined || page.length < pageLength) return unread;
		after = last.position;
	}
}
