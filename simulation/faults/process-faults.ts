import type { Server } from "../world/server.js";
import type { FaultOptions, Faults } from "./faults.js";

type ProcessFault =
	| "crash"
	| "crashSoon"
	| "crashWhileSending"
	| "powerCut"
	| "stop"
	| "freeze"
	| "freezeSoon"
	| "suspend";

/** What may happen to the processes on our side. */
export function processFaults({
	world,
	random,
	fleet,
	network,
	channel,
}: FaultOptions): Faults<ProcessFault> {
	const { scheduler, story, tally } = world;

	function crash(server: Server | undefined, name: string): void {
		if (server?.life.alive !== true || world.calm) return;
		tally.count("fault", name);
		fleet.crash(server);
		fleet.startLater(server, random.chance(0.3) ? random.whole(5_000, 40_000) : random.whole(50, 4_000));
	}

	function freeze(server: Server | undefined, name: string, ms: number): void {
		if (server?.life.alive !== true || world.calm) return;
		tally.count("fault", name);
		story.tell(undefined, () => `${server.name} freezes for ${ms} ms`);
		server.life.freeze(ms);
		for (const connection of network.connections) if (connection.server === server.life) connection.pause(ms);
	}

	/** In the midst of whatever is going on. */
	function afterSteps(action: () => void): void {
		const end = scheduler.steps + random.whole(1, 60);
		world.afterStep = () => {
			if (scheduler.steps < end) return;
			world.afterStep = undefined;
			action();
		};
	}

	return {
		crash: () => crash(fleet.any(random), "crash of a process"),
		crashSoon() {
			const server = fleet.any(random);
			afterSteps(() => crash(server, "crash of a process, any number of steps later"));
		},
		crashWhileSending() {
			const sending = fleet.alive.find(({ life }) => channel.underWay.has(life));
			crash(sending, "crash of a process that sends");
		},
		powerCut() {
			tally.count("fault", "power cut");
			for (const server of [...fleet.alive, ...fleet.stopping]) {
				fleet.crash(server);
				fleet.startLater(server, random.whole(500, 8_000));
			}
			world.disk?.crash();
		},
		/** As a new version is brought in. */
		stop() {
			const server = fleet.any(random);
			if (server === undefined || world.calm) return;
			tally.count("fault", "clean stop of a process");
			fleet.stop(server, random.whole(50, 4_000));
		},
		freeze: () => freeze(fleet.any(random), "freeze of a process", random.pick([300, 3_000, 7_000, 25_000])),
		freezeSoon() {
			const server = fleet.any(random);
			const ms = random.pick([2_000, 6_000, 12_000, 40_000]);
			afterSteps(() => freeze(server, "freeze of a process, any number of steps later", ms));
		},
		suspend() {
			const ms = random.pick([60_000, 600_000, 3_600_000]);
			for (const server of fleet.alive) freeze(server, "suspension of the whole machine", ms);
		},
	};
}
