import { amongOpen } from "../contenders/among-open.js";
import type { Contender } from "../measure/contender.js";
import type { Benchmark, Scale } from "./benchmark.js";

const few = "Baton, few open";
const fewAgain = "Baton, few open, again";
const many = "Baton, many open";
const veryMany = "Baton, very many open";

const counts: Readonly<Record<Scale, readonly (readonly [name: string, open: number])[]>> = {
	quick: [
		[few, 100],
		[fewAgain, 100],
		[many, 5_000],
	],
	full: [
		[few, 1_000],
		[fewAgain, 1_000],
		[many, 1_000_000],
	],
	large: [
		[few, 1_000],
		[fewAgain, 1_000],
		[many, 1_000_000],
		[veryMany, 10_000_000],
	],
};

export const storeAmongMany: Benchmark = {
	name: "B12",
	title: "a turn on the embedded store among a thousand open conversations, and among a million",
	unit: "a turn with one reply, in any one of the open conversations",
	async open({ scale, progress }) {
		const contenders: Contender[] = [];
		for (const [name, open] of counts[scale]) contenders.push(await amongOpen(name, open, progress));
		return contenders;
	},
	gates: [
		{ subject: many, peer: few, must: 1.6, goal: 1.25 },
		{ subject: veryMany, peer: few, goal: 1.5 },
		{ subject: fewAgain, peer: few, control: true },
	],
	full: { rounds: 21, turns: 1_000, warmUp: 3_000 },
	quick: { rounds: 5, turns: 100, warmUp: 200 },
	inProcess: false,
	distribution: true,
};
