import { createAdapter as pubSubAdapter } from "@socket.io/redis-adapter";
import { createAdapter as streamsAdapter } from "@socket.io/redis-streams-adapter";
import { Server, type ServerOptions } from "socket.io";
import { listen } from "../network/listen.js";
import { redisClient } from "../network/redis.js";
import { serve } from "../network/serve.js";

/** Everybody is in one room, and hears what the others say; over Redis, if there are to be several processes. */
const [over, url = ""] = process.argv.slice(2);
const { http, port } = await listen();
const options: Partial<ServerOptions> = { transports: ["websocket"], serveClient: false };
const adapter = await adapterOver();
if (adapter !== undefined) options.adapter = adapter;
new Server(http, options).on("connection", (socket) => {
	void socket.join("room");
	socket.on("say", (said: unknown) => socket.to("room").emit("say", said));
});
serve({ any: `http://127.0.0.1:${port}` });

async function adapterOver(): Promise<ServerOptions["adapter"] | undefined> {
	if (over === "streams") return streamsAdapter(await redisClient(url)) as ServerOptions["adapter"];
	if (over !== "pub-sub") return undefined;
	const [publishing, subscribed] = await Promise.all([redisClient(url), redisClient(url)]);
	return pubSubAdapter(publishing, subscribed);
}
