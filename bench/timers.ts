import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import {
	type ConversationKey,
	conversationKey,
	createHandoff,
	defaultPolicy,
	type Store,
	silentLogger,
} from "@baton/core";
import { redisStore } from "@baton/core/redis";
import { startRedis } from "../packages/core/src/testing/redis-servers.js";
import { commitNext } from "../packages/core/src/testing/sample-change.js";

/*
 * `npx tsx bench/timers.ts`: 100,000 timers pending in Redis, 1,000 of them due within one second, and one process that
 * fires them: sessions that end. Prints how late the last one took effect.
 */
const pending = Number(process.argv[2] ?? 100_000);
const due = 1_000;
const hourMs = 3_600_000;
const atOnce = 500;

const keyOf = (number: number): ConversationKey =>
	conversationKey({ channel: "test", business: "page", conversation: `c${number}` });

/** A conversation whose session ends at this time of the store, if nothing is said. */
async function endAt(store: Store, key: ConversationKey, at: number): Promise<void> {
	const last = at - defaultPolicy.sessionSilenceMs;
	await commitNext(store, key, {
		state: { session: { number: 1, since: last, last, open: true, from: 1 } as never },
		timers: [{ set: "session", afterMs: at - store.now(), about: "1" }],
	});
}

async function fill(store: Store, count: number, atOf: (number: number) => number, from = 0): Promise<void> {
	for (let number = from; number < from + count; number += atOnce) {
		const some = Array.from(
			{ length: Math.min(atOnce, from + count - number) },
			(_, index) => number + index,
		);
		await Promise.all(some.map(async (one) => endAt(store, keyOf(one), atOf(one))));
	}
}

/** When the session ended, once it has. */
async function endOf(store: Store, key: ConversationKey): Promise<number> {
	for (;;) {
		const ends = (await store.readEntries(key, { limit: 9 })).filter(({ type }) => type === "sessionEnded");
		if (ends.length > 1) throw new Error(`The timer of ${key} took effect ${ends.length} times`);
		if (ends[0] !== undefined) return ends[0].at;
		await sleep(1_000);
	}
}

const server = await startRedis({ appendonly: "yes", appendfsync: "everysec" });
const store = await redisStore({ url: server.url });
const began = performance.now();
await fill(store, pending - due, () => store.now() + hourMs);
const seconds = (performance.now() - began) / 1_000;
const first = store.now() + Math.max(3_000, (4 * 1_000 * seconds * due) / pending);
const dueAt = (number: number): number => first + ((number - pending) * 1_000) / due;
await fill(store, due, dueAt, pending);
if (store.now() > first) throw new Error("The machine is too busy: some were due before all were written");

const handoff = createHandoff({ bot: { id: "user", displayName: "Bot" }, store, logger: silentLogger });
// Looking on would take time from what is looked at.
await sleep(dueAt(pending + due) - store.now() + 2_000);
const lateness = await Promise.all(
	Array.from({ length: due }, async (_, index) => {
		const number = pending + index;
		return (await endOf(store, keyOf(number))) - dueAt(number);
	}),
);
const sorted = lateness.sort((one, other) => one - other);
const at = (share: number): string =>
	String(Math.round(sorted[Math.min(due - 1, Math.floor(share * due))] ?? 0));
console.log(
	`${pending} timers pending, ${due} of them due within one second, each took effect once: earliest ${at(0)} ms, median ${at(0.5)} ms, latest ${at(1)} ms after it was due`,
);
await handoff.stop();
await store.close();
await server.stop();
