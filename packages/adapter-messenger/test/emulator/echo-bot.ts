import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, type Handoff, silentLogger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import type { MessengerEmulator } from "../../src/emulator/index.js";
import { MessengerAdapter, pageInbox } from "../../src/index.js";
import { appSecret, otherPage, page, startMessenger, token } from "./small-app.js";

/** What can happen to a webhook on its way: nothing, not taken, or taken without the platform's knowing. */
export type Weather = "fine" | "not-taken" | "answer-lost";

/** A bot that repeats what it hears, on Baton and the adapter as they are shipped. */
export interface EchoBot {
	readonly messenger: MessengerEmulator;
	readonly handoff: Handoff;
	close(): Promise<void>;
}

export async function echoBot(weather: (body: string) => Weather = () => "fine"): Promise<EchoBot> {
	const messenger = await startMessenger();
	const adapter = new MessengerAdapter({
		...{ appSecret, verifyToken: "verify", logger: silentLogger },
		accessTokens: { [page]: token, [otherPage]: "token-of-the-other-page" },
		apps: { inbox: { appId: pageInbox } },
		api: { baseUrl: messenger.url },
	});
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop" },
		apps: [{ id: "inbox", kind: "human", displayName: "Page inbox", offered: false }],
		channels: { facebook: adapter.channel },
		logger: silentLogger,
	});
	adapter.connect(handoff);
	adapter.use(handoff);
	handoff.host({
		adapter,
		run: async (context) => {
			if (context.activity.type === "message") await context.sendActivity(`re: ${context.activity.text}`);
		},
	});
	const handle = nodeHandler(async (asked) => {
		const takes = asked.method === "POST" ? weather(Buffer.from(asked.body).toString()) : "fine";
		if (takes === "not-taken") return { status: 503 };
		const answer = await adapter.edge(asked);
		return takes === "answer-lost" ? { status: 500 } : answer;
	});
	const server = createServer(handle).listen(0, "127.0.0.1");
	await once(server, "listening");
	await messenger.connectWebhook(`http://localhost:${(server.address() as AddressInfo).port}/`);
	return {
		...{ messenger, handoff },
		async close() {
			await handoff.stop();
			await messenger.close();
			server.close();
			server.closeAllConnections();
		},
	};
}
