import { Server } from "socket.io";
import { listen } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Everybody is in one room, and hears what the others say. */
serve(async () => {
	const { http, port } = await listen();
	const server = new Server(http, { transports: ["websocket"], serveClient: false });
	server.on("connection", (socket) => {
		void socket.join("room");
		socket.on("say", (said: unknown) => socket.to("room").emit("say", said));
	});
	return {
		addresses: { any: `http://127.0.0.1:${port}` },
		close: () => server.close(),
	};
});
