import { pingAndEcho, takeover } from "../contenders/takeover.js";
import type { Benchmark } from "./benchmark.js";

const least = "Redis PING + ws echo";
const leastAgain = "Redis PING + ws echo, again";
const baton = "take, until the bot cannot speak";

export const takeoverLatency: Benchmark = {
	name: "B16",
	title: "a takeover on Redis, from the press of a button until the bot cannot speak any more",
	unit: "a takeover of a conversation that the bot has, until it is confirmed",
	open: () => Promise.all([pingAndEcho(least), pingAndEcho(leastAgain), takeover(baton)]),
	gates: [
		{ subject: baton, peer: least, must: 2, goal: 1.3 },
		{ subject: leastAgain, peer: least, control: true },
	],
	full: { rounds: 21, turns: 1_000, warmUp: 3_000 },
	quick: { rounds: 5, turns: 100, warmUp: 300 },
	inProcess: false,
	distribution: true,
};
