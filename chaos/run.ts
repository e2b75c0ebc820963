import { redisStore } from "@baton/core/redis";
import { deskApp } from "../samples/scale-out/src/settings.js";
import { type Customer, customerOf } from "../samples/scale-out/src/town/customer.js";
import { openTown } from "../samples/scale-out/src/town/town.js";
import { seededRandom } from "../simulation/time/random.js";
import { type FaultName, injectFault, possibleFaults } from "./faults.js";
import { judge, keyOf, type Verdict } from "./judge.js";
import { append, countIn, type Ledger, noteAcknowledged, noteArrival, openLedger } from "./ledger.js";
import { startOne, startSix } from "./redis.js";

export interface ChaosOptions {
	readonly seed: string;
	readonly durationMs: number;
	/** How many customers write at the same time. */
	readonly customers: number;
	/** The mean time between two faults. */
	readonly faultEveryMs: number;
	/** How long a customer waits before writing again, at most. */
	readonly pauseMs: number;
	/** Of which kinds faults are. Default: all that are possible. */
	readonly kinds?: readonly FaultName[] | undefined;
	/** Whether Redis is a cluster. Default: a single server. */
	readonly isCluster?: boolean | undefined;
	readonly onProgress?: ((progress: Progress) => void) | undefined;
}

interface Progress {
	readonly elapsedMs: number;
	readonly faults: ReadonlyMap<FaultName, number>;
	readonly messages: number;
	readonly arrivals: number;
}

export interface ChaosResult extends Progress, Verdict {
	readonly longestStallMs: number;
	readonly longestAcknowledgmentMs: number;
	readonly repeatsDropped: number;
}

const progressEveryMs = 5_000;
const settleWithinMs = 90_000;

/** Real processes, a real Redis, real connections; everything goes wrong again and again, and then all is judged. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
	const { seed, durationMs, customers, isCluster = false, onProgress } = options;
	const random = seededRandom(seed);
	const chance = (): number => random.next();
	const redis = await (isCluster ? startSix() : startOne());
	const kinds = options.kinds ?? possibleFaults(isCluster);
	const ledger = openLedger();
	const faults = new Map<FaultName, number>();
	const town = await openTown({
		...{ redis: redis.options, bots: 2, bridges: 2, random: chance },
		onArrival: (arrival) => noteArrival(ledger, arrival),
		onChange: () => {},
		agents: {
			onHeard(heard) {
				if ("entryId" in heard) append(ledger.told, conversationOf(heard.conversationId), heard.entryId);
			},
			onSaid: (key, text) => append(ledger.spoken, conversationOf(key), text),
		},
	});
	let started = Date.now();
	const progress = (): Progress => ({
		...{ elapsedMs: Date.now() - started, faults },
		messages: countIn(ledger.acknowledged) + countIn(ledger.spoken),
		arrivals: countIn(ledger.arrived),
	});
	const telling = setInterval(() => onProgress?.(progress()), progressEveryMs);
	try {
		await town.agents.client.whenConnected();
		started = Date.now();
		const people = Array.from({ length: customers }, (_, index) =>
			customerOf(`c${index + 1}`, town.bots, chance),
		);
		const until = started + durationMs;
		const trouble = makeTrouble();
		await Promise.all(
			people.map((customer) => live(customer, ledger, { until, random: chance, pauseMs: options.pauseMs })),
		);
		await trouble;
		const verdict = await settleAndJudge();
		const { longestStallMs, longestAcknowledgmentMs } = ledger;
		return {
			...progress(),
			...verdict,
			longestStallMs,
			longestAcknowledgmentMs,
			repeatsDropped: town.street.repeats,
		};

		async function makeTrouble(): Promise<void> {
			for (const name of inRounds(kinds, chance)) {
				const isLate = Date.now() >= until - options.faultEveryMs;
				if (isLate && faults.size === kinds.length) return;
				await pause(options.faultEveryMs * (0.3 + 1.4 * chance()));
				await injectFault(name, { town, redis, random: chance });
				faults.set(name, (faults.get(name) ?? 0) + 1);
			}
		}
	} finally {
		clearInterval(telling);
		await town.close();
		await redis.stop();
	}

	/** Everybody comes back, and everything that is due is done; what is not done by then is lost. */
	async function settleAndJudge(): Promise<Verdict> {
		const store = await redisStore(redis.options);
		try {
			const since = Date.now();
			while (Date.now() - since < settleWithinMs && !(await isQuiet())) await pause(500);
			return await judge(ledger, store);
		} finally {
			await store.close();
		}

		async function isQuiet(): Promise<boolean> {
			if ((await store.readLanes(1)).length > 0) return false;
			if ((await store.readNews(deskApp as never)).length > 0) return false;
			for (const conversation of ledger.acknowledged.keys()) {
				const { conversation: state, outbox } = await store.load(keyOf(conversation));
				if (outbox.length > 0 || (state?.turns.length ?? 0) > 0) return false;
			}
			return true;
		}
	}
}

/** Each once, in an order of chance, and then each again. */
function* inRounds<Item>(items: readonly Item[], random: () => number): Generator<Item> {
	for (;;) {
		const left = [...items];
		while (left.length > 0) yield* left.splice(Math.floor(random() * left.length), 1);
	}
}

interface Life {
	readonly until: number;
	readonly random: () => number;
	readonly pauseMs: number;
}

/** Writes, waits a moment, writes again; now and then asks for a person. */
async function live(
	{ conversation, say }: Customer,
	ledger: Ledger,
	{ until, random, pauseMs }: Life,
): Promise<void> {
	for (let count = 1; Date.now() < until; count += 1) {
		const id = `${conversation}-${count}`;
		const asks = random() < 0.05;
		if (!ledger.waiting.has(conversation)) ledger.waiting.set(conversation, Date.now());
		const took = await say(id, asks ? `I want to talk to a human, ${id}` : `question ${id}`);
		noteAcknowledged(ledger, conversation, id, took);
		await pause(random() * pauseMs);
	}
}

function conversationOf(key: string): string {
	return key.slice(key.lastIndexOf("/") + 1);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
