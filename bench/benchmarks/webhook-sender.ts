import { bareHttp, batonDesk, bullMq, conversationsAtOnce } from "../contenders/webhook-sender.js";
import type { Benchmark } from "./benchmark.js";

const bare = "bare http";
const bareAgain = "bare http, again";
const queue = "BullMQ";
const baton = "Baton";

/** Times instead of webhooks per second: a ratio of 0.67 is 1.5 times as many. */
export const webhookSender: Benchmark = {
	name: "B19",
	title: "webhooks sent, signed, to a system that answers at once",
	unit: `${conversationsAtOnce} messages of ${conversationsAtOnce} conversations, until all are taken`,
	open: () => Promise.all([bareHttp(bare), bareHttp(bareAgain), bullMq(queue), batonDesk(baton)]),
	gates: [
		{ subject: baton, peer: queue, must: 0.67, goal: 0.5 },
		{ subject: baton, peer: bare },
		{ subject: bareAgain, peer: bare, control: true },
	],
	full: { rounds: 21, turns: 100, warmUp: 300 },
	quick: { rounds: 5, turns: 20, warmUp: 40 },
	inProcess: false,
	batch: conversationsAtOnce,
};
