import { cloudAdapterAnswer, messengerAnswer, rawAnswer } from "../contenders/postback-answer.js";
import type { Benchmark } from "./benchmark.js";

const raw = "two bare posts";
const rawAgain = "two bare posts, again";
const connector = "botbuilder with its CloudAdapter";
const baton = "Messenger with Baton";

export const postbackAnswer: Benchmark = {
	name: "B5",
	title: "a button press on Messenger, from the webhook to the answer",
	unit: "a webhook, acknowledged, and the answer to it, in a server of its own process",
	open: () =>
		Promise.all([rawAnswer(raw), rawAnswer(rawAgain), cloudAdapterAnswer(connector), messengerAnswer(baton)]),
	gates: [
		{ subject: baton, peer: raw, must: 1.5, goal: 1.2 },
		{ subject: baton, peer: connector, must: 0.33, goal: 0.2 },
		{ subject: rawAgain, peer: raw, control: true },
	],
	full: { rounds: 21, turns: 2_000, warmUp: 10_000 },
	quick: { rounds: 5, turns: 500, warmUp: 2_000 },
	inProcess: false,
};
