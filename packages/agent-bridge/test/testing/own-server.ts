import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ConversationKey, createHandoff, silentLogger } from "@baton/core";
import {
	type Bridge,
	type BridgeOptions,
	hashSecret,
	newSecret,
	secretsFrom,
	webSocketTransport,
} from "../../src/index.js";
import {
	hostBot,
	type ServerContractOptions,
	type ServerUnderTest,
	simulatedChannel,
	simulatedCustomer,
} from "../../src/testing/index.js";
import { createBridge } from "../support/watched.js";

/** What a test may put in the place of our own. */
export interface OwnServerOptions {
	readonly authenticate?: BridgeOptions["authenticate"];
	readonly around?: (bridge: Bridge) => Pick<Bridge, "accept">;
}

type Wanted = Parameters<ServerContractOptions["open"]>[0];

export async function openOwnServer(
	{ heartbeatMs }: Wanted,
	{ authenticate, around = (bridge) => bridge }: OwnServerOptions = {},
): Promise<ServerUnderTest> {
	const channel = simulatedChannel();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [
			{ id: "desk", kind: "human", displayName: "Our team" },
			{ id: "colleague", kind: "human", displayName: "Colleagues" },
			{ id: "stranger", kind: "human", displayName: "Another firm", bots: ["bank"] },
		],
		channels: { simulated: channel },
		logger: silentLogger,
	});
	hostBot(handoff, async () => {});
	const secret = newSecret();
	const hash = hashSecret(secret);
	const bridge = createBridge({
		handoff,
		authenticate: authenticate ?? secretsFrom({ desk: hash, colleague: hash, stranger: hash }),
		limits: { heartbeatMs },
	});
	const server = createServer();
	server.on("upgrade", webSocketTransport({ bridge: around(bridge) }));
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	// A server that listens on a port has an address with one.
	const { port } = server.address() as AddressInfo;
	let users = 0;
	const app = (appId: string) => ({ appId, appSecret: secret });

	return {
		url: `ws://127.0.0.1:${port}/bridge`,
		botId: "shop",
		desk: app("desk"),
		colleague: app("colleague"),
		stranger: app("stranger"),
		async user() {
			users += 1;
			const customer = simulatedCustomer({ channel, to: handoff, name: `User ${users}` });
			await customer.says("Hello");
			const { conversationId } = customer;
			return {
				conversationId,
				says: customer.says,
				asksForPerson: () =>
					handoff.submit(conversationId as ConversationKey, { type: "request", reason: { type: "asked" } }),
				heard: () => customer.lines.map(({ text }) => text),
			};
		},
		ticketFor: (role) =>
			bridge.ticketFor({ appId: "desk", person: { id: "mara", displayName: "Mara" }, role }),
		async close() {
			bridge.close();
			server.close();
			server.closeAllConnections();
			await handoff.stop();
		},
	};
}
