import { batonBridge } from "../contenders/baton-bridge.js";
import { socketIoRoom } from "../contenders/socket-io-room.js";
import { wsEcho } from "../contenders/ws-echo.js";
import type { Benchmark } from "./benchmark.js";

const echoes = "2 × ws echo";
const echoesAgain = "2 × ws echo, again";
const room = "socket.io, there and back";
const baton = "Baton, there and back";

export const thereAndBack: Benchmark = {
	name: "B7",
	title: "from the user to the human agent and back, with all guarantees on",
	unit: "a message and its answer through a server of its own process",
	open: () =>
		Promise.all([
			wsEcho(echoes, 2),
			wsEcho(echoesAgain, 2),
			socketIoRoom(room, "there-and-back"),
			batonBridge(baton, "there-and-back"),
		]),
	gates: [
		{ subject: baton, peer: echoes, must: 1.25, goal: 1.12 },
		{ subject: baton, peer: room, must: 0.85, goal: 0.75 },
		{ subject: echoesAgain, peer: echoes, control: true },
	],
	full: { rounds: 21, turns: 2_000, warmUp: 10_000 },
	quick: { rounds: 5, turns: 1_000, warmUp: 3_000 },
	inProcess: false,
};
