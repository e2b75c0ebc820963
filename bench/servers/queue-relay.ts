import { type ConnectionOptions, Queue, Worker } from "bullmq";
import type { WebSocket } from "ws";
import { listen, webSockets } from "../network/listen.js";
import { redisClient } from "../network/redis.js";
import { serve } from "../network/serve.js";

/** One of two processes with a BullMQ queue between them: what users send is a job, and its worker sends it on. */
const [url = ""] = process.argv.slice(2);
/** More than one at a time is faster, and keeps no order. */
const concurrency = 64;
const { http, port } = await listen();
const connection = (await redisClient(url)) as unknown as ConnectionOptions;
const queue = new Queue("said", { connection });
webSockets(http, "/user").on("connection", (socket) => {
	socket.on("message", (data) => {
		void queue.add("said", data.toString(), { removeOnComplete: true });
	});
});
webSockets(http, "/agent").on("connection", (socket: WebSocket) => {
	const worker = new Worker<string>("said", async ({ data }) => socket.send(data), {
		connection,
		concurrency,
	});
	worker.on("error", (error) => console.error(error));
});
serve({ user: `ws://127.0.0.1:${port}/user`, agent: `ws://127.0.0.1:${port}/agent` });
