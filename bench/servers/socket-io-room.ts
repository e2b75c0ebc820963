import { Server } from "socket.io";
import { listen } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** Everybody is in one room, and hears what the others say. */
const { http, port } = await listen();
new Server(http, { transports: ["websocket"], serveClient: false }).on("connection", (socket) => {
	void socket.join("room");
	socket.on("say", (said: unknown) => socket.to("room").emit("say", said));
});
serve({ any: `http://127.0.0.1:${port}` });
