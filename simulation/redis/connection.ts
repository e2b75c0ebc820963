import type { Connection, ConnectionEvents } from "../../packages/core/src/store/redis/connection.js";
import type { SimulatedRedis } from "./redis.js";
import type { Reply } from "./values.js";

/** What becomes of one command on its way: runs it, now or later, and rejects where its answer is lost. */
export type Passage = (run: () => unknown) => Promise<unknown>;

/** A process's connection to a Redis that is simulated, through a network that may do as it likes. */
export function connectionTo(
	redis: SimulatedRedis,
	pass: Passage,
	lines: Set<ConnectionEvents> = new Set(),
): (events: ConnectionEvents) => Promise<Connection> {
	return async (events) => {
		const hearing: (() => void)[] = [];
		let isClosed = false;
		lines.add(events);
		const execute = (command: readonly string[]): Promise<unknown> => {
			if (isClosed) return Promise.reject(new Error("The connection is closed"));
			return pass(() => toClient(redis.execute(command)));
		};
		return {
			send: (_, command) => execute(command),
			countReplicas: async () => 1,
			group: (keys) => [keys],
			sendToAll: async (command) => [await execute(command)],
			async subscribe(channels, onMessage) {
				for (const channel of channels)
					hearing.push(redis.subscribe(channel, (message) => onMessage(message, channel)));
			},
			close() {
				isClosed = true;
				lines.delete(events);
				for (const end of hearing.splice(0)) end();
			},
		};
	};
}

/** A client sees a status as a text. */
function toClient(reply: Reply): unknown {
	if (reply === null || typeof reply !== "object") return reply;
	return "ok" in reply ? reply.ok : reply.map(toClient);
}
