import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contender } from "../measure/contender.js";
import { ServerProcess } from "../network/server-process.js";
import { openThrong } from "../network/throng.js";
import { tickets } from "./broadcast.js";

/** What a connection that says nothing costs its server, in a process of its own each time. */
export function idleConnection(name: string, what: "ws" | "socket-io" | "people", count: number): Contender {
	return {
		name,
		prepare: () => ({
			async turn() {
				const server = new ServerProcess("throng", what);
				const address = await server.open();
				const first =
					what === "people" ? await tickets(server, count) : what === "ws" ? undefined : () => "40";
				const until = { ws: undefined, "socket-io": '40{"sid"', people: '"type":"connected"' }[what];
				const warm = await openThrong({ url: address("any"), count: warmUp, first, until });
				const before = Number(await server.ask("memory"));
				const throng = await openThrong({ url: address("any"), count, first, until });
				const after = Number(await server.ask("memory"));
				throng.close();
				warm.close();
				await server.close();
				return (after - before) / count;
			},
		}),
	};
}

/** So many are connected before memory is looked at: the first ones bring code along. */
const warmUp = 200;

/** What an open conversation costs the process that knows of it. */
export function idleConversation(name: string, what: "map" | "embedded", count: number): Contender {
	return {
		name,
		prepare: () => ({
			async turn() {
				const file = fileURLToPath(new URL("../servers/open-conversations.ts", import.meta.url));
				const child = fork(file, [what, String(count)]);
				const [bytes] = await once(child, "message");
				return Number(bytes);
			},
		}),
	};
}
