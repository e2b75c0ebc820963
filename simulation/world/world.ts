import type { ConversationKey, Human, Store } from "@baton/core";
import type { Transition } from "../../packages/core/src/control/table.js";
import type { Decide } from "../../packages/core/src/conversation/decide.js";
import type { MemoryData } from "../../packages/core/src/store/memory-data.js";
import type { MemoryDisk } from "../../packages/core/src/store/memory-disk.js";
import type { Court } from "../promises/court.js";
import type { RedisServer } from "../redis/server.js";
import type { Tally } from "../tally/tally.js";
import type { Life } from "../time/life.js";
import type { Random } from "../time/random.js";
import type { Scheduler } from "../time/scheduler.js";
import type { History } from "./history.js";
import type { Plan } from "./plan.js";
import type { Story } from "./story.js";
import type { Words } from "./words.js";

/** Parts of the shipped composition that a mutant puts broken ones in the place of. */
export interface Composition {
	readonly decide?: Decide | undefined;
	readonly transition?: Transition | undefined;
	readonly store?: ((store: Store) => Store) | undefined;
}

/** One conversation of one user, as the simulation knows it. */
export interface Talk {
	readonly nick: string;
	readonly key: ConversationKey;
	readonly bot: string;
	readonly page: string;
	readonly user: string;
}

/** A desk or another bot, as the simulation plays it. */
export interface Role {
	readonly id: string;
	readonly kind: "human" | "bot";
	readonly displayName: string;
	readonly personal: boolean;
	readonly offered: boolean;
	readonly bots: readonly string[];
	readonly people: readonly Human[];
}

/** Everything that the parts of one episode share. */
export interface World {
	readonly plan: Plan;
	readonly scheduler: Scheduler;
	readonly random: Random;
	readonly tally: Tally;
	readonly story: Story;
	readonly court: Court;
	readonly words: Words;
	readonly history: History;
	readonly composition: Composition;
	readonly talks: readonly Talk[];
	readonly roles: readonly Role[];
	/** What survives the end of a process. */
	readonly memory: MemoryData;
	readonly disk: MemoryDisk | undefined;
	redis: RedisServer | undefined;
	/** Apps where nobody is there to be asked. */
	readonly away: Set<string>;
	/** Until when the store cannot be reached, epoch milliseconds. */
	storeAwayUntil: number;
	/** Called after every step. */
	afterStep: (() => void) | undefined;
	/** Whether nothing new goes wrong any more, and nobody begins anything. */
	calm: boolean;
}

export function talkOf({ talks }: World, key: string): Talk | undefined {
	return talks.find((talk) => talk.key === key);
}

/** Does something again and again, at random times, until the world calms down or the life ends. */
export function repeatedly(world: World, meanMs: number, action: () => void, life?: Life): void {
	const { scheduler, random } = world;
	const wait = (): number => -Math.log(1 - random.next()) * meanMs;
	const again = (): void => {
		if (world.calm) return;
		action();
		scheduler.after(wait(), again, life);
	};
	scheduler.after(wait(), again, life);
}
