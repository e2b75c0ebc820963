import { burstAcross, hopAcross, messagesAtOnce } from "../contenders/crossing.js";
import { overBaton } from "../contenders/crossing-baton.js";
import { overQueue, overStream } from "../contenders/crossing-relay.js";
import { overPubSub, overStreams } from "../contenders/crossing-socket-io.js";
import type { Benchmark } from "./benchmark.js";

const stream = "ws relay over a bare stream";
const pubSub = "socket.io, pub/sub adapter";
const pubSubAgain = "socket.io, pub/sub adapter, again";
const streams = "socket.io, streams adapter";
const queue = "BullMQ";
const baton = "Baton";

export const hopThroughRedis: Benchmark = {
	name: "B8",
	title: "a hop through Redis, from a user at one process to the human agent at another",
	unit: "a message from one socket to another through two servers and Redis",
	open: () =>
		Promise.all([
			hopAcross(stream, overStream),
			hopAcross(pubSub, overPubSub),
			hopAcross(pubSubAgain, overPubSub),
			hopAcross(streams, overStreams),
			hopAcross(baton, overBaton),
		]),
	gates: [
		{ subject: baton, peer: stream, must: 1.4, goal: 1.15 },
		{ subject: baton, peer: pubSub, must: 0.9, goal: 0.7 },
		{ subject: baton, peer: streams, must: 0.65, goal: 0.45 },
		{ subject: pubSubAgain, peer: pubSub, control: true },
	],
	full: { rounds: 21, turns: 2_000, warmUp: 10_000 },
	quick: { rounds: 5, turns: 200, warmUp: 400 },
	inProcess: false,
};

/** Times instead of messages per second: a ratio of 0.5 is twice as many. */
export const throughputOfRedis: Benchmark = {
	name: "B9",
	title: "messages through Redis, from users at one process to the human agent at another",
	unit: `${messagesAtOnce} messages in 64 conversations at once, until the agent has all of them`,
	open: () =>
		Promise.all([
			burstAcross(pubSub, overPubSub),
			burstAcross(pubSubAgain, overPubSub),
			burstAcross(streams, overStreams),
			burstAcross(queue, overQueue),
			burstAcross(baton, overBaton),
		]),
	gates: [
		{ subject: baton, peer: pubSub, must: 0.83, goal: 0.5 },
		{ subject: baton, peer: streams, must: 0.67, goal: 0.33 },
		{ subject: baton, peer: queue, must: 0.5, goal: 0.2 },
		{ subject: pubSubAgain, peer: pubSub, control: true },
	],
	full: { rounds: 21, turns: 50, warmUp: 200 },
	quick: { rounds: 5, turns: 6, warmUp: 12 },
	inProcess: false,
	batch: messagesAtOnce,
	onAllCores: true,
};
