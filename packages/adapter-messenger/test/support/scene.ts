import {
	type AppOptions,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Delivery,
	type Entry,
	type Handoff,
	type HandoffOptions,
	memoryStore,
	type Store,
	silentLogger,
	type TurnContextLike,
} from "@baton/core";
import { MessengerAdapter, type MessengerAdapterOptions, pageInbox } from "../../src/index.js";
import { type GraphServer, graphServer } from "./graph-server.js";
import { until } from "./until.js";
import { page, person, post, secret } from "./webhook-body.js";

/** A page with a bot, a desk and the page's inbox, connected to an adapter. */
export interface Scene {
	readonly handoff: Handoff;
	readonly messenger: MessengerAdapter;
	readonly graph: GraphServer;
	readonly key: ConversationKey;
	/** What the bot heard, in order. */
	readonly heard: TurnContextLike["activity"][];
	/** Posts a body, signed; resolves with the status. */
	post(what: unknown): Promise<number>;
	/** Resolves when the bot has heard so much in all. */
	hears(count: number): Promise<void>;
	entries(): Promise<readonly Entry[]>;
	deliveryOf(entry: Entry): Promise<Delivery | undefined>;
	end(): Promise<void>;
}

export interface SceneOptions {
	readonly handoff?: Partial<HandoffOptions> | undefined;
	readonly messenger?: Partial<MessengerAdapterOptions> | undefined;
	readonly store?: Store | undefined;
	readonly bot?: ((context: TurnContextLike) => Promise<void>) | undefined;
}

export const ownApp = "111";
export const token = "page-token";

const apps: readonly AppOptions[] = [
	{ id: "desk", kind: "human", displayName: "Our team" },
	{ id: "page-inbox", kind: "human", displayName: "Page inbox", offered: false },
];

export async function scene(options: SceneOptions = {}): Promise<Scene> {
	const graph = await graphServer(true);
	const messenger = new MessengerAdapter({
		appSecret: secret,
		verifyToken: "let me in",
		accessTokens: { [page]: token },
		appId: ownApp,
		apps: { "page-inbox": { appId: pageInbox } },
		api: { baseUrl: graph.url },
		logger: silentLogger,
		...options.messenger,
	});
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps,
		store: options.store ?? memoryStore(),
		channels: { facebook: messenger.channel },
		logger: silentLogger,
		...options.handoff,
	});
	const heard: TurnContextLike["activity"][] = [];
	const run = async (context: TurnContextLike): Promise<void> => {
		heard.push(context.activity);
		await options.bot?.(context);
	};
	messenger.connect(handoff);
	messenger.use(handoff);
	messenger.bot(run);
	handoff.host({ adapter: messenger, run });
	const key = conversationKey({ channel: "facebook", business: page, conversation: person });

	return {
		...{ handoff, messenger, graph, key, heard },
		post: async (what) => (await messenger.fetch(post(what))).status,
		hears: (count) => until(() => heard.length >= count),
		entries: async () => handoff.store.readEntries(key, { limit: 100 }),
		deliveryOf: async ({ id }) => (await handoff.store.readDeliveries(key, [id]))[0],
		async end() {
			await handoff.stop();
			await graph.close();
		},
	};
}
