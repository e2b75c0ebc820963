import { connections, oneWebhook, webhooksAtOnce } from "../contenders/webhook-receiver.js";
import { standbyWebhook } from "../network/webhooks.js";
import type { Benchmark } from "./benchmark.js";

const raw = "bare http";
const rawAgain = "bare http, again";
const signed = "bare http, signature checked";
const baton = "Messenger with Baton";
const withTurns = "Messenger with Baton, turns and all";

/** Times instead of webhooks per second: a ratio of 1.25 is 0.8 times as many. */
export const webhookReceiver: Benchmark = {
	name: "B18",
	title: "webhooks received: verified, read and committed to the memory store",
	unit: `${connections} webhooks at once, until all are acknowledged, in a server of its own process`,
	open: () =>
		Promise.all([
			webhooksAtOnce(raw, "unsigned"),
			webhooksAtOnce(rawAgain, "unsigned"),
			webhooksAtOnce(signed, "signed"),
			webhooksAtOnce(baton, "well", standbyWebhook),
			webhooksAtOnce(withTurns, "well"),
		]),
	gates: [
		{ subject: baton, peer: raw, must: 1.25, goal: 1.05 },
		{ subject: baton, peer: signed },
		{ subject: withTurns, peer: raw },
		{ subject: rawAgain, peer: raw, control: true },
	],
	full: { rounds: 21, turns: 100, warmUp: 500 },
	quick: { rounds: 5, turns: 40, warmUp: 120 },
	inProcess: false,
};

const well = "all is well";
const wellAgain = "all is well, again";
const broken = "nothing behind answers";

export const acknowledgment: Benchmark = {
	name: "B15",
	title: "a webhook acknowledged while recognizer, bot and Messenger hang and the desk is dead",
	unit: "a webhook, until it is acknowledged, in a server of its own process",
	open: () =>
		Promise.all([
			oneWebhook(raw, "unsigned"),
			oneWebhook(well, "well"),
			oneWebhook(wellAgain, "well"),
			oneWebhook(broken, "broken"),
		]),
	gates: [
		{ subject: broken, peer: well, must: 1.25, goal: 1.05 },
		{ subject: broken, peer: raw },
		{ subject: wellAgain, peer: well, control: true },
	],
	full: { rounds: 21, turns: 1_000, warmUp: 5_000 },
	quick: { rounds: 5, turns: 500, warmUp: 2_000 },
	inProcess: false,
};
