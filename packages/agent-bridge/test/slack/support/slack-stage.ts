import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
	type AppOptions,
	type BotId,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type HandoffOptions,
	memoryStore,
	type Store,
	silentLogger,
	userId,
} from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { type Client, connect } from "../../../src/client.js";
import { type Bridge, createBridge, hashSecret, inProcess, secretsFrom } from "../../../src/index.js";
import {
	type EmulatedPerson,
	type SlackEmulator,
	startSlackEmulator,
} from "../../../src/slack/emulator/index.js";
import { type SlackDesk, type SlackDeskOptions, slackDesk, slackManifest } from "../../../src/slack/index.js";
import { type SimulatedChannel, simulatedChannel } from "../../../src/testing/index.js";

export interface SlackStage {
	readonly handoff: Handoff;
	readonly bridge: Bridge;
	readonly channel: SimulatedChannel;
	readonly slack: SlackEmulator;
	readonly store: Store;
	readonly desk: SlackDesk;
	/** Agents. */
	readonly ana: EmulatedPerson;
	readonly ben: EmulatedPerson;
	/** Where waiting customers are announced. */
	readonly announcements: string;
	/** Another desk on the same bridge. */
	readonly colleague: Client;
	customer(name: string, more?: Partial<CustomerOptions>): Customer;
	/** Ends the desk as a crash would, and starts another on the same store. */
	restart(): Promise<void>;
	end(): Promise<void>;
}

interface CustomerOptions {
	readonly id: string;
	readonly name: string;
}

/** Somebody who writes to the bot. What reaches them is in `stage.channel`. */
interface Customer {
	readonly key: ConversationKey;
	says(text: string, more?: object): Promise<void>;
	wantsPerson(): Promise<void>;
	/** The bot says something. */
	isTold(text: string, more?: object): Promise<void>;
}

export interface StageOptions {
	readonly desk?: Partial<SlackDeskOptions>;
	readonly handoff?: Partial<HandoffOptions>;
	/** The channel, by name, in which conversations are threads. */
	readonly threadsIn?: string;
	/** A Slack whose app uses Socket Mode. */
	readonly slack?: SlackEmulator;
}

const secret = "correct horse battery staple";
const apps: readonly AppOptions[] = [
	{ id: "slack", kind: "human", displayName: "Team in Slack" },
	{ id: "console", kind: "human", displayName: "Console", offered: false },
];

/** A bot, a bridge, Slack and the desk between them. */
export async function openSlackStage({
	desk: given = {},
	handoff: more = {},
	threadsIn,
	slack: withSockets,
}: StageOptions = {}): Promise<SlackStage> {
	const channel = simulatedChannel();
	const store = memoryStore();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps,
		channels: { simulated: channel },
		store,
		logger: silentLogger,
		...more,
	});
	const hash = hashSecret(secret);
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ slack: hash, console: hash }) });
	const server = createServer();
	const url = await listen(server);
	const slack =
		withSockets ??
		(await startSlackEmulator({
			workspaces: [{ domain: "acme", people: ["Ana", "Ben"], channels: ["waiting"] }],
			apps: [{ manifest: slackManifest({ requestUrl: `${url}/slack` }) }],
			burst: 100,
		}));
	const [ana, ben] = [slack.workspace().person("Ana"), slack.workspace().person("Ben")];
	ana.invites("waiting", "Baton");
	const announcements = slack.workspace().channel("waiting");

	function makeDesk(): SlackDesk {
		return slackDesk({
			appId: "slack",
			appSecret: secret,
			connect: { dial: inProcess(bridge) },
			store,
			botToken: slack.app().botToken(),
			...(withSockets === undefined
				? { signingSecret: slack.app().signingSecret }
				: { appToken: slack.app().appToken }),
			...(threadsIn === undefined
				? {}
				: { rooms: { in: "threads", channel: slack.workspace().channel(threadsIn) } }),
			apiUrl: slack.apiUrl,
			announceIn: announcements,
			logger: silentLogger,
			...given,
		});
	}

	let desk = makeDesk();
	server.on("request", (request, response) => nodeHandler(desk.edge)(request, response));
	await desk.start();
	if (withSockets === undefined) await slack.app().connect(`${url}/slack`);
	const colleague = connect({ dial: inProcess(bridge), appId: "console", appSecret: secret });
	await colleague.whenConnected();
	return {
		...{ handoff, bridge, channel, slack, store, ana, ben, announcements, colleague },
		get desk() {
			return desk;
		},
		customer: (name, options) => makeCustomer(handoff, { id: name.toLowerCase(), name, ...options }),
		async restart() {
			await desk.stop();
			desk = makeDesk();
			await desk.start();
		},
		async end() {
			await desk.stop();
			colleague.close();
			bridge.close();
			await slack.close();
			server.close();
			server.closeAllConnections();
			await handoff.stop();
		},
	};
}

function makeCustomer(handoff: Handoff, { id, name }: CustomerOptions): Customer {
	const place = { channel: "simulated", business: "shop" };
	const key = conversationKey({ ...place, conversation: id });
	const opening = {
		bot: "shop" as BotId,
		user: { id: userId({ ...place, user: id }), name },
		reference: { channelId: "simulated", conversation: { id } },
	};
	return {
		key,
		async says(text, more = {}) {
			await handoff.submit(key, { type: "hear", opening, activity: { type: "message", text, ...more } });
		},
		async wantsPerson() {
			await handoff.submit(key, { type: "request", reason: { type: "asked" } });
		},
		async isTold(text, more = {}) {
			const activity = { type: "message", text, ...more };
			await handoff.submit(key, { type: "say", opening, utterances: [{ activity }] });
		},
	};
}

function listen(server: Server): Promise<string> {
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});
}
