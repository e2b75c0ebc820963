import { type Conversation, memoryStore, type Store } from "@baton/core";
import { redisStore } from "@baton/core/redis";
import type { ConnectionEvents } from "../../packages/core/src/store/redis/connection.js";
import { parseState } from "../../packages/core/src/store/redis/state.js";
import { isStoreFailure } from "../../packages/core/src/store-failure.js";
import { type Life, never } from "../time/life.js";
import type { Random } from "../time/random.js";
import type { World } from "../world/world.js";
import { connectionTo, type Passage } from "./connection.js";
import { createRedis } from "./redis.js";

/** The Redis of one episode, and the ways to it. */
export interface RedisServer {
	/** The shipped store as one process has it: through a network, and only as long as it lives. */
	open(life: Life): Store;
	/** The same for whoever must know what is true: nothing comes in between. */
	openOwn(): Store;
	/** Every connection is lost; for so long none is made. Then there may be another server with the same data. */
	goAway(ms: number): void;
}

type Fate = "ok" | "fails" | "answerLost";

const awayError = "Socket closed unexpectedly";
const openAgainMs = 200;

/** How far the clocks of two servers are apart at most, in milliseconds. */
const mostAheadMs = 2_000;

export function startRedis(world: World, random: Random): RedisServer {
	const { scheduler, tally, history, plan } = world;
	const written: Conversation[] = [];
	const redis = createRedis(
		() => scheduler.now() + ahead,
		(key, text) => {
			if (key.includes("}:s:")) written.push(parseState(text));
		},
	);
	const lines = new Set<ConnectionEvents>();
	let outages = 0;
	let ahead = 0;
	let own: Store | undefined;

	/** Whatever a script has written is so from then on, whoever lives to hear of it. */
	function execute(run: () => unknown): unknown {
		const reply = run();
		for (const conversation of written.splice(0)) history.seen(conversation);
		return reply;
	}

	function passageOf(life: Life): Passage {
		const delay = (): number => (random.chance(0.03) ? random.whole(5, 400) : random.whole(0, 3));
		const fateOf = (): Fate => {
			if (scheduler.now() < world.storeAwayUntil) return "fails";
			if (world.calm || !random.chance(plan.storeTrouble)) return "ok";
			return random.chance(0.5) ? "fails" : "answerLost";
		};
		return (run) => {
			if (!life.alive) return never();
			const fate = fateOf();
			if (fate !== "ok")
				tally.count("fault", fate === "fails" ? "redis: a command is lost" : "redis: an answer is lost");
			return new Promise((resolve, reject) => {
				const outage = outages;
				const answer = (action: () => void): unknown => scheduler.after(delay(), action, life);
				const lose = (): void => reject(new Error(awayError));
				if (fate === "fails") return void answer(lose);
				scheduler.after(delay(), () => {
					if (outage !== outages) return void answer(lose);
					const settle = attempt(() => execute(run), resolve, reject);
					answer(() => (fate === "ok" && outage === outages ? settle() : lose()));
				});
			});
		};
	}

	async function openFor(life: Life): Promise<Store> {
		for (;;) {
			try {
				const connect = connectionTo(redis, passageOf(life), lines);
				return await redisStore({ connect, partitions: 8, clock: life.clock });
			} catch (error) {
				if (!isStoreFailure(error)) throw error;
				await new Promise<void>((resolve) => void scheduler.after(openAgainMs, resolve, life));
			}
		}
	}

	return {
		open(life) {
			const opening = openFor(life);
			let opened: Store | undefined;
			opening.then(
				(store) => {
					opened = store;
				},
				(error: unknown) => world.court.accuse(0, undefined, `The store does not open: ${error}`),
			);
			return late(opening, () => opened?.now() ?? scheduler.now());
		},
		openOwn() {
			own ??= late(
				redisStore({
					connect: connectionTo(redis, async (run) => run(), lines),
					partitions: 8,
					clock: { now: scheduler.now, after: () => () => {} },
				}),
				scheduler.now,
			);
			return own;
		},
		goAway(ms) {
			outages += 1;
			tally.count("fault", "redis: every connection is lost");
			if (random.chance(0.5)) {
				tally.count("fault", "redis: a failover, to a server with another clock");
				redis.restart(redis.save());
				ahead = random.whole(-mostAheadMs, mostAheadMs);
			}
			scheduler.after(ms, () => {
				for (const line of lines) line.onChange();
			});
		},
	};
}

/** What is to be told: an answer, or what went wrong. */
function attempt(
	run: () => unknown,
	resolve: (reply: unknown) => void,
	reject: (error: unknown) => void,
): () => void {
	try {
		const reply = run();
		return () => resolve(reply);
	} catch (error) {
		return () => reject(error);
	}
}

/** A store that is not open yet: whoever asks waits. */
function late(opening: Promise<Store>, now: () => number): Store {
	const names = Object.keys(memoryStore()) as (keyof Store)[];
	const waiting =
		(name: keyof Store) =>
		(...given: readonly unknown[]) =>
			opening.then((store) => (store[name] as (...given: readonly unknown[]) => unknown)(...given));
	const all = Object.fromEntries(names.map((name) => [name, waiting(name)]));
	return {
		...all,
		now,
		onBell(listener: Parameters<NonNullable<Store["onBell"]>>[0]) {
			let unhear = (): void => {};
			opening.then(
				(store) => {
					unhear = store.onBell?.(listener) ?? unhear;
				},
				() => {},
			);
			return () => unhear();
		},
	} as Store;
}
