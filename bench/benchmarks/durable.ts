import { appendAndFlush, hearing, lmdbPut, redisAlways } from "../contenders/durable.js";
import type { Contender } from "../measure/contender.js";
import type { Benchmark } from "./benchmark.js";

const floor = "write + fdatasync";
const floorAgain = "write + fdatasync, again";
const lmdb = "LMDB, a put";
const redis = "Redis, appendfsync always";
const baton = "Baton, embedded store";

export const durableAcknowledgment: Benchmark = {
	name: "B14",
	title: "what a user said, until it is acknowledged and on the disk",
	unit: "256 bytes",
	open: () => openAll(baton, 1),
	gates: [
		{ subject: baton, peer: floor, must: 3, goal: 1.5 },
		{ subject: baton, peer: lmdb },
		{ subject: baton, peer: redis },
		{ subject: floorAgain, peer: floor, control: true },
	],
	full: { rounds: 21, turns: 500, warmUp: 1_500 },
	quick: { rounds: 5, turns: 50, warmUp: 50 },
	inProcess: false,
};

const inFlight = 256;
const batonAtOnce = `Baton, ${inFlight} at once`;

/** The floor is 235,000 records per second on the machine of reference: 7.8 times as long are the 30,000 that must be. */
export const durableThroughput: Benchmark = {
	name: "B14",
	title: `what ${inFlight} users said at once, until all of it is acknowledged and on the disk`,
	unit: `256 bytes in each of ${inFlight} conversations at once; the floor flushes after 64 of them`,
	open: () => openAll(batonAtOnce, inFlight),
	gates: [
		{ subject: batonAtOnce, peer: floor, must: 7.8, goal: 2.35 },
		{ subject: batonAtOnce, peer: lmdb },
		{ subject: batonAtOnce, peer: redis },
		{ subject: floorAgain, peer: floor, control: true },
	],
	full: { rounds: 21, turns: 50, warmUp: 200 },
	quick: { rounds: 5, turns: 6, warmUp: 12 },
	inProcess: false,
	batch: inFlight,
	onAllCores: true,
};

function openAll(ours: string, atOnce: number): Promise<readonly Contender[]> {
	return Promise.all([
		appendAndFlush(floor, atOnce),
		appendAndFlush(floorAgain, atOnce),
		lmdbPut(lmdb, atOnce),
		redisAlways(redis, atOnce),
		hearing(ours, atOnce),
	]);
}
