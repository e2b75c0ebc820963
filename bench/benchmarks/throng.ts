import { broadcast } from "../contenders/broadcast.js";
import { idleConnection, idleConversation } from "../contenders/memory.js";
import { bareStorm, deskStorm } from "../contenders/storm.js";
import type { Benchmark, Scale } from "./benchmark.js";

/** A process has file descriptors for so many, and the one that they come from as well. */
const many: Readonly<Record<Scale, number>> = { quick: 500, full: 5_000, large: 9_000 };

const ws = "ws loop";
const wsAgain = "ws loop, again";
const room = "socket.io, everybody";
const people = "Baton, people of a desk";

export const toEverybody: Benchmark = {
	name: "B10",
	title: "what a user says, to everybody at a desk",
	unit: "one message, until everybody who is connected has heard it",
	open: ({ scale }) =>
		inOrder([
			() => broadcast(ws, "ws", many[scale] / 2),
			() => broadcast(wsAgain, "ws", many[scale] / 2),
			() => broadcast(room, "socket-io", many[scale] / 2),
			() => broadcast(people, "people", many[scale] / 2),
		]),
	gates: [
		{ subject: people, peer: ws, must: 0.91, goal: 0.83 },
		{ subject: people, peer: room },
		{ subject: wsAgain, peer: ws, control: true },
	],
	full: { rounds: 11, turns: 10, warmUp: 20 },
	quick: { rounds: 3, turns: 3, warmUp: 3 },
	inProcess: false,
};

const bare = "ws, connected";
const bareAgain = "ws, connected, again";
const desks = "Baton, each desk with its mailbox";

export const reconnectStorm: Benchmark = {
	name: "B17",
	title: "all desks come back at once, each to what waits for it",
	unit: "the return of all of them",
	open: ({ scale }) =>
		inOrder([
			() => bareStorm(bare, many[scale]),
			() => bareStorm(bareAgain, many[scale]),
			() => deskStorm(desks, many[scale]),
		]),
	gates: [
		{ subject: desks, peer: bare, must: 1.43, goal: 1.11 },
		{ subject: bareAgain, peer: bare, control: true },
	],
	full: { rounds: 11, turns: 1, warmUp: 2 },
	quick: { rounds: 3, turns: 1, warmUp: 1 },
	inProcess: false,
};

const wsIdle = "ws, a connection";
const wsIdleAgain = "ws, a connection, again";
const ioIdle = "socket.io, a connection";
const personIdle = "Baton, a person's connection";
const mapOpen = "Map, an object with five fields";
const batonOpen = "Baton, an open conversation";

export const memory: Benchmark = {
	name: "B11",
	title: "what a connection that is idle takes of its server's memory, and what an open conversation",
	unit: "the memory of one, of many",
	open: ({ scale }) => [
		idleConnection(wsIdle, "ws", many[scale]),
		idleConnection(wsIdleAgain, "ws", many[scale]),
		idleConnection(ioIdle, "socket-io", many[scale]),
		idleConnection(personIdle, "people", many[scale]),
		idleConversation(mapOpen, "map", many[scale] * 40),
		idleConversation(batonOpen, "embedded", many[scale] * 40),
	],
	gates: [
		{ subject: personIdle, peer: wsIdle, must: 1.25, goal: 1.1 },
		{ subject: personIdle, peer: ioIdle },
		{ subject: batonOpen, peer: mapOpen, must: 1.3, goal: 1 },
		{ subject: wsIdleAgain, peer: wsIdle, control: true },
	],
	full: { rounds: 7, turns: 1, warmUp: 0 },
	quick: { rounds: 2, turns: 1, warmUp: 0 },
	inProcess: false,
	measures: "bytes",
};

async function inOrder<Made>(making: readonly (() => Promise<Made>)[]): Promise<readonly Made[]> {
	const made: Made[] = [];
	for (const make of making) made.push(await make());
	return made;
}
