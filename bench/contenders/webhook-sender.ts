import { createServer, Agent as HttpAgent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { createBridge, hashSecret, inProcess, newSecret, secretsFrom } from "@baton/agent-bridge";
import { simulatedChannel } from "@baton/agent-bridge/testing";
import { newSigningSecret, signWebhook, webhookDesk } from "@baton/agent-bridge/webhook";
import { type BotId, conversationKey, createHandoff, silentLogger, userId } from "@baton/core";
import { startRedis } from "@baton/core/testing/redis";
import { type ConnectionOptions, Queue, Worker } from "bullmq";
import type { Contender } from "../measure/contender.js";
import { redisClient } from "../network/redis.js";

/** So many conversations have something to tell at once. */
export const conversationsAtOnce = 50;

const token = "the word between us";
const secret = newSigningSecret();

/** A system that takes whatever it is told, in this process, since all senders share what it costs. */
interface Endpoint {
	readonly url: string;
	/** Resolves when so much more was taken. */
	take(count: number): Promise<void>;
	close(): void;
}

async function openEndpoint(): Promise<Endpoint> {
	let [taken, wanted] = [0, Number.POSITIVE_INFINITY];
	let done = (): void => {};
	const server = createServer({ keepAliveTimeout: 600_000 }, (incoming, response) => {
		incoming.resume().on("end", () => {
			response.end(token);
			taken += 1;
			if (taken >= wanted) done();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	// A server that listens on a port has an address with one.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/events`,
		take(count) {
			wanted = taken + count;
			return new Promise((resolve) => {
				done = resolve;
			});
		},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

function messageOf(round: number, index: number): string {
	const text = `where is my order ${round}-${index}?`;
	const data = { conversation_id: `u_0123456789abcdefghijkl.0123456789abcdef.${index}`, text };
	return JSON.stringify({ type: "message.user", timestamp: new Date().toISOString(), data });
}

/** Signs and posts, over connections that stay, and reads the answer. */
function bareSender(url: string) {
	const agent = new HttpAgent({ keepAlive: true, maxSockets: 256 });
	return {
		send: (id: string, body: string): Promise<void> =>
			new Promise((resolve, reject) => {
				const timestamp = Math.floor(Date.now() / 1000);
				const headers = {
					"content-type": "application/json",
					"content-length": Buffer.byteLength(body),
					"webhook-id": id,
					"webhook-timestamp": timestamp,
					"webhook-signature": signWebhook([secret], { id, timestamp, body }),
				};
				const posting = request(url, { method: "POST", agent, headers }, (response) => {
					response.resume().on("end", resolve);
				});
				posting.on("error", reject);
				posting.end(body);
			}),
		close: () => agent.destroy(),
	};
}

/** The least that it costs: nothing is kept, nothing is tried again. */
export async function bareHttp(name: string): Promise<Contender> {
	const endpoint = await openEndpoint();
	const { send, close } = bareSender(endpoint.url);
	let round = 0;
	return {
		name,
		prepare() {
			round += 1;
			const own = round;
			return {
				turn: (index) =>
					Promise.all(
						Array.from({ length: conversationsAtOnce }, (_, place) =>
							send(`msg_${own}_${index}_${place}`, messageOf(own, index * conversationsAtOnce + place)),
						),
					),
			};
		},
		async close() {
			close();
			endpoint.close();
		},
	};
}

/** A job for each message, and a worker that posts it: what many teams would write. */
export async function bullMq(name: string): Promise<Contender> {
	const redis = await startRedis();
	const endpoint = await openEndpoint();
	const { send, close } = bareSender(endpoint.url);
	const clients = [await redisClient(redis.url), await redisClient(redis.url)] as const;
	const [adding, working] = clients.map((client) => client as unknown as ConnectionOptions);
	const queue = new Queue<string>("webhooks", { connection: adding ?? {} });
	const worker = new Worker<string>("webhooks", ({ id = "", data }) => send(`msg_${id}`, data), {
		connection: working ?? {},
		concurrency: conversationsAtOnce,
	});
	worker.on("error", (error) => console.error(error));
	let round = 0;
	return {
		name,
		prepare() {
			round += 1;
			const own = round;
			return {
				async turn(index) {
					const taking = endpoint.take(conversationsAtOnce);
					const options = { attempts: 5, removeOnComplete: true, removeOnFail: true };
					for (let place = 0; place < conversationsAtOnce; place += 1)
						void queue.add("told", messageOf(own, index * conversationsAtOnce + place), options);
					await taking;
				},
			};
		},
		async close() {
			await worker.close();
			await queue.close();
			close();
			endpoint.close();
			for (const client of clients) client.destroy();
			await redis.stop();
		},
	};
}

/** From the user's words: committed, told in order, verified and acknowledged. */
export async function batonDesk(name: string): Promise<Contender> {
	const endpoint = await openEndpoint();
	const appSecret = newSecret();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "center", kind: "human", displayName: "Contact center" }],
		channels: { simulated: simulatedChannel() },
		policy: { remindAfterMs: 3_600_000 },
		logger: silentLogger,
	});
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ center: hashSecret(appSecret) }) });
	const desk = webhookDesk({
		...{ dial: inProcess(bridge), appId: "center", appSecret, store: handoff.store, logger: silentLogger },
		...{ allowPrivate: true, publicUrl: "http://localhost" },
	});
	const verifying = endpoint.take(1);
	await desk.setUp({ url: endpoint.url, verificationToken: token, signingSecret: secret });
	await verifying;
	let round = 0;

	async function say(conversation: string, text: string): Promise<void> {
		const place = { channel: "simulated", business: "page" };
		const opening = {
			bot: "shop" as BotId,
			user: { id: userId({ ...place, user: conversation }) },
			reference: { channelId: place.channel, conversation: { id: conversation } },
		};
		const key = conversationKey({ ...place, conversation });
		await handoff.submit(key, { type: "hear", opening, activity: { type: "message", text } });
	}

	return {
		name,
		async prepare() {
			round += 1;
			const names = Array.from({ length: conversationsAtOnce }, (_, place) => `${round}-${place}`);
			const granting = endpoint.take(conversationsAtOnce);
			for (const conversation of names) {
				await say(conversation, "Hello");
				const key = conversationKey({ channel: "simulated", business: "page", conversation });
				await handoff.submit(key, { type: "takeOver", app: "center" as never });
			}
			await granting;
			return {
				async turn(index) {
					const taking = endpoint.take(conversationsAtOnce);
					for (const conversation of names) void say(conversation, `where is my order ${index}?`);
					await taking;
				},
			};
		},
		async close() {
			await desk.close();
			bridge.close();
			await handoff.stop();
			endpoint.close();
		},
	};
}
