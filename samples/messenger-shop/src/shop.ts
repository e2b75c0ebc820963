import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { MessengerAdapter, pageInbox } from "@baton/adapter-messenger";
import { type BridgeServer, bridgeServer } from "@baton/agent-bridge";
import {
	confidenceGate,
	consoleLogger,
	createHandoff,
	type Handoff,
	type Logger,
	type Store,
} from "@baton/core";
import { embeddedStore } from "@baton/core/embedded";
import { nodeHandler } from "@baton/core/http";
import { trainRecognizer } from "@baton/core/recognizer";
import { type Intent, titles, utterances } from "./answers.js";
import { startBot } from "./bot.js";
import { type ShopButtons, shopButtons } from "./buttons.js";
import { type Credentials, emulated, facebook } from "./facebook.js";
import { writePageSettings } from "./page-settings.js";
import { pictures } from "./pictures.js";

export interface ShopOptions {
	/** Where conversations are kept. */
	readonly data: string;
	/** Port of the webhook and the pictures. 0 takes any that is free, as with the others. */
	readonly port: number;
	readonly deskPort: number;
	/** Port of the emulated Messenger. */
	readonly messengerPort: number;
	/** Facebook itself. Without it Messenger is emulated. */
	readonly facebook?: Credentials | undefined;
	/** Default: standard error. */
	readonly logger?: Logger | undefined;
}

export interface Shop {
	/** Where customers chat. */
	readonly address: string;
	/** Where people answer for the page without the desk. */
	readonly inbox: string;
	/** What Facebook calls, and must be told once. */
	readonly webhook: string;
	/** A link for each person of the shop that signs them in to the desk, once. */
	readonly signInLinks: readonly { readonly name: string; readonly link: string }[];
	close(): Promise<void>;
}

const deskId = "desk";
const people = ["Ana", "Budi"] as const;

/** Puts the shop together: Messenger, the bot, the people. */
export async function openShop(options: ShopOptions): Promise<Shop> {
	const { data, port, deskPort, messengerPort, logger = consoleLogger } = options;
	const server = createServer();
	const here = await listen(server, port);
	const address = options.facebook?.publicUrl ?? here;
	const pictureOf = (name: string): string => `${address}/pictures/${name.toLowerCase()}.png`;
	const platform =
		options.facebook === undefined
			? await emulated(messengerPort, pictureOf("logo"))
			: facebook(options.facebook);
	const store = embeddedStore({ path: join(data, "conversations") });
	const messenger = new MessengerAdapter({
		...platform.adapter,
		apps: { inbox: { appId: pageInbox } },
		logger,
	});
	const buttons = shopButtons(address);
	const handoff = makeHandoff({
		...{ messenger, store, buttons, logger },
		isStaffed: () => desk.bridge.connections > 0,
	});
	messenger.connect(handoff);
	const desk: BridgeServer = bridgeServer({ handoff, console: { appId: deskId } });
	startBot({ messenger, handoff, buttons, address });
	serve(server, messenger);
	await desk.listen(deskPort);
	await platform.connect(`${address}/webhook`);
	await writePageSettings(messenger, platform.page, buttons);
	return {
		...{ address: platform.address, inbox: platform.inbox, webhook: `${address}/webhook` },
		signInLinks: people.map((name) => {
			const person = { id: name.toLowerCase(), displayName: name, avatarImage: pictureOf(name) };
			return { name, link: desk.signInLink({ person }) };
		}),
		async close() {
			server.close();
			server.closeAllConnections();
			await platform.close();
			await desk.close();
			await handoff.stop();
			await store.close();
		},
	};
}

interface HandoffParts {
	readonly messenger: MessengerAdapter;
	readonly store: Store;
	readonly buttons: ShopButtons;
	readonly logger: Logger;
	/** Whether anybody has the desk open. */
	readonly isStaffed: () => boolean;
}

function makeHandoff({ messenger, store, buttons, logger, isStaffed }: HandoffParts): Handoff {
	return createHandoff({
		...{ store, logger },
		bot: { id: "toko-senja", displayName: "Bot Toko" },
		apps: [
			{ id: deskId, kind: "human", displayName: "Toko Senja", personal: true },
			// People who answer in the page's own inbox, past the desk: by writing they take control.
			{ id: "inbox", kind: "human", displayName: "Page inbox", offered: false },
		],
		channels: { facebook: messenger.channel },
		gate: confidenceGate({ recognizer: trainRecognizer(examples()) }),
		postbacks: buttons,
		titleOf: (intent) => titles[intent as Intent] ?? intent,
		isAvailable: isStaffed,
	});
}

function examples() {
	return Object.entries(utterances).flatMap(([intent, texts]) => texts.map((text) => ({ text, intent })));
}

function serve(server: Server, { webhook }: MessengerAdapter): void {
	const servePicture = nodeHandler(pictures);
	server.on("request", (request, response) => {
		if (request.url?.startsWith("/pictures/")) servePicture(request, response);
		else webhook(request, response);
	});
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
