import { batonBridge } from "../contenders/baton-bridge.js";
import { socketIoRoom } from "../contenders/socket-io-room.js";
import { wsEcho } from "../contenders/ws-echo.js";
import { wsRelay } from "../contenders/ws-relay.js";
import type { Benchmark } from "./benchmark.js";

const echo = "ws echo";
const echoAgain = "ws echo, again";
const relay = "ws relay, empty";
const room = "socket.io room";
const baton = "Baton bridge";

export const hop: Benchmark = {
	name: "B6",
	title: "a hop over the bridge, from the user to the human agent",
	unit: "a message from one socket to another through a server of its own process",
	open: () =>
		Promise.all([
			wsEcho(echo, 1),
			wsEcho(echoAgain, 1),
			wsRelay(relay),
			socketIoRoom(room, "hop"),
			batonBridge(baton, "hop"),
		]),
	gates: [
		{ subject: baton, peer: echo, must: 1.3, goal: 1.2 },
		{ subject: baton, peer: relay, must: 1.1, goal: 1.04 },
		{ subject: baton, peer: room, must: 0.8, goal: 0.7 },
		{ subject: echoAgain, peer: echo, control: true },
	],
	full: { rounds: 21, turns: 3_000, warmUp: 15_000 },
	quick: { rounds: 5, turns: 1_000, warmUp: 3_000 },
	inProcess: false,
};
