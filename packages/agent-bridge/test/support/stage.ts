import {
	type AppOptions,
	type BotId,
	type Command,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type HandoffOptions,
	silentLogger,
	userId,
} from "@baton/core";
import type { Client, ClientOptions, Dial, Heard } from "../../src/client.js";
import { type Bridge, type BridgeOptions, hashSecret, inProcess, secretsFrom } from "../../src/index.js";
import { type ManualClock, manualClock, settle } from "./manual-clock.js";
import { connect, createBridge } from "./watched.js";

export const secret = "correct horse battery staple";
export const mara = { id: "mara", displayName: "Mara" } as const;
export const tom = { id: "tom", displayName: "Tom" } as const;

/** One user on one page of one channel. */
interface Customer {
	readonly key: ConversationKey;
	say(text: string): Promise<void>;
}

/** A desk with everything that it heard, and the wire that can be cut. */
export interface Desk {
	readonly client: Client;
	readonly heard: Heard[];
	types(): readonly string[];
	/** Cuts the connection as a network would. The client comes back by itself. */
	cut(): void;
}

export interface Stage {
	readonly handoff: Handoff;
	readonly bridge: Bridge;
	readonly clock: ManualClock;
	customer(id?: string): Customer;
	command(customer: Customer, command: Command): Promise<void>;
	desk(appId: string, options?: Partial<ClientOptions> & { readonly listens?: boolean }): Promise<Desk>;
	end(): Promise<void>;
}

const apps: readonly AppOptions[] = [
	{ id: "desk", kind: "human", displayName: "Our team" },
	{ id: "night-desk", kind: "human", displayName: "Night team", offered: false },
	{ id: "console", kind: "human", displayName: "Console", personal: true, offered: false },
	{ id: "orders", kind: "bot", displayName: "Order bot", offered: false },
	{ id: "elsewhere", kind: "human", displayName: "Other firm", bots: ["other-bot"], offered: false },
];

export type StageOptions = Pick<BridgeOptions, "limits" | "colleagueTakeover"> &
	Pick<HandoffOptions, "channels"> & { readonly capacities?: Readonly<Record<string, number>> | undefined };

/** A handoff with one bot, a bridge and some apps, on a clock that stands still. */
export function openStage({
	limits,
	channels,
	colleagueTakeover,
	capacities = {},
}: StageOptions = {}): Stage {
	const clock = manualClock();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: apps.map((app) => ({ ...app, capacity: capacities[app.id] })),
		channels,
		clock,
		logger: silentLogger,
	});
	const hashes = Object.fromEntries(apps.map(({ id }) => [id, hashSecret(secret)]));
	const bridge = createBridge({
		handoff,
		authenticate: secretsFrom(hashes),
		limits,
		colleagueTakeover,
		onError: (error) => {
			throw error;
		},
	});
	const clients: Client[] = [];
	return {
		...{ handoff, bridge, clock },
		customer: (id = "ada") => customer(handoff, id),
		async command({ key }, command) {
			await handoff.submit(key, command);
			await settle();
		},
		async desk(appId, { listens = true, ...options } = {}) {
			const heard: Heard[] = [];
			const line = cuttable(inProcess(bridge));
			const credentials = options.ticket === undefined ? { appId, appSecret: secret } : {};
			const client = connect({ dial: line.dial, clock, random: () => 0.5, ...credentials, ...options });
			clients.push(client);
			if (listens) client.listen((frame) => heard.push(frame));
			await client.whenConnected();
			await settle();
			return { client, heard, types: () => heard.map(({ type }) => type), cut: line.cut };
		},
		async end() {
			for (const client of clients) client.close();
			bridge.close();
			await handoff.stop();
		},
	};
}

function customer(handoff: Handoff, id: string): Customer {
	const place = { channel: "facebook", business: "page" };
	const key = conversationKey({ ...place, conversation: id });
	const opening = {
		bot: "shop" as BotId,
		user: { id: userId({ ...place, user: id }), name: id },
		reference: { channelId: "facebook", conversation: { id } },
	};
	return {
		key,
		async say(text) {
			await handoff.submit(key, { type: "hear", opening, activity: { type: "message", text } });
			await settle();
		},
	};
}

function cuttable(dial: Dial): { readonly dial: Dial; readonly cut: () => void } {
	let cut = () => {};
	return {
		cut: () => cut(),
		dial(events) {
			let isCut = false;
			const wire = dial({
				onOpen: () => isCut || events.onOpen(),
				onMessage: (text) => isCut || events.onMessage(text),
				onClose: (code, reason) => isCut || events.onClose(code, reason),
			});
			cut = () => {
				isCut = true;
				wire.close(1006, "cut");
				events.onClose(1006, "cut");
			};
			return { send: (text) => isCut || wire.send(text), close: (code, reason) => wire.close(code, reason) };
		},
	};
}
