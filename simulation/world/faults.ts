import type { AppId, CommandId, Human, PersonId } from "@baton/core";
import { sayProactively } from "./bot.js";
import type { SimulatedChannel } from "./channel.js";
import type { Desk } from "./desk.js";
import type { Fleet } from "./fleet.js";
import type { Network } from "./network.js";
import type { Server } from "./server.js";
import { repeatedly, type Talk, type World } from "./world.js";

export interface FaultOptions {
	readonly fleet: Fleet;
	readonly network: Network;
	readonly channel: SimulatedChannel;
	readonly desks: readonly Desk[];
}

type Fault = keyof World["plan"]["habits"]["fault"];

const inboxHuman: Human = { id: "ines" as PersonId, displayName: "Ines" };

/** Whatever may happen to anybody, at any time. */
export function startFaults(world: World, { fleet, network, channel, desks }: FaultOptions): void {
	const { plan, tally, scheduler, story } = world;
	const random = world.random.fork("faults");
	let count = 0;

	/** In the midst of whatever is going on, if the process still lives then. */
	function afterSteps(action: () => void): void {
		const end = scheduler.steps + random.whole(1, 60);
		world.afterStep = () => {
			if (scheduler.steps < end) return;
			world.afterStep = undefined;
			action();
		};
	}

	function crash(server: Server | undefined, name: string): void {
		if (server?.life.alive !== true || world.calm) return;
		tally.count("fault", name);
		fleet.crash(server);
		fleet.startLater(server, random.chance(0.3) ? random.whole(5_000, 40_000) : random.whole(50, 4_000));
	}

	function anyServer(): Server | undefined {
		return fleet.alive.length === 0 ? undefined : random.pick(fleet.alive);
	}

	function freeze({ life }: Server, ms: number): void {
		life.freeze(ms);
		for (const connection of network.connections) if (connection.server === life) connection.pause(ms);
	}

	function powerCut(): void {
		tally.count("fault", "power cut");
		for (const server of [...fleet.alive]) {
			fleet.crash(server);
			fleet.startLater(server, random.whole(500, 8_000));
		}
		world.disk?.crash();
	}

	function deskDies(): void {
		const living = desks.filter(({ life }) => life.alive);
		if (living.length === 0) return;
		const desk = random.pick(living);
		tally.count("fault", "desk: dies");
		desk.die();
		scheduler.after(
			random.chance(0.4) ? random.whole(plan.appLeaseMs, 90_000) : random.whole(100, 15_000),
			() => !world.calm && desk.start(),
		);
	}

	function anyConnection() {
		const open = [...network.connections];
		return open.length === 0 ? undefined : random.pick(open);
	}

	/** A human answers from the platform's own inbox: the platform shows it, and tells us. */
	function inbox(): void {
		const talk: Talk = random.pick(world.talks);
		const server = fleet.alive.find(({ bot }) => bot === talk.bot);
		if (server === undefined) return;
		count += 1;
		const id = `inbox:${count}` as CommandId;
		const take = { type: "takeOver", id, app: "inbox" as AppId, human: inboxHuman } as const;
		fleet.inboxTook(talk);
		story.tell(talk.key, () => "somebody answers from the platform's own inbox");
		tally.count("fault", "inbox: a human answers there");
		scheduler.after(
			random.whole(5, 300),
			() => {
				server.handoff
					.submit(talk.key, take)
					.then((outcome) => {
						if (outcome.status !== "done") return;
						const { epoch } = outcome;
						const release = { type: "release", app: "inbox" as AppId, human: inboxHuman, epoch } as const;
						const again = (): void => {
							server.handoff.submit(talk.key, release).catch(ignore);
						};
						server.life.clock.after(random.whole(1_000, 60_000), again);
					})
					.catch(ignore);
			},
			server.life,
		);
	}

	function proactive(): void {
		const server = anyServer();
		const talks = world.talks.filter(({ bot }) => bot === server?.bot);
		if (server === undefined || talks.length === 0) return;
		const talk = random.pick(talks);
		tally.count("deed", "bot: speaks of its own accord");
		const reference = {
			channelId: "sim",
			conversation: { id: talk.nick },
			user: { id: talk.user },
			bot: { id: talk.page },
		};
		server.adapter
			.continueConversation(reference, (context: never) => sayProactively(world, talk, context))
			.catch((error: unknown) =>
				world.court.accuse(0, talk.key, `Speaking proactively failed: ${String(error)}`),
			);
	}

	function operatorCloses(): void {
		const server = anyServer();
		if (server === undefined) return;
		const talk = random.pick(world.talks);
		tally.count("deed", "operator: closes");
		server.handoff.submit(talk.key, { type: "close", why: "operator" }).catch(ignore);
	}

	const faults: Readonly<Record<Fault, () => void>> = {
		crash: () => crash(anyServer(), "crash of a process"),
		powerCut,
		freeze() {
			const server = anyServer();
			if (server === undefined) return;
			tally.count("fault", "freeze of a process");
			const ms = random.pick([300, 3_000, 7_000, 25_000]);
			story.tell(undefined, () => `${server.name} freezes for ${ms} ms`);
			freeze(server, ms);
		},
		deskDies,
		cut() {
			const connection = anyConnection();
			if (connection === undefined) return;
			tally.count("fault", "connection: cut");
			story.tell(undefined, () => `the connection of ${connection.app} is cut`);
			connection.cut();
		},
		halfOpen() {
			const connection = anyConnection();
			if (connection === undefined) return;
			tally.count("fault", "connection: silent");
			story.tell(undefined, () => `the connection of ${connection.app} goes silent`);
			connection.goSilent();
		},
		everybodyAway() {
			tally.count("fault", "desk: everybody is away");
			for (const { id } of world.roles) world.away.add(id);
			scheduler.after(random.whole(5_000, 40_000), () => world.away.clear());
		},
		crashWhileSending() {
			const sending = [...channel.underWay].find((life) => life.alive);
			crash(
				fleet.alive.find(({ life }) => life === sending),
				"crash of a process that sends",
			);
		},
		crashSoon() {
			const server = anyServer();
			if (server !== undefined)
				afterSteps(() => crash(server, "crash of a process, any number of steps later"));
		},
		freezeSoon() {
			const server = anyServer();
			const ms = random.pick([2_000, 6_000, 12_000, 40_000]);
			if (server === undefined) return;
			afterSteps(() => {
				tally.count("fault", "freeze of a process, any number of steps later");
				story.tell(undefined, () => `${server.name} freezes for ${ms} ms`);
				freeze(server, ms);
			});
		},
		suspend() {
			const ms = random.pick([60_000, 600_000, 3_600_000]);
			tally.count("fault", "suspension of the whole machine");
			story.tell(undefined, () => `the machine is suspended for ${ms} ms`);
			for (const server of fleet.alive) freeze(server, ms);
		},
		storeOutage() {
			if (plan.store !== "remote" || plan.storeTrouble === 0) return;
			const ms = random.pick([50, 500, 4_000, 30_000]);
			tally.count("fault", "store: away for a while");
			story.tell(undefined, () => `the store is away for ${ms} ms`);
			world.storeAwayUntil = scheduler.now() + ms;
		},
		inbox,
		proactive,
		operatorCloses,
	};

	repeatedly(world, plan.habits.faultEveryMs, () => faults[random.weighted(plan.habits.fault)]());
	watchForSending();

	/** Crashes while something is sent are rare at random moments: this looks for one often. */
	function watchForSending(): void {
		repeatedly(world, plan.habits.faultEveryMs * 4, () => {
			const started = scheduler.now();
			const look = (): void => {
				if (world.calm || scheduler.now() - started > 5_000) return;
				if ([...channel.underWay].some((life) => life.alive)) faults.crashWhileSending();
				else scheduler.after(7, look);
			};
			if (random.chance(0.3)) look();
		});
	}
}

/** The store may be away: whoever wanted something then tries again another time. */
function ignore(): void {}
