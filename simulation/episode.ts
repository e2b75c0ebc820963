import type { ConversationKey } from "@baton/core";
import { memoryData } from "../packages/core/src/store/memory-data.js";
import { memoryDisk } from "../packages/core/src/store/memory-disk.js";
import { startFaults } from "./faults/faults.js";
import { employPeople } from "./people/people.js";
import { openCourt, type Violation } from "./promises/court.js";
import { watchDelivery } from "./promises/delivery.js";
import { watchDesks } from "./promises/desks.js";
import { watchLog } from "./promises/log.js";
import { watchSettling } from "./promises/settling.js";
import { watchVoice } from "./promises/voice.js";
import { startRedis } from "./redis/server.js";
import { watchRaces } from "./tally/races.js";
import { createTally, type Tally } from "./tally/tally.js";
import { seededRandom } from "./time/random.js";
import { createScheduler } from "./time/scheduler.js";
import { makeRoles, makeTalks } from "./world/cast.js";
import { openChannel } from "./world/channel.js";
import { createDesk } from "./world/desk.js";
import { createFleet } from "./world/fleet.js";
import { createHistory } from "./world/history.js";
import { openNetwork } from "./world/network.js";
import { makePlan, type Plan, type StoreKind } from "./world/plan.js";
import { openOwnStore } from "./world/process-store.js";
import { heartbeatMs } from "./world/server.js";
import { noStory, openStory } from "./world/story.js";
import { startUser } from "./world/user.js";
import { openWebhooks } from "./world/webhooks.js";
import { createWords } from "./world/words.js";
import type { Composition, World } from "./world/world.js";

export interface EpisodeOptions {
	readonly seed: string;
	/** A cell, race or fault to drive towards. */
	readonly goal?: string | undefined;
	readonly stores: readonly StoreKind[];
	readonly composition?: Composition | undefined;
	readonly activeSteps?: number | undefined;
	/** Whether a story is kept, to be told if something is wrong. */
	readonly narrate?: boolean | undefined;
}

export interface EpisodeResult {
	readonly steps: number;
	readonly virtualMs: number;
	readonly tally: Tally;
	readonly violations: readonly Violation[];
	readonly plan: Plan;
	story(key: ConversationKey | undefined, limit: number): readonly string[];
}

const start = Date.UTC(2026, 0, 5, 9);
const minute = 60_000;

