import {
	batonReturns,
	lmdbReturns,
	mapReturns,
	nothingReturns,
	redisReturns,
} from "../contenders/recovery.js";
import type { Benchmark } from "./benchmark.js";

const nothing = "a bare bot that keeps nothing";
const map = "a bare bot, Map built";
const mapAgain = "a bare bot, Map built, again";
const lmdb = "a bare bot, Map read from LMDB";
const redis = "Redis, append-only file read";
const baton = "Baton, embedded store";

export const crashRecovery: Benchmark = {
	name: "B13",
	title: "back after kill -9, with a million open conversations",
	unit: "the start of a process, until the first turn is served",
	async open({ scale, progress }) {
		const open = scale === "quick" ? 5_000 : 1_000_000;
		return [
			nothingReturns(nothing),
			mapReturns(map, open),
			mapReturns(mapAgain, open),
			await lmdbReturns(lmdb, open),
			await redisReturns(redis, open),
			await batonReturns(baton, open, progress),
		];
	},
	gates: [
		{ subject: baton, peer: map, must: 1.3 },
		{ subject: baton, peer: lmdb },
		{ subject: baton, peer: redis },
		{ subject: baton, peer: nothing },
		{ subject: mapAgain, peer: map, control: true },
	],
	full: { rounds: 11, turns: 3, warmUp: 3 },
	quick: { rounds: 3, turns: 1, warmUp: 1 },
	inProcess: false,
};
