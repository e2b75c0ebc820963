import type { WebSocket } from "ws";
import { listen, webSockets } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Passes what one socket sends on to the other, and does nothing else. */
const { http, port } = await listen();
let user: WebSocket | undefined;
let agent: WebSocket | undefined;
webSockets(http, "/user").on("connection", (socket) => {
	user = socket;
	socket.on("message", (data, binary) => agent?.send(data, { binary }));
});
webSockets(http, "/agent").on("connection", (socket) => {
	agent = socket;
	socket.on("message", (data, binary) => user?.send(data, { binary }));
});
serve({ user: `ws://127.0.0.1:${port}/user`, agent: `ws://127.0.0.1:${port}/agent` });
