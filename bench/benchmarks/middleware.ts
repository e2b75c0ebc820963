import { onBotbuilder } from "../contenders/on-botbuilder.js";
import { onBotkit } from "../contenders/on-botkit.js";
import { passThrough } from "../contenders/pass-through.js";
import type { Benchmark } from "./benchmark.js";

const botbuilder = "botbuilder, bare";
const botbuilderAgain = "botbuilder, bare, again";
const botbuilderWithBaton = "botbuilder with Baton";
const botkit = "Botkit, bare";
const botkitWithBaton = "Botkit with Baton";

export const middleware: Benchmark = {
	name: "B1",
	title: "the middleware per turn, pass-through: look-up, gate, fence, label, both sides logged",
	unit: "a turn with one reply",
	open: () => [
		onBotbuilder(botbuilder),
		onBotbuilder(botbuilderAgain),
		onBotbuilder(botbuilderWithBaton, passThrough),
		onBotkit(botkit),
		onBotkit(botkitWithBaton, passThrough),
	],
	gates: [
		{ subject: botkitWithBaton, peer: botkit, must: 1.15, goal: 1.05 },
		{ subject: botbuilderWithBaton, peer: botbuilder, must: 1.6, goal: 1.25 },
		{ subject: botbuilderAgain, peer: botbuilder, control: true },
	],
	full: { rounds: 61, turns: 2_000, warmUp: 20_000 },
	quick: { rounds: 7, turns: 500, warmUp: 3_000 },
	inProcess: true,
};
