import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hashSecret, inProcess, newSecret } from "@baton/agent-bridge";
import { newSigningSecret, type WebhookDesk, webhookDesk } from "@baton/agent-bridge/webhook";
import { consoleLogger, type Logger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { openShop, type Shop } from "@baton/sample-shop/dist/shop.js";
import { type ContactCenter, contactCenter } from "./center/contact-center.js";
import { contactCenterServer } from "./center/serve.js";

export interface SampleOptions {
	/** Where the shop keeps its conversations. */
	readonly data: string;
	/** Ports of the shop, of its own desk, of the page about its gate, and of the contact center. 0 takes any. */
	readonly port: number;
	readonly deskPort: number;
	readonly gatePort: number;
	readonly centerPort: number;
	readonly logger?: Logger | undefined;
}

/** The sample while it runs. */
export interface Sample {
	readonly shop: Shop;
	readonly desk: WebhookDesk;
	readonly center: ContactCenter;
	/** Where the people of the contact center work. */
	readonly centerAddress: string;
	close(): Promise<void>;
}

const appId = "contact-center";

/** The shop, and a contact center that it is connected to by nothing but HTTP. */
export async function openSample(options: SampleOptions): Promise<Sample> {
	const { data, port, deskPort, gatePort, centerPort, logger = consoleLogger } = options;
	const appSecret = newSecret();
	const agreement = {
		verificationToken: randomBytes(24).toString("base64url"),
		signingSecret: newSigningSecret(),
	};
	const center = contactCenter(agreement);
	const shop = await openShop({
		...{ data, port, deskPort, gatePort, logger },
		desks: [
			{
				...{ id: appId, displayName: "Contact center", secretHash: hashSecret(appSecret) },
				isAvailable: () => desk.isActive(),
			},
		],
	});
	const inbound = createServer((request, response) => nodeHandler(desk.edge)(request, response));
	const desk: WebhookDesk = webhookDesk({
		...{ appId, appSecret, logger, store: shop.handoff.store, dial: inProcess(shop.bridge) },
		publicUrl: await listen(inbound, 0),
		// Both are on this machine.
		allowPrivate: true,
	});
	const setUp = async () => desk.setUp({ ...agreement, url: `${centerAddress}/events` });
	const server = contactCenterServer({
		...{ center, status: desk.status },
		setUpAgain: async () => void (await setUp()),
	});
	const centerAddress = await listen(server, centerPort);
	const { address, accessToken } = await setUp();
	center.connect({ address, accessToken: accessToken ?? (await desk.renewAccessToken()).accessToken });
	return {
		...{ shop, desk, center, centerAddress },
		async close() {
			await desk.close();
			for (const each of [server, inbound]) {
				each.close();
				each.closeAllConnections();
			}
			await shop.close();
		},
	};
}

function listen(server: Server, port: number): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			const { port: taken } = server.address() as AddressInfo;
			resolve(`http://localhost:${taken}`);
		});
	});
}
