import { onBotbuilder } from "../contenders/on-botbuilder.js";
import { onBotkit } from "../contenders/on-botkit.js";
import { passThrough } from "../contenders/pass-through.js";
import type { Benchmark } from "./benchmark.js";

const botbuilder = "botbuilder, bare";
const botbuilderAgain = "botbuilder, bare, again";
const botbuilderWithBaton = "botbuilder with Baton";

export const middlewareOnBotbuilder: Benchmark = {
	name: "B1",
	title: "the middleware per turn on Bot Framework: look-up, gate, fence, label, both sides logged",
	unit: "a turn with one reply",
	open: () => [
		onBotbuilder(botbuilder),
		onBotbuilder(botbuilderAgain),
		onBotbuilder(botbuilderWithBaton, passThrough),
	],
	gates: [
		{ subject: botbuilderWithBaton, peer: botbuilder, must: 1.6, goal: 1.25 },
		{ subject: botbuilderAgain, peer: botbuilder, control: true },
	],
	full: { rounds: 61, turns: 2_000, warmUp: 20_000 },
	quick: { rounds: 7, turns: 1_000, warmUp: 8_000 },
	inProcess: true,
};

const botkit = "Botkit, bare";
const botkitAgain = "Botkit, bare, again";
const botkitWithBaton = "Botkit with Baton";

export const middlewareOnBotkit: Benchmark = {
	name: "B1",
	title: "the middleware per turn on Botkit",
	unit: "a turn that is heard and replied to",
	open: () => [onBotkit(botkit), onBotkit(botkitAgain), onBotkit(botkitWithBaton, passThrough)],
	gates: [
		{ subject: botkitWithBaton, peer: botkit, must: 1.15, goal: 1.05 },
		{ subject: botkitAgain, peer: botkit, control: true },
	],
	full: { rounds: 61, turns: 1_000, warmUp: 15_000 },
	quick: { rounds: 7, turns: 500, warmUp: 4_000 },
	inProcess: true,
};
