import type { WebSocket } from "ws";
import { listen, webSockets } from "../network/listen.js";
import { redisClient } from "../network/redis.js";
import { serve } from "../network/serve.js";

/**
 * One of two processes with a bare Redis stream between them: what users send is appended, what is appended goes to
 * the agent. Nothing is checked, fenced or acknowledged.
 */
const [url = ""] = process.argv.slice(2);
const { http, port } = await listen();
const [writing, reading] = await Promise.all([redisClient(url), redisClient(url)]);
webSockets(http, "/user").on("connection", (socket) => {
	socket.on("message", (data) => void writing.xAdd("said", "*", { message: data.toString() }));
});
webSockets(http, "/agent").on("connection", (socket) => void passOn(socket));
serve({ user: `ws://127.0.0.1:${port}/user`, agent: `ws://127.0.0.1:${port}/agent` });

async function passOn(socket: WebSocket): Promise<never> {
	for (let last = "0"; ; ) {
		const found = await reading.xRead({ key: "said", id: last }, { BLOCK: 0, COUNT: 1_000 });
		for (const { id, message } of entriesOf(found)) {
			socket.send(message.message ?? "");
			last = id;
		}
	}
}

interface StreamEntry {
	readonly id: string;
	readonly message: Readonly<Record<string, string>>;
}

function entriesOf(found: unknown): readonly StreamEntry[] {
	return (found as readonly { readonly messages: readonly StreamEntry[] }[] | null)?.[0]?.messages ?? [];
}
