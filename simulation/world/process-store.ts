import { BatonError, type Store } from "@baton/core";
import { diskStore } from "../../packages/core/src/store/disk-store.js";
import { memoryStore } from "../../packages/core/src/store/memory.js";
import type { MemoryDisk } from "../../packages/core/src/store/memory-disk.js";
import { type Life, never } from "../time/life.js";
import { watchedStore } from "./watched-store.js";
import type { World } from "./world.js";

/** The store as one process has it: it dies with the process, and its network or disk takes time. */
export function openProcessStore(world: World, life: Life): Store {
	const { disk, redis, history, composition } = world;
	const own = redis === undefined ? openStore(world, disk && mortalDisk(disk, life)) : redis.open(life);
	const watched = watchedStore(own, history, redis?.openOwn() ?? own);
	const composed = composition.store?.(watched) ?? watched;
	return world.plan.store === "remote" ? remoteStore(world, composed, life) : mortalStore(composed, life);
}

/** The store as it is, for whoever must know what is true. */
export function openOwnStore(world: World): Store {
	return world.redis?.openOwn() ?? openStore(world, world.disk);
}

function openStore({ scheduler, memory }: World, disk: MemoryDisk | undefined): Store {
	const clock = { now: scheduler.now };
	return disk === undefined ? memoryStore({ clock, data: memory }) : diskStore({ disk, clock });
}

/** A process that was killed leaves nothing half done: what it waits for never comes. */
function mortalDisk(disk: MemoryDisk, life: Life): MemoryDisk {
	return { ...disk, commit: (batch) => (life.alive ? life.lived(disk.commit(batch)) : never()) };
}

type Call = (...given: readonly never[]) => unknown;

/** Each function of the store, put through `through`. */
function mapStore(store: Store, through: (name: string, call: Call) => Call): Store {
	const mapped = Object.entries(store).map(([name, call]) => [
		name,
		name === "now" ? call : through(name, call as Call),
	]);
	return Object.fromEntries(mapped) as Store;
}

function mortalStore(store: Store, life: Life): Store {
	return mapStore(
		store,
		(_, call) =>
			(...given) =>
				life.alive ? call(...given) : never(),
	);
}

/** A request that has left arrives, even if its sender dies meanwhile; then nobody hears the answer. */
function remoteStore(world: World, store: Store, life: Life): Store {
	const { scheduler, tally } = world;
	const random = world.random.fork(`store of ${life.startedAt}`);
	const delay = (): number => (random.chance(0.03) ? random.whole(5, 400) : random.whole(0, 3));

	function fateOf(): Fate {
		if (world.calm) return "ok";
		if (scheduler.now() < world.storeAwayUntil) return "fails";
		if (!random.chance(world.plan.storeTrouble)) return "ok";
		return random.chance(0.5) ? "fails" : "answerLost";
	}

	return mapStore(store, (name, call) => (...given) => {
		if (!life.alive) return never();
		return new Promise((resolve, reject) => {
			const fate = fateOf();
			const failed = fate === "ok" ? undefined : new BatonError("store-failed", `Cannot ${name}: it is away`);
			const fail = (): void => reject(failed);
			const answer = (action: () => void): unknown => scheduler.after(delay(), action, life);
			if (fate !== "ok") tally.count("fault", fate === "fails" ? "store: fails" : "store: an answer is lost");
			if (fate === "fails") {
				answer(fail);
				return;
			}
			scheduler.after(delay(), () => {
				Promise.resolve(call(...given)).then(
					(value) => answer(fate === "ok" ? () => resolve(value) : fail),
					(error: unknown) => answer(() => reject(error)),
				);
			});
		});
	});
}

type Fate = "ok" | "fails" | "answerLost";
