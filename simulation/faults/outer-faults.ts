import type { Connection } from "../world/connection.js";
import type { FaultOptions, Faults } from "./faults.js";

type OuterFault = "deskDies" | "cut" | "halfOpen" | "everybodyAway" | "storeOutage";

/** What may happen around our processes: to desks, connections and the store. */
export function outerFaults({ world, random, network, desks }: FaultOptions): Faults<OuterFault> {
	const { plan, scheduler, story, tally } = world;

	function onConnection(name: string, how: string, action: (connection: Connection) => void): void {
		const open = [...network.connections];
		if (open.length === 0) return;
		const connection = random.pick(open);
		tally.count("fault", name);
		story.tell(undefined, () => `the connection of ${connection.app} ${how}`);
		action(connection);
	}

	return {
		deskDies() {
			const living = desks.filter(({ life }) => life.alive);
			if (living.length === 0) return;
			const desk = random.pick(living);
			tally.count("fault", "desk: dies");
			desk.die();
			const isLong = random.chance(0.4);
			const awayMs = isLong ? random.whole(plan.appLeaseMs, 90_000) : random.whole(100, 15_000);
			scheduler.after(awayMs, () => !world.calm && desk.start());
		},
		cut: () => onConnection("connection: cut", "is cut", (connection) => connection.cut()),
		halfOpen: () => onConnection("connection: silent", "goes silent", (connection) => connection.goSilent()),
		everybodyAway() {
			tally.count("fault", "desk: everybody is away");
			for (const { id } of world.roles) world.away.add(id);
			scheduler.after(random.whole(5_000, 40_000), () => world.away.clear());
		},
		storeOutage() {
			const isBehindNetwork = plan.store === "remote" || plan.store === "redis";
			if (!isBehindNetwork || plan.storeTrouble === 0) return;
			const ms = random.pick([50, 500, 4_000, 30_000]);
			tally.count("fault", "store: away for a while");
			story.tell(undefined, () => `the store is away for ${ms} ms`);
			world.storeAwayUntil = scheduler.now() + ms;
			world.redis?.goAway(ms);
		},
	};
}
