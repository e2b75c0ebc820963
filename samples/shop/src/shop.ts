import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bridge, type BridgeServer, bridgeServer } from "@baton/agent-bridge";
import { consoleLogger, createHandoff, type Gate, type Handoff, type Logger, type Store } from "@baton/core";
import { embeddedStore } from "@baton/core/embedded";
import { type Intent, titles } from "./answers.js";
import { startBot } from "./bot.js";
import { type ShopButtons, shopButtons } from "./buttons.js";
import { cannedReplies } from "./canned-replies.js";
import { openCarts } from "./cart.js";
import { languageOf } from "./catalogue.js";
import { customerCookies } from "./channel/customer-cookie.js";
import { limits } from "./channel/limits.js";
import { type OpenPages, openPages } from "./channel/open-pages.js";
import { pageServer } from "./channel/page-server.js";
import { readSecret } from "./channel/secret.js";
import { customerSockets, type SocketOptions, type Sockets } from "./channel/sockets.js";
import { WebAdapter } from "./channel/web-adapter.js";
import { webChannel, webChannelId } from "./channel/web-channel.js";
import { openGatePage } from "./gate/gate-page.js";
import { learningGate, replies } from "./gate/learning-gate.js";
import { people, withPicture } from "./people.js";

export interface ShopOptions {
	/** Where conversations, carts and secrets are kept. */
	readonly data: string;
	/** Port of the customers' page. 0 takes any that is free. */
	readonly port: number;
	/** Port of the desk. 0 takes any that is free. */
	readonly deskPort: number;
	/** Port of the page about the gate. 0 takes any that is free. */
	readonly gatePort: number;
	/** Where errors go. Default: standard error. */
	readonly logger?: Logger | undefined;
	/** Desks besides the shop's own, with the hashes of their secrets. Default: none. */
	readonly desks?: readonly OtherDesk[] | undefined;
}

/** A desk that connects to the shop's bridge. */
interface OtherDesk {
	readonly id: string;
	readonly displayName: string;
	readonly secretHash: string;
	/** Whether anybody is there. */
	readonly isAvailable: () => boolean;
}

export interface Shop {
	/** Where customers go. */
	readonly address: string;
	/** A link for each person of the shop that signs them in to the desk, once. */
	readonly signInLinks: readonly { readonly name: string; readonly link: string }[];
	/** Where whoever looks after the bot sees what people taught it. */
	readonly gateLink: string;
	readonly handoff: Handoff;
	readonly bridge: Bridge;
	close(): Promise<void>;
}

const shopId = "toko-senja";
const deskId = "desk";
const pageFolder = fileURLToPath(new URL("../dist/web", import.meta.url));

/** Puts the shop together: page, bot, people, all in one process and without a network. */
export async function openShop({
	data,
	port,
	deskPort,
	gatePort,
	logger = consoleLogger,
	desks = [],
}: ShopOptions): Promise<Shop> {
	const cookies = customerCookies({ secret: readSecret(data) });
	const server = createServer(pageServer({ folder: pageFolder, cookies }));
	const address = await listen(server, port);
	const store = embeddedStore({ path: join(data, "conversations") });
	const carts = openCarts(join(data, "carts"));
	const buttons = shopButtons({ carts, address });
	const pages = openPages();
	const learning = learningGate({ store, bot: shopId, data, logger });
	const handoff: Handoff = makeHandoff({
		...{ store, pages, buttons, address, logger, gate: learning.gate, desks },
		isStaffed: () => desk.bridge.connections > 0,
	});
	const desk: BridgeServer = bridgeServer({
		handoff,
		console: { appId: deskId, cannedReplies },
		apps: Object.fromEntries(desks.map(({ id, secretHash }) => [id, secretHash])),
		sessionKey: readSecret(join(data, "desk")).toString("base64url"),
	});
	startBot({ adapter: new WebAdapter(), handoff, buttons, carts, address, logger });
	handoff.subscribe(learning.hear);
	await desk.listen(deskPort);
	const gatePage = await openGatePage({ gate: learning, port: gatePort, logger });
	const sockets = openSockets(server, { cookies, handoff, carts, pages });
	return {
		...{ address, handoff, bridge: desk.bridge },
		signInLinks: people.map((person) => ({
			name: person.displayName,
			link: desk.signInLink({ person: withPicture(person, address) }),
		})),
		gateLink: gatePage.link,
		async close() {
			sockets.close();
			gatePage.close();
			server.close();
			server.closeAllConnections();
			await desk.close();
			await handoff.stop();
			await Promise.all([store.close(), carts.close()]);
		},
	};
}

interface HandoffParts {
	readonly store: Store;
	readonly pages: OpenPages;
	readonly buttons: ShopButtons;
	readonly address: string;
	readonly logger: Logger;
	readonly gate: Gate;
	readonly desks: readonly OtherDesk[];
	/** Whether anybody has the desk open. */
	readonly isStaffed: () => boolean;
}

function makeHandoff(parts: HandoffParts): Handoff {
	const { store, pages, buttons, address, logger, gate, desks, isStaffed } = parts;
	const own = { id: deskId, kind: "human", displayName: "Toko Senja", personal: true, capacity: 5 } as const;
	return createHandoff({
		store,
		logger,
		bot: {
			id: shopId,
			displayName: "Bot Toko",
			avatarImage: `${address}/people/bot.svg`,
			intents: Object.keys(titles),
		},
		apps: [
			// Where people work elsewhere, it is they who are asked.
			{ ...own, offered: desks.length === 0 },
			...desks.map(({ id, displayName }) => ({ id, kind: "human", displayName }) as const),
		],
		gate,
		replies,
		postbacks: buttons,
		channels: { [webChannelId]: webChannel({ store, pages }) },
		titleOf: (intent, locale) => titles[intent as Intent]?.[languageOf(locale)] ?? intent,
		policy: { offerRetryMs: 30_000, offerExpiryMs: 120_000 },
		isAvailable: (app) => (desks.find(({ id }) => id === app)?.isAvailable ?? isStaffed)(),
	});
}

function openSockets(
	server: Server,
	parts: Omit<SocketOptions, "shop" | "messages" | "connections">,
): Sockets {
	const sockets = customerSockets({
		...parts,
		shop: shopId,
		messages: limits({ burst: 12, perSecond: 1 }),
		connections: limits({ burst: 60, perSecond: 2 }),
	});
	server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
	return sockets;
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
