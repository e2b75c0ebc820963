import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type AppId,
	type AppOptions,
	type BotId,
	type Command,
	type Conversation,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	hashSecret,
	newSecret,
	offerOf,
	silentLogger,
	type TurnContextLike,
	userId,
} from "@baton/core";
import { secretsFrom } from "../bridge/secret.js";
import { type Bridge, createBridge } from "../bridge.js";
import { type Client, connect } from "../client.js";
import { inProcess } from "../transport/in-process.js";
import { webSocketTransport } from "../transport/websocket.js";
import type { DeskContractOptions, DeskPlace, DeskUnderTest } from "./desk-driver.js";
import { hostBot } from "./host-bot.js";
import { type SimulatedChannel, simulatedChannel } from "./simulated-channel.js";
import { type SimulatedCustomer, simulatedCustomer } from "./simulated-customer.js";
import { type Tap, tapBridge } from "./tapped-bridge.js";

const deskId = "desk-under-test";
const colleagueId = "colleague";
const botId = "shop";

/** A bot, its bridge, the desk under test at it, and whoever else a test needs. */
export interface DeskStage {
	readonly handoff: Handoff;
	readonly channel: SimulatedChannel;
	readonly tap: Tap;
	readonly customer: SimulatedCustomer;
	/** The desk that is up now. */
	readonly desk: DeskUnderTest;
	/** Another desk of the same bot, which does what it is told. */
	readonly colleague: Client;
	readonly colleagueId: string;
	another(name: string): SimulatedCustomer;
	/** A person is wanted: the desk under test is asked. */
	askFor(customer: SimulatedCustomer): Promise<void>;
	/** Time has passed: the offer that stands is repeated, or is over, or whoever holds control was away for too long. */
	timePasses(customer: SimulatedCustomer, what: "again" | "expired" | "lost"): Promise<void>;
	/** A conversation of a bot that is not the desk's, in which somebody wrote and a person is wanted. */
	elsewhere(text: string): Promise<ConversationKey>;
	crash(): Promise<void>;
	/** Brings the desk up again, at the same place. */
	restart(): Promise<void>;
	end(): Promise<void>;
}

export async function openDeskStage({ open, kind = "human" }: DeskContractOptions): Promise<DeskStage> {
	const channel = simulatedChannel();
	const secret = newSecret();
	const handoff = createHandoff({
		bot: { id: botId, displayName: "Shop bot" },
		apps: appsWith(kind),
		channels: { simulated: channel },
		logger: silentLogger,
	});
	hostBot(handoff, answer);
	const hash = hashSecret(secret);
	const bridge = createBridge({
		handoff,
		authenticate: secretsFrom({ [deskId]: hash, [colleagueId]: hash }),
	});
	const tap = tapBridge(bridge, deskId);
	const server = await serve(tap.bridge);
	const folder = await mkdtemp(join(tmpdir(), "desk-"));
	const place = placeAt(server, { bridge: tap.bridge, appSecret: secret, folder });
	const colleague = connect({ dial: inProcess(bridge), appId: colleagueId, appSecret: secret });
	let desk: DeskUnderTest | undefined = await open(place);
	const another = (name: string): SimulatedCustomer => simulatedCustomer({ channel, to: handoff, name });

	return {
		...{ handoff, channel, tap, another, colleague, colleagueId },
		customer: another("Ada"),
		get desk() {
			if (desk === undefined) throw new Error("The desk has crashed, and is not up again");
			return desk;
		},
		async askFor({ conversationId }) {
			const key = conversationId as ConversationKey;
			await handoff.submit(key, { type: "request", reason: { type: "asked" }, to: [deskId as AppId] });
		},
		async timePasses({ conversationId }, what) {
			const key = conversationId as ConversationKey;
			const { conversation } = await handoff.store.load(key);
			if (conversation !== undefined) await handoff.submit(key, passage(conversation, what));
		},
		elsewhere: (text) => writeElsewhere(handoff, text),
		async crash() {
			const crashing = desk;
			desk = undefined;
			tap.cut();
			await crashing?.crash();
		},
		async restart() {
			desk = await open(place);
		},
		async end() {
			await desk?.close();
			colleague.close();
			bridge.close();
			await closeServer(server);
			await handoff.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function appsWith(kind: AppOptions["kind"]): readonly AppOptions[] {
	return [
		{ id: deskId, kind, displayName: "Desk under test", offered: true },
		{ id: colleagueId, kind: "human", displayName: "Colleagues", offered: false },
		{ id: "elsewhere", kind: "human", displayName: "Another firm", bots: ["other-bot"] },
	];
}

/** Repeats what it hears. What it is not sure of it holds back, and a person is asked. */
async function answer(context: TurnContextLike): Promise<void> {
	const { type, text = "" } = context.activity;
	if (type !== "message") return;
	const confidence = text.startsWith("unsure") ? 0.2 : 1;
	await context.sendActivity({ type: "message", text: `You said ${text}`, channelData: { confidence } });
}

/** What the timer does that a test would have to wait for. */
function passage({ control }: Conversation, what: "again" | "expired" | "lost"): Command {
	if (what === "lost") return { type: "lose", holder: deskId as AppId, epoch: control.epoch };
	const about = offerOf(control)?.id ?? "none";
	return { type: "ring", timer: what === "again" ? "offer-retry" : "offer-expiry", about };
}

async function serve(bridge: Bridge): Promise<Server> {
	const server = createServer((_, response) => response.writeHead(404).end());
	server.on("upgrade", webSocketTransport({ bridge }));
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	return server;
}

function placeAt(server: Server, parts: Pick<DeskPlace, "bridge" | "appSecret" | "folder">): DeskPlace {
	// A server that listens on a port has an address with one.
	const { port } = server.address() as AddressInfo;
	return { url: `ws://127.0.0.1:${port}/bridge`, appId: deskId, botIds: [botId], ...parts };
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

async function writeElsewhere(handoff: Handoff, text: string): Promise<ConversationKey> {
	const place = { channel: "simulated", business: "other-business" };
	const key = conversationKey({ ...place, conversation: "eve" });
	const opening = {
		bot: "other-bot" as BotId,
		user: { id: userId({ ...place, user: "eve" }), name: "Eve" },
		reference: { channelId: "simulated", conversation: { id: "eve" } },
	};
	await handoff.submit(key, { type: "hear", opening, activity: { type: "message", text } });
	await handoff.submit(key, { type: "request", reason: { type: "asked" } });
	return key;
}
