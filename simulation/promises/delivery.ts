import type { AppId, ConversationKey, Entry, EntryId, Store } from "@baton/core";
import type { Arrival } from "../world/channel.js";
import { talkOf, type World } from "../world/world.js";

/** What reaches the user: once (4), in the order of the log (5), their own only (7), and in the end all of it (3). */
export function watchDelivery(world: World): {
	arrived(arrival: Arrival): void;
	end(store: Store): Promise<void>;
} {
	const { court, history, words } = world;
	const orders = new Map<ConversationKey, number>();
	const texts = new Map<ConversationKey, Set<string>>();
	const seen = new Map<ConversationKey, Set<string>>();
	/** What failed or has an unknown fate, and the app that must be told. */
	const failures: { readonly key: ConversationKey; readonly id: EntryId; readonly app: AppId | undefined }[] =
		[];

	history.listen({
		settled(key, { id, app, logged }, { state }) {
			if (logged && state !== "sent") failures.push({ key, id, app });
		},
	});

	function arrived({ key, item, activity, lost }: Arrival): void {
		const known = seen.get(key) ?? new Set();
		seen.set(key, known);
		checkOrder(key, item.order, item.id);
		if (lost) return;
		if (item.kind === "send") known.add(item.id);
		const text = activity.text ?? "";
		checkLeak(key, text);
		if (item.kind === "send") checkTwice(key, text);
	}

	function checkOrder(key: ConversationKey, order: number, id: string): void {
		const last = orders.get(key) ?? 0;
		if (order === last) court.accuse(4, key, `The user gets ${id} twice`);
		if (order < last)
			court.accuse(5, key, `The user gets ${id} (${order}) after what was committed later (${last})`);
		orders.set(key, Math.max(order, last));
	}

	function checkLeak(key: ConversationKey, text: string): void {
		const nick = talkOf(world, key)?.nick;
		for (const foreign of words.nicksIn(text)) {
			if (foreign !== nick) court.accuse(7, key, `The user of ${nick} gets words of ${foreign}: ${text}`);
		}
	}

	function checkTwice(key: ConversationKey, text: string): void {
		if (words.find(text) === undefined) return;
		const known = texts.get(key) ?? new Set();
		texts.set(key, known);
		if (known.has(text)) court.accuse(4, key, `The user gets the same words twice: ${text}`);
		known.add(text);
	}

	/** Whatever was said arrived, was taken back, or is known to have failed; then whoever said it was told. */
	async function end(store: Store): Promise<void> {
		for (const { key, log } of history.chronicles.values()) {
			const shown = seen.get(key);
			for (const entry of log) {
				if (!isSent(entry) || shown?.has(entry.id)) continue;
				const [delivery] = await store.readDeliveries(key, [entry.id]);
				if (delivery?.state === "withdrawn" && entry.type === "botSaid") continue;
				if (isToldOf(log, entry.id)) continue;
				court.accuse(3, key, `${entry.type} ${entry.id} neither arrived nor failed: ${delivery?.state}`);
			}
		}
		checkTold();
		checkPhantoms();
	}

	function checkTold(): void {
		for (const { key, id, app } of failures) {
			const told = history.of(key).log.find((entry) => entry.type === "deliveryFailed" && entry.entry === id);
			if (told === undefined) court.accuse(3, key, `Nobody was told that ${id} was not sent`);
			else if (app !== undefined && !told.to.includes(app))
				court.accuse(3, key, `${app} was not told that its ${id} was not sent`);
		}
	}

	/** What the user has is in the log. */
	function checkPhantoms(): void {
		for (const [key, ids] of seen) {
			const logged = new Set(history.of(key).log.map(({ id }) => String(id)));
			for (const id of ids) {
				if (!id.startsWith("~") && !logged.has(id))
					court.accuse(3, key, `The user has ${id}, which is not in the log`);
			}
		}
	}

	return { arrived, end };
}

function isSent({ type }: Entry): boolean {
	return (
		type === "botSaid" || type === "appSaid" || type === "notice" || type === "joined" || type === "left"
	);
}

function isToldOf(log: readonly Entry[], id: EntryId): boolean {
	return log.some((entry) => entry.type === "deliveryFailed" && entry.entry === id);
}
