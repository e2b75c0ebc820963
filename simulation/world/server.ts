import { type Bridge, createBridge } from "@baton/agent-bridge";
import {
	type Activity,
	type ActivityLike,
	type AppId,
	asksForHuman,
	confidenceGate,
	createHandoff,
	type Gate,
	type Handoff,
	type Logger,
	textRecognizer,
} from "@baton/core";
import { transition as shippedTransition } from "../../packages/core/src/control/table.js";
import { countCells } from "../tally/cells.js";
import { beginLife, type Life } from "../time/life.js";
import { createBot, type OnFailure } from "./bot.js";
import { createButtons } from "./buttons.js";
import type { SimulatedChannel } from "./channel.js";
import { type SimulatedAdapter, simulatedAdapter } from "./host.js";
import { openProcessStore } from "./process-store.js";
import type { World } from "./world.js";

/** One process: the shipped core and bridge, and a bot. */
export interface Server {
	readonly name: string;
	readonly bot: string;
	readonly life: Life;
	readonly handoff: Handoff;
	readonly bridge: Bridge;
	readonly adapter: SimulatedAdapter;
	/** Takes a webhook; resolves when it may be acknowledged. */
	receive(activity: Activity): Promise<unknown>;
	/** Messages that are being worked on, by id, with the time at which they came. */
	readonly open: ReadonlyMap<string, number>;
}

export interface ServerOptions {
	readonly name: string;
	readonly bot: string;
	readonly channel: SimulatedChannel;
	readonly onBotFailure: OnFailure;
}

export const heartbeatMs = 15_000;
export const appSecret = "a secret of the simulation";

const asks = asksForHuman();

export function startServer(world: World, { name, bot, channel, onBotFailure }: ServerOptions): Server {
	const { plan, tally, composition, scheduler } = world;
	const life = beginLife(scheduler);
	const random = world.random.fork(`${name} ${scheduler.now()}`);
	const store = openProcessStore(world, life);
	const options = plan.via === "channel" ? { channels: { sim: channel.channelFor(life) } } : {};
	const handoff: Handoff = createHandoff(
		{
			bot: { id: bot, displayName: `${bot} bot` },
			apps: world.roles.map(({ people: _, ...role }) => role),
			...{ store, clock: life.clock, asksForHuman: asks, policy: plan.policy, appLeaseMs: plan.appLeaseMs },
			...options,
			postbacks: createButtons({
				world,
				life,
				cancel: (key, id) => handoff.submit(key, { type: "cancel", id }),
			}),
			gate: plan.gate ? doubtfulGate() : undefined,
			limits: { botMs: 8_000, recognizerMs: 2_000 },
			isAvailable: (app) => !world.away.has(app),
			logger: watchfulLogger(world, name),
			logMessages: true,
			newId: idsFrom(name, random.whole(0, 2 ** 40)),
		},
		{
			decide: composition.decide,
			transition: countCells(composition.transition ?? shippedTransition, tally),
			sendTimeoutMs: plan.sendTimeoutMs,
			laneLeaseMs: plan.laneLeaseMs,
			sweepMs: 20_000,
			random: random.next,
		},
	);
	const adapter = simulatedAdapter((activity) => channel.sendRaw(life, activity));
	adapter.use(handoff);
	const run = createBot(world, life, onBotFailure);
	handoff.host({ adapter, run });
	handoff.appArrived("inbox" as AppId);
	const bridge = createBridge({
		handoff,
		authenticate: (_, secret) => secret === appSecret,
		ticketKey: "a key of the simulation",
		limits: { heartbeatMs, sweepEveryMs: 20_000, unacknowledged: 8 },
		onError(error) {
			if (isOfTheStore(error)) return;
			world.court.accuse(
				0,
				undefined,
				`The bridge of ${name} says: ${error instanceof Error ? error.stack : error}`,
			);
		},
	});
	world.story.tell(undefined, () => `${name} starts`);
	const open = new Map<string, number>();
	let requests = 0;
	return {
		...{ name, bot, life, handoff, bridge, adapter, open },
		receive(activity) {
			requests += 1;
			const id = `${activity.id} (${requests})`;
			open.set(id, scheduler.now());
			const end = (): void => void open.delete(id);
			const isTurn = plan.intake === "receive" && activity.type === "message";
			if (!isTurn) {
				const processing = adapter.processActivity(activity as ActivityLike, run);
				processing.then(end, end);
				return processing;
			}
			const receiving = handoff.receive(activity as ActivityLike);
			receiving.then(({ done }) => done.then(end, end), end);
			return receiving;
		},
	};
}

/** Unique in the whole episode, and the same whenever the episode is told again. */
function idsFrom(name: string, start: number): () => string {
	let count = 0;
	return () => {
		count += 1;
		return `${name}-${start.toString(36)}-${count.toString(36)}`;
	};
}

/** Sure of most, nearly sure of some, and now and then it fails. */
function doubtfulGate(): Gate {
	const recognizer = textRecognizer((text) => {
		const number = Number(/ (\d+)»/.exec(text)?.[1] ?? 0);
		if (number % 17 === 0) throw new Error("The recognizer is broken");
		const confidence = number % 5 === 0 ? 0.3 : number % 7 === 0 ? 0.55 : 0.9;
		const intents = [
			{ intent: "shipping", confidence },
			{ intent: "returns", confidence: confidence / 3 },
		];
		return { text, intents };
	});
	return confidenceGate({ recognizer });
}

/** What the core may complain of without anything being wrong with it. */
const expected: ReadonlySet<string> = new Set([
	"bot-failed",
	"invalid-postback",
	"recognizer-failed",
	"resumed-turn-failed",
]);

function watchfulLogger({ court, story, tally }: World, name: string): Logger {
	return {
		error(event, { error, conversation }) {
			tally.count("deed", `logged: ${event}`);
			const words = `${name} logs ${event} of ${conversation}: ${JSON.stringify(error)}`;
			story.tell(undefined, () => words);
			if (!expected.has(event) && !isOfTheStore(error)) court.accuse(0, undefined, words);
		},
		warn() {},
		info() {},
	};
}

/** The simulated store is to blame, and not the core. */
function isOfTheStore(error: unknown): boolean {
	return typeof error === "object" && error !== null && "code" in error && error.code === "store-failed";
}
