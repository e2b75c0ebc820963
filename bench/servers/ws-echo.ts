import { close, listen, terminate, webSockets } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Sends back what it gets: the least that two hops over WebSockets cost. */
serve(async () => {
	const { http, port } = await listen();
	const server = webSockets(http, "/");
	server.on("connection", (socket) => {
		socket.on("message", (data, binary) => socket.send(data, { binary }));
	});
	return {
		addresses: { any: `ws://127.0.0.1:${port}/` },
		close() {
			terminate(server);
			return close(http);
		},
	};
});
