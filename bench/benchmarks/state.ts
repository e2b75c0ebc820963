import { conversationState } from "../contenders/conversation-state.js";
import { onBotbuilder } from "../contenders/on-botbuilder.js";
import { onEmbedded } from "../contenders/on-embedded.js";
import { plainHandoff } from "../contenders/plain-handoff.js";
import type { Benchmark } from "./benchmark.js";

const bare = "botbuilder, bare";
const theirs = "botbuilder with ConversationState";
const theirsAgain = "botbuilder with ConversationState, again";
const memory = "Baton, memory store";

export const stateInMemory: Benchmark = {
	name: "B3",
	title: "a turn whose state is kept in memory",
	unit: "a turn with one reply",
	open: () => [
		onBotbuilder(bare),
		conversationState(theirs),
		conversationState(theirsAgain),
		onBotbuilder(memory, plainHandoff),
	],
	gates: [
		{ subject: memory, peer: theirs, must: 0.6, goal: 0.4 },
		{ subject: theirs, peer: bare },
		{ subject: theirsAgain, peer: theirs, control: true },
	],
	full: { rounds: 61, turns: 2_000, warmUp: 20_000 },
	quick: { rounds: 7, turns: 500, warmUp: 4_000 },
	inProcess: true,
};

const inFlight = 64;
const embedded = "Baton, embedded store";

/** Times instead of turns per second: a ratio of 2 is half as many. */
export const stateOnDisk: Benchmark = {
	name: "B3",
	title: "turns whose state is kept, ours on the disk before they go on and theirs in memory",
	unit: `a turn in each of ${inFlight} conversations at once, until all are over and answered`,
	open: async () => [
		conversationState(theirs, inFlight),
		conversationState(theirsAgain, inFlight),
		await onEmbedded(embedded, inFlight),
	],
	gates: [
		{ subject: embedded, peer: theirs, must: 2, goal: 1 },
		{ subject: theirsAgain, peer: theirs, control: true },
	],
	full: { rounds: 21, turns: 50, warmUp: 200 },
	quick: { rounds: 5, turns: 8, warmUp: 16 },
	inProcess: false,
	batch: inFlight,
	onAllCores: true,
};
