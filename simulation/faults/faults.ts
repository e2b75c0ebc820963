import type { Random } from "../time/random.js";
import type { SimulatedChannel } from "../world/channel.js";
import type { Desk } from "../world/desk.js";
import type { Fleet } from "../world/fleet.js";
import type { Habits } from "../world/habits.js";
import type { Network } from "../world/network.js";
import { repeatedly, type World } from "../world/world.js";
import { interruptions } from "./interruptions.js";
import { outerFaults } from "./outer-faults.js";
import { processFaults } from "./process-faults.js";

export interface FaultOptions {
	readonly world: World;
	readonly random: Random;
	readonly fleet: Fleet;
	readonly network: Network;
	readonly channel: SimulatedChannel;
	readonly desks: readonly Desk[];
}

export type Faults<Name extends keyof Habits["fault"]> = Readonly<Record<Name, () => void>>;

/** Whatever may happen to anybody, at any time. */
export function startFaults(options: FaultOptions): void {
	const { world, random, channel } = options;
	const { faultEveryMs, fault } = world.plan.habits;
	const faults: Faults<keyof Habits["fault"]> = {
		...processFaults(options),
		...outerFaults(options),
		...interruptions(options),
	};
	repeatedly(world, faultEveryMs, () => faults[random.weighted(fault)]());

	/** At a random moment nobody sends: so this waits for one in which somebody does. */
	repeatedly(world, faultEveryMs * 12, () => {
		const end = world.scheduler.now() + 5_000;
		const look = (): void => {
			if (world.calm || world.scheduler.now() > end) return;
			if ([...channel.underWay].some(({ alive }) => alive)) faults.crashWhileSending();
			else world.scheduler.after(7, look);
		};
		look();
	});
}
