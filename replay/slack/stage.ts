import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createBridge, hashSecret, inProcess, secretsFrom } from "@baton/agent-bridge";
import { type SlackDesk, slackDesk, slackManifest } from "@baton/agent-bridge/slack";
import {
	type EmulatedPerson,
	type SlackEmulator,
	startSlackEmulator,
} from "@baton/agent-bridge/slack/emulator";
import { type SimulatedChannel, simulatedChannel } from "@baton/agent-bridge/testing";
import {
	type BotId,
	type ConversationKey,
	conversationKey,
	createHandoff,
	memoryStore,
	silentLogger,
	userId,
} from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import type { Members } from "./payload.js";

/** An emulated workspace, and the desk in it on a server, with a customer whom an agent has taken over. */
export interface Stage {
	/** Where the desk takes what Slack sends. */
	readonly url: string;
	readonly slack: SlackEmulator;
	readonly agent: EmulatedPerson;
	/** The id of the channel in which the customer is. */
	readonly room: string;
	/** What people said to the customer. */
	readonly toldCustomer: () => readonly string[];
	/** What the desk kept of what was posted, in order. */
	readonly kept: readonly Members[];
	close(): Promise<void>;
}

const secret = "the secret of the desk in the replay";
const conversation = "replayed-customer";

/** A stage for each file: the ids in recordings of different places are often the same. */
export async function setStage(): Promise<Stage> {
	const server = createServer();
	const url = `${await listen(server)}/slack`;
	const slack = await startSlackEmulator({
		workspaces: [{ domain: "replay", people: ["Ana"] }],
		apps: [{ manifest: slackManifest({ requestUrl: url }) }],
		burst: 100,
	});
	const agent = slack.workspace().person("Ana");
	const channel = simulatedChannel();
	const kept: Members[] = [];
	const { handoff, bridge, desk } = connectDesk(slack, channel, kept);
	server.on("request", (request, response) => nodeHandler(desk.edge)(request, response));
	await desk.start();
	await slack.app().connect(url);
	await handoff.submit(...hello);
	await agent.commands("general", "/baton open Mia");
	const room = await roomOf(agent);
	return {
		...{ url, slack, agent, room, kept },
		toldCustomer: () => said(channel),
		async close() {
			await desk.stop();
			bridge.close();
			await slack.close();
			server.close();
			server.closeAllConnections();
			await handoff.stop();
		},
	};
}

function connectDesk(slack: SlackEmulator, channel: SimulatedChannel, kept: Members[]) {
	const store = memoryStore();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "slack", kind: "human", displayName: "Team in Slack" }],
		channels: { simulated: channel },
		...{ store, logger: silentLogger },
	});
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ slack: hashSecret(secret) }) });
	const desk: SlackDesk = slackDesk({
		...{ appId: "slack", appSecret: secret, connect: { dial: inProcess(bridge) } },
		...{ botToken: slack.app().botToken(), signingSecret: slack.app().signingSecret },
		...{ apiUrl: slack.apiUrl, whenBotActive: "takeOver", logger: silentLogger },
		store: {
			readFact: (name) => store.readFact(name),
			writeFact: (name, value, ms) => store.writeFact(name, value, ms),
			async claimFact(name, value, ms) {
				const claimed = await store.claimFact(name, value, ms);
				// What was taken in lies there under a running number, with a word in front.
				if (claimed === value && /:inbox:\d+$/.test(name))
					kept.push(JSON.parse(value.slice(value.indexOf(" "))));
				return claimed;
			},
		},
	});
	return { handoff, bridge, desk };
}

const place = { channel: "simulated", business: "shop" };
const key: ConversationKey = conversationKey({ ...place, conversation });

const hello = [
	key,
	{
		type: "hear",
		opening: {
			bot: "shop" as BotId,
			user: { id: userId({ ...place, user: conversation }), name: "Mia" },
			reference: { channelId: "simulated", conversation: { id: conversation } },
		},
		activity: { type: "message", text: "Is anybody there?" },
	},
] as const;

function said(channel: SimulatedChannel): readonly string[] {
	return channel.heardIn(key).flatMap(({ what, text }) => (what === "said" ? [text] : []));
}

/** The desk makes one and invites whoever asked. */
async function roomOf(agent: EmulatedPerson): Promise<string> {
	const { channel } = await agent.sees("cs-mia", ({ isByApp }) => isByApp);
	return channel;
}

export async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
