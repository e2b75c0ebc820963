import type { Life } from "../time/life.js";
import type { Random } from "../time/random.js";
import type { World } from "./world.js";

/** One direction: what goes in comes out in order, some time later. */
export interface Pipe {
	/** `mayTwice` where it may come out twice. */
	put(action: () => void, mayTwice?: boolean): void;
	/** What has not come out yet never does. */
	drop(): void;
}

export function openPipe(world: World, random: Random, owner: Life): Pipe {
	const { scheduler, plan, tally } = world;
	const queue: (() => void)[] = [];
	let last = 0;

	function pass(action: () => void): void {
		const isLate = !world.calm && random.chance(0.02);
		if (isLate) tally.count("fault", "frame: late");
		const at = scheduler.now() + (isLate ? random.whole(50, 4_000) : random.whole(1, 25));
		last = Math.max(last, at);
		queue.push(action);
		scheduler.after(last - scheduler.now(), () => queue.shift()?.(), owner);
	}

	return {
		put(action, mayTwice = false) {
			pass(action);
			if (!mayTwice || !plan.twins || world.calm || !random.chance(0.05)) return;
			tally.count("fault", "frame: twice");
			pass(action);
		},
		drop: () => void queue.splice(0),
	};
}
