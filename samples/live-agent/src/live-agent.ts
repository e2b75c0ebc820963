import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { BusinessMessagesAdapter, channelId } from "@baton/adapter-business-messages";
import {
	type BusinessMessagesEmulator,
	type EmulatedUser,
	type Media,
	startEmulator,
} from "@baton/adapter-business-messages/emulator";
import { bridgeServer } from "@baton/agent-bridge";
import { consoleLogger, createHandoff, type Handoff, type Logger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { bot, texts } from "./bot.js";
import { servePicture } from "./pictures.js";

export interface LiveAgentOptions {
	/** Port of the platform and its phones. 0 takes any that is free. */
	readonly port: number;
	/** Port of the desk. 0 takes any that is free. */
	readonly deskPort: number;
	/** Where errors go. Default: standard error. */
	readonly logger?: Logger | undefined;
}

/** The sample while it runs. */
export interface LiveAgent {
	readonly emulator: BusinessMessagesEmulator;
	readonly handoff: Handoff;
	/** The customer. */
	readonly michael: EmulatedUser;
	/** Where the customer's phone is. */
	readonly phone: string;
	/** Signs Ana in to the desk, once. */
	readonly signInLink: string;
	/** Ana, as the customer comes to know her. */
	readonly ana: { readonly id: string; readonly displayName: string; readonly avatarImage: string };
	close(): Promise<void>;
}

/** Puts the platform, the bot and the desk together, all on this machine. */
export async function openLiveAgent(options: LiveAgentOptions): Promise<LiveAgent> {
	const { port, deskPort, logger = consoleLogger } = options;
	const emulator = await startEmulator({ port, agentName: "Toko Senja", fetchMedia });
	const adapter = new BusinessMessagesAdapter({ ...emulator.adapterOptions, logger });
	const webhook = nodeHandler(adapter.edge);
	const pictures = nodeHandler(servePicture);
	const server = createServer((request, response) => {
		(request.url === webhookPath ? webhook : pictures)(request, response);
	});
	const address = await listen(server);
	const handoff = connect(adapter, address, logger);
	await emulator.connectWebhook(`${address}${webhookPath}`);
	const desk = bridgeServer({ handoff, console: { appId: deskId } });
	await desk.listen(deskPort);
	const michael = emulator.user({ name: "Michael" });
	const ana = { id: "ana", displayName: "Ana", avatarImage: `${address}/pictures/ana.png` };
	return {
		...{ emulator, handoff, michael, ana },
		phone: emulator.phoneOf(michael),
		signInLink: desk.signInLink({ person: ana }),
		async close() {
			await desk.close();
			await handoff.stop();
			await emulator.close();
			server.close();
			server.closeAllConnections();
		},
	};
}

const webhookPath = "/business-messages";
const deskId = "desk";

/** What a bot team writes. */
function connect(adapter: BusinessMessagesAdapter, address: string, logger: Logger): Handoff {
	const handoff = createHandoff({
		logger,
		bot: { id: "toko-senja", displayName: "Bot Toko", avatarImage: `${address}/pictures/bot.png` },
		apps: [{ id: deskId, kind: "human", displayName: "Toko Senja", personal: true }],
		channels: { [channelId]: adapter.channel },
		notices: { en: { pleaseWait: texts.passedOn } },
	});
	adapter.connect(handoff);
	adapter.use(handoff);
	handoff.host({ adapter, run: bot });
	return handoff;
}

/** As the platform does it, so that pictures it would refuse are refused here. */
async function fetchMedia(url: string): Promise<Media | undefined> {
	const response = await fetch(url).catch(() => undefined);
	if (!response?.ok) return undefined;
	const type = response.headers.get("content-type") ?? "";
	return { type, bytes: new Uint8Array(await response.arrayBuffer()) };
}

function listen(server: Server): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			const { port } = server.address() as AddressInfo;
			resolve(`http://localhost:${port}`);
		});
	});
}
