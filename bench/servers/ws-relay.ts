import type { WebSocket } from "ws";
import { close, listen, terminate, webSockets } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Passes what one socket sends on to the other, and does nothing else. */
serve(async () => {
	const { http, port } = await listen();
	const users = webSockets(http, "/user");
	const agents = webSockets(http, "/agent");
	let user: WebSocket | undefined;
	let agent: WebSocket | undefined;
	users.on("connection", (socket) => {
		user = socket;
		socket.on("message", (data, binary) => agent?.send(data, { binary }));
	});
	agents.on("connection", (socket) => {
		agent = socket;
		socket.on("message", (data, binary) => user?.send(data, { binary }));
	});
	return {
		addresses: { user: `ws://127.0.0.1:${port}/user`, agent: `ws://127.0.0.1:${port}/agent` },
		close() {
			terminate(users);
			terminate(agents);
			return close(http);
		},
	};
});
