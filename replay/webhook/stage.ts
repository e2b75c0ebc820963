import { createServer, type Server } from "node:http";
import { createBridge, hashSecret, inProcess, newSecret, secretsFrom } from "@baton/agent-bridge";
import { simulatedChannel } from "@baton/agent-bridge/testing";
import { type ProfileChoice, type WebhookDesk, webhookDesk } from "@baton/agent-bridge/webhook";
import {
	type BotId,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	silentLogger,
	userId,
} from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { listen } from "../business-messages/stage.js";
import type { Answer } from "./payload.js";

/** A bot with a system behind a webhook, which holds one conversation. */
export interface Stage {
	readonly handoff: Handoff;
	readonly desk: WebhookDesk;
	readonly key: ConversationKey;
	/** Where the system calls us, and with which token. */
	readonly address: string;
	readonly accessToken: string;
	/** The id of the conversation that it holds. */
	readonly conversation: string;
	/** What its endpoint answers from now on; the word, if nothing is said. */
	answerWith(answer: Answer | undefined): void;
	/** How often it was called. */
	readonly calls: number;
	close(): Promise<void>;
}

const token = "the word between us";
const place = { channel: "simulated", business: "page" };
const appId = "system";

export async function setStage(profile: ProfileChoice): Promise<Stage> {
	const appSecret = newSecret();
	const handoff = createHandoff({
		bot: { id: "replay-bot", displayName: "Replay bot" },
		apps: [
			{ id: appId, kind: "human", displayName: "System" },
			{ id: "colleagues", kind: "human", displayName: "Colleagues", offered: false },
		],
		channels: { [place.channel]: simulatedChannel() },
		logger: silentLogger,
	});
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ [appId]: hashSecret(appSecret) }) });
	let answer: Answer | undefined;
	let calls = 0;
	const endpoint = createServer((request, response) => {
		calls += 1;
		request.resume().on("end", () => {
			response.writeHead(answer?.status ?? 200, answer?.headers);
			response.end(answer === undefined ? token : answer.body.replaceAll("$token", token));
		});
	});
	const inbound = createServer((request, response) => nodeHandler(desk.edge)(request, response));
	const desk: WebhookDesk = webhookDesk({
		...{ dial: inProcess(bridge), appId, appSecret, store: handoff.store, logger: silentLogger },
		...{ allowPrivate: true, publicUrl: (await listen(inbound)).replace(/\/$/, "") },
	});
	const url = await listen(endpoint);
	const { address, accessToken = "" } = await desk.setUp({ url, verificationToken: token });
	const key = conversationKey({ ...place, conversation: "ada" });
	await say(handoff, key);
	const conversation = await take(address, accessToken, key);
	await desk.setUp({ url, verificationToken: token, profile });
	return {
		...{ handoff, desk, key, address, accessToken, conversation },
		answerWith(next) {
			answer = next;
		},
		get calls() {
			return calls;
		},
		async close() {
			await desk.close();
			bridge.close();
			await handoff.stop();
			for (const server of [endpoint, inbound]) await end(server);
		},
	};
}

/** The user writes. */
export async function say(handoff: Handoff, key: ConversationKey): Promise<void> {
	const opening = {
		bot: "replay-bot" as BotId,
		user: { id: userId({ ...place, user: "ada" }), name: "Ada" },
		reference: { channelId: place.channel, conversation: { id: "ada" } },
	};
	await handoff.submit(key, { type: "hear", opening, activity: { type: "message", text: "Hello" } });
}

/** Has the system take the conversation, whose id it is then told. */
async function take(address: string, accessToken: string, key: ConversationKey): Promise<string> {
	const response = await fetch(address, {
		method: "POST",
		headers: { authorization: `Bearer ${accessToken}` },
		body: JSON.stringify({ type: "conversation.take", data: { conversation_id: key } }),
	});
	const { conversation_id } = (await response.json()) as { readonly conversation_id: string };
	return conversation_id;
}

function end(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
