import { connect } from "@baton/agent-bridge/client";
import { startRedis } from "@baton/core/testing/redis";
import type { WebSocket } from "ws";
import type { Contender } from "../measure/contender.js";
import { appId, appSecret } from "../network/baton-names.js";
import { redisClient } from "../network/redis.js";
import { ServerProcess } from "../network/server-process.js";
import { openSocket, sayOver } from "../network/sockets.js";
import { fail, greeting, idOf, person } from "./baton-bridge.js";
import { answer } from "./turn-adapter.js";
import { wsEcho } from "./ws-echo.js";

/**
 * A human agent presses "take" in a conversation that the bot has, until the bridge confirms it: from then on nothing
 * that the bot says is sent. On Redis, through the bridge and the client as they are shipped.
 */
export async function takeover(name: string): Promise<Contender> {
	const redis = await startRedis();
	const server = new ServerProcess("baton", redis.url, "bot");
	const address = await server.open();
	const user = await openSocket(address("user"));
	const client = connect({ url: address("agent"), appId, appSecret, onError: fail });
	await client.whenConnected();
	let round = 0;
	return {
		name,
		async prepare(turns) {
			round += 1;
			const conversations = Array.from({ length: turns }, (_, index) => `t${round}-${index}`);
			for (const conversation of conversations) await untilAnswered(user, conversation);
			let joined: Promise<void> = Promise.resolve();
			return {
				turn(index) {
					const conversation = conversations[index] ?? "";
					joined = whenSaid(user, conversation, '"HUMAN"');
					return client.send({ type: "takeover", conversationId: idOf(conversation), person });
				},
				rest: () => joined,
				async end() {
					for (const conversation of conversations) {
						await client.send({ type: "release", conversationId: idOf(conversation), person });
					}
				},
			};
		},
		async close() {
			client.close();
			await server.close();
			await redis.stop();
		},
	};
}

/** The bot has the conversation, and has answered. */
function untilAnswered(user: WebSocket, conversation: string): Promise<void> {
	const answered = whenSaid(user, conversation, answer.text);
	sayOver(user, { conversation, id: "m", text: greeting });
	return answered;
}

/** Something came to the user in which this stands. */
function whenSaid(user: WebSocket, conversation: string, part: string): Promise<void> {
	return new Promise((resolve) => {
		user.on("message", function look(data) {
			const text = data.toString();
			if (!text.includes(`"${conversation}"`) || !text.includes(part)) return;
			user.off("message", look);
			resolve();
		});
	});
}

/** The least that it can cost: one PING of Redis, and one echo over a WebSocket. */
export async function pingAndEcho(name: string): Promise<Contender> {
	const redis = await startRedis();
	const client = await redisClient(redis.url);
	const echo = await wsEcho(name, 1);
	return {
		name,
		async prepare(turns) {
			const { turn } = await echo.prepare(turns);
			return {
				async turn(index) {
					await client.ping();
					await turn(index);
				},
			};
		},
		async close() {
			await echo.close?.();
			client.destroy();
			await redis.stop();
		},
	};
}
