import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { MessengerAdapter, pageInbox } from "@baton/adapter-messenger";
import { type MessengerEmulator, startMessengerEmulator } from "@baton/adapter-messenger/emulator";
import { createHandoff, type Handoff, memoryStore, silentLogger, type TurnContextLike } from "@baton/core";

export const appSecret = "replay-secret";
export const verifyToken = "replay-token";
const appId = "1160000000000001";
const page = "1084000000000001";
const token = "replay-page-token";

/** A page with a bot that only listens, a desk and the page's inbox, on a server. */
export interface Stage {
	readonly url: string;
	readonly emulator: MessengerEmulator;
	/** The page that the emulator knows. */
	readonly page: string;
	readonly adapter: () => MessengerAdapter;
	readonly handoff: () => Handoff;
	/** What the bot heard since the last {@link clear}. */
	readonly heard: readonly TurnContextLike["activity"][];
	/** Forgets all conversations: the ids in recordings of different places are often the same. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
	const emulator = await startMessengerEmulator({
		...{ appId, appSecret, verifyToken, fetchesMedia: false },
		pages: [{ id: page, name: "Replay", token }],
		otherApps: [],
	});
	const heard: TurnContextLike["activity"][] = [];
	let [adapter, handoff] = connected(emulator.url, heard);
	const server = createServer((req, res) => adapter.webhook(req, res));
	const url = await listen(server);
	return {
		...{ url, emulator, page, heard },
		adapter: () => adapter,
		handoff: () => handoff,
		async clear() {
			await handoff.stop();
			heard.length = 0;
			[adapter, handoff] = connected(emulator.url, heard);
		},
		async close() {
			await handoff.stop();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await emulator.close();
		},
	};
}

function connected(graph: string, heard: TurnContextLike["activity"][]): [MessengerAdapter, Handoff] {
	const adapter = new MessengerAdapter({
		...{ appId, appSecret, verifyToken, accessTokens: () => token },
		apps: { "page-inbox": { appId: pageInbox } },
		api: { baseUrl: graph },
		logger: silentLogger,
	});
	const handoff = createHandoff({
		bot: { id: "replay-bot", displayName: "Replay bot" },
		apps: [
			{ id: "desk", kind: "human", displayName: "Desk" },
			{ id: "page-inbox", kind: "human", displayName: "Page inbox", offered: false },
		],
		store: memoryStore(),
		channels: { facebook: adapter.channel },
		logger: silentLogger,
	});
	const run = async ({ activity }: TurnContextLike): Promise<void> => void heard.push(activity);
	adapter.connect(handoff);
	adapter.use(handoff);
	adapter.bot(run);
	handoff.host({ adapter, run });
	return [adapter, handoff];
}

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
}
