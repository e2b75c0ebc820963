import { bottenderChain } from "../contenders/bottender-chain.js";
import { grammyFive } from "../contenders/grammy-five.js";
import { onBotbuilder } from "../contenders/on-botbuilder.js";
import { wholeStack as handoff } from "../contenders/whole-stack.js";
import { installPeers } from "../install-peers.js";
import type { Benchmark } from "./benchmark.js";

const bottender = "bottender, chain of 5";
const bottenderAgain = "bottender, chain of 5, again";
const grammy = "grammY, 5 middlewares";
const baton = "botbuilder with all of Baton";

export const wholeStack: Benchmark = {
	name: "B4",
	title: "the whole stack: buttons, phrases, gate, reply gate, fence, label, log, store",
	unit: "a turn with one reply",
	async open() {
		await installPeers();
		return [
			bottenderChain(bottender),
			bottenderChain(bottenderAgain),
			grammyFive(grammy),
			onBotbuilder(baton, handoff),
		];
	},
	gates: [
		{ subject: baton, peer: bottender, must: 0.3, goal: 0.25 },
		{ subject: baton, peer: grammy },
		{ subject: bottenderAgain, peer: bottender, control: true },
	],
	full: { rounds: 61, turns: 2_000, warmUp: 20_000 },
	quick: { rounds: 7, turns: 500, warmUp: 3_000 },
	inProcess: true,
};
