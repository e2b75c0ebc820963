import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@baton/core";
import { FacebookAdapter } from "botbuilder-adapter-facebook";
import type { BotAdapter } from "botbuilder-core";
import { Botkit, type BotkitMessage, type BotWorker } from "botkit";
import { hardenFacebookAdapter, MessengerAdapter } from "../../src/index.js";
import { type GraphServer, graphServer } from "../support/graph-server.js";
import { asSent, secret, signed } from "../support/webhook-body.js";

/** The options that a team has today. */
const options = {
	verify_token: "let me in",
	app_secret: secret,
	getAccessTokenForPage: async () => "page-token",
};

/** A team's adapter, after the change of one line. */
export const adapters: Readonly<Record<string, (graph: string) => BotAdapter>> = {
	"The adapter of this package, with the options of botbuilder-adapter-facebook": (graph) =>
		new MessengerAdapter({ ...options, api: { baseUrl: graph }, logger: silentLogger }),
	"The adapter of botbuilder-adapter-facebook, repaired": (graph) =>
		hardenFacebookAdapter(new FacebookAdapter(options), { baseUrl: graph, logger: silentLogger }),
};

/** A Botkit bot on its own webserver. */
export interface Shop {
	readonly adapter: BotAdapter;
	readonly controller: Botkit;
	readonly graph: GraphServer;
	readonly url: string;
	/** What handlers heard: the event's name and the text. */
	readonly heard: string[];
	readonly messages: BotkitMessage[];
	on(names: readonly string[], handle?: (bot: BotWorker, message: BotkitMessage) => Promise<void>): void;
	/** Resolves when handlers are done with so much in all. */
	hears(count: number): Promise<void>;
	post(what: unknown, by?: string): Promise<number>;
	close(): Promise<void>;
}

export async function openShop(make: (graph: string) => BotAdapter): Promise<Shop> {
	const graph = await graphServer(true);
	const adapter = make(graph.url);
	const port = process.env.PORT;
	process.env.PORT = "0";
	const controller = new Botkit({ adapter: adapter as never, disable_console: true });
	if (port === undefined) delete process.env.PORT;
	else process.env.PORT = port;
	const { http } = controller as unknown as { readonly http: Server };
	if (!http.listening) await new Promise<void>((resolve) => void http.once("listening", resolve));
	const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/messages`;
	const heard: string[] = [];
	const messages: BotkitMessage[] = [];
	let handled = 0;
	let look = (): void => {};

	return {
		...{ adapter, controller, graph, url, heard, messages },
		on(names, handle) {
			controller.on([...names], async (bot, message) => {
				heard.push(`${message.type}: ${message.text ?? ""}`.trim());
				messages.push(message);
				await handle?.(bot, message);
				handled += 1;
				look();
			});
		},
		hears: (count) =>
			new Promise((resolve) => {
				look = () => {
					if (handled >= count) resolve();
				};
				look();
			}),
		post: async (what, by) => {
			const { headers, ...init } = signed(asSent(what), by);
			const type = { "content-type": "application/json" };
			const answer = await fetch(url, { ...init, headers: { ...headers, ...type } });
			await answer.text();
			return answer.status;
		},
		async close() {
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
			await graph.close();
		},
	};
}