/** One run of everything from a seed: people and processes at work, with faults, until all is quiet again. */
export async function runEpisode(options: EpisodeOptions): Promise<EpisodeResult> {
	const { seed, goal, stores, composition = {}, activeSteps = 3_000, narrate = false } = options;
	const random = seededRandom(seed);
	const scheduler = createScheduler(random.fork("order"), start);
	const tally = createTally();
	const court = openCourt(scheduler);
	const plan = makePlan(random.fork("plan"), { stores, goal, activeSteps });
	const flush = random.fork("flush");
	const world: World = {
		...{ plan, scheduler, random, tally, court, composition },
		story: narrate ? openStory(scheduler) : noStory,
		words: createWords(),
		history: createHistory(),
		talks: makeTalks(plan),
		roles: makeRoles(plan),
		memory: memoryData(),
		disk:
			plan.store === "embedded"
				? memoryDisk({ flush: () => new Promise((done) => scheduler.after(flush.whole(0, 12), done)) })
				: undefined,
		redis: undefined,
		away: new Set(),
		storeAwayUntil: 0,
		afterStep: undefined,
		calm: false,
	};

	if (plan.store === "redis") world.redis = startRedis(world, random.fork("redis"));
	watchLog(world);
	const channel = openChannel(world);
	const fleet = createFleet(world, {
		channel,
		onBotFailure: (talk, activity, life) => settling.botFailed(talk, activity, life),
	});
	const network = openNetwork(world);
	const store = openOwnStore(world);
	const webhooks = openWebhooks(world, {
		serversOf: (bot) => fleet.alive.filter((server) => server.bot === bot),
		look: store.load,
	});
	const desks = world.roles
		.filter(({ id }) => id !== "inbox")
		.map((role) =>
			createDesk(world, {
				role,
				network,
				endpoints: () => fleet.alive.filter((each) => role.bots.includes(each.bot)),
			}),
		);
	const voice = watchVoice(world);
	const delivery = watchDelivery(world);
	const people = watchDesks(world, { desks, network, look: store.load });
	const settling = watchSettling(world, { webhooks, network, servers: () => fleet.alive });
	channel.listen((arrival) => {
		voice.arrived(arrival);
		delivery.arrived(arrival);
	});
	watchRaces(world, { desks, fleet, webhooks });

	for (let index = 1; index <= plan.processes; index += 1) fleet.start(`p${index}`, "shop");
	if (world.talks.some(({ bot }) => bot === "bank")) fleet.start("b1", "bank");
	for (const desk of desks) employPeople(world, desk);
	for (const desk of desks) desk.start();
	for (const talk of world.talks) startUser(world, talk, webhooks);
	startFaults({ world, random: random.fork("faults"), fleet, network, channel, desks });

	const onUnhandled = (error: unknown): void =>
		court.accuse(
			0,
			undefined,
			`Nobody handles a rejection: ${error instanceof Error ? error.stack : String(error)}`,
		);
	process.on("unhandledRejection", onUnhandled);
	try {
		await runWhile(world, () => scheduler.steps < plan.activeSteps);
		if (court.violations.length === 0) await settle();
	} finally {
		process.off("unhandledRejection", onUnhandled);
	}
	return {
		steps: scheduler.steps,
		virtualMs: scheduler.now() - start,
		...{ tally, plan },
		violations: court.violations,
		story: world.story.about,
	};

	/** No new faults, nobody begins anything; half of the time the desks are gone. Then everything must settle. */
	async function settle(): Promise<void> {
		world.calm = true;
		world.away.clear();
		fleet.startAll();
		await runFor(world, Math.max(0, ...fleet.alive.map(({ life }) => life.frozenUntil - scheduler.now())));
		if (random.chance(0.5)) {
			for (const desk of desks) desk.die();
			await runFor(world, 3 * heartbeatMs + 2 * plan.appLeaseMs);
			if (court.violations.length === 0) settling.checkLeases();
		} else for (const desk of desks) desk.start();
		await runFor(
			world,
			plan.policy.offerExpiryMs + plan.policy.remindAfterMs + plan.policy.releaseAfterMs + 3 * minute,
		);
		if (court.violations.length > 0) return;
		settling.checkControl();
		for (const desk of desks) desk.start();
		await runFor(world, plan.policy.sessionSilenceMs + 2 * minute);
		if (court.violations.length > 0) return;
		for (const key of world.history.chronicles.keys())
			world.history.seen((await store.load(key)).conversation);
		channel.finish();
		voice.end();
		people.end();
		await delivery.end(store);
		await settling.end(store);
	}
}

/** Steps until the condition fails, time runs out, or a promise is broken. Each step runs until nothing is left of it. */
async function runWhile(world: World, condition: () => boolean): Promise<void> {
	const { scheduler, court } = world;
	while (condition() && court.violations.length === 0) {
		try {
			if (!scheduler.step()) return;
		} catch (error) {
			court.accuse(0, undefined, `A timer threw: ${error instanceof Error ? error.stack : String(error)}`);
		}
		await new Promise((resolve) => setImmediate(resolve));
		world.afterStep?.();
	}
}

async function runFor(world: World, ms: number): Promise<void> {
	const { scheduler } = world;
	const end = scheduler.now() + ms;
	let isOver = false;
	scheduler.after(ms, () => {
		isOver = true;
	});
	await runWhile(world, () => !isOver && scheduler.now() <= end);
}
