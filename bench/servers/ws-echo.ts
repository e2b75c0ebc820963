import { listen, webSockets } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Sends back what it gets: the least that two hops over WebSockets cost. */
const { http, port } = await listen();
webSockets(http, "/").on("connection", (socket) => {
	socket.on("message", (data, binary) => socket.send(data, { binary }));
});
serve({ any: `ws://127.0.0.1:${port}/` });
