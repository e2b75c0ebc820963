import { bridgeServer, hashSecret } from "@baton/agent-bridge";
import { type Channel, createHandoff, type Store, silentLogger } from "@baton/core";
import { redisStore } from "@baton/core/redis";
import type { WebSocket } from "ws";
import { z } from "zod";
import { emptiedStore } from "../contenders/emptied-store.js";
import { answering, said, TurnAdapter } from "../contenders/turn-adapter.js";
import { appId, appSecret, channelId } from "../network/baton-names.js";
import { listen, webSockets } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** What a user's page sends. */
const userSaid = z.object({ conversation: z.string(), id: z.string(), text: z.string() });

/**
 * The whole of Baton in one process: a small channel for users over WebSockets, the core on the memory store,
 * the bridge for desks. Only the limit of frames per second is raised, since one desk here says what a thousand
 * would. With the address of a Redis server several processes share it, and then users may be connected to one of
 * them and desks to another, which as `desks` has no channel. As `bot` it has a bot that answers everything.
 */
const [redis, what] = process.argv.slice(2);
const { http, port } = await listen();
const users = new Map<string, WebSocket>();
const { store, empty } = redis === undefined ? emptiedStore() : { store: await shared(redis), empty() {} };
const handoff = createHandoff({
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [{ id: appId, kind: "human", displayName: "Our team" }],
	channels: what === "desks" ? {} : { [channelId]: channelTo(users) },
	store,
	logger: silentLogger,
});
if (what === "bot") hostBot();
bridgeServer({
	handoff,
	apps: { [appId]: hashSecret(appSecret) },
	path: "/bridge",
	limits: { framesPerSecond: 1_000_000 },
	onError: (error) => console.error(error),
}).attach(http);
webSockets(http, "/user").on("connection", (socket) => {
	socket.on("message", (data) => {
		const { conversation, id, text } = userSaid.parse(JSON.parse(data.toString()));
		users.set(conversation, socket);
		handoff.receive(activity(conversation, id, text)).catch((error: unknown) => console.error(error));
	});
});
serve(
	{ user: `ws://127.0.0.1:${port}/user`, agent: `ws://127.0.0.1:${port}/bridge` },
	{
		empty() {
			users.clear();
			empty();
		},
	},
);

function shared(url: string): Promise<Store> {
	return redisStore({ url, onError: (error) => console.error(error) });
}

/** The handoff sends through the channel; the adapter only makes contexts. */
function hostBot(): void {
	const adapter = new TurnAdapter();
	handoff.host({
		adapter,
		run: answering,
		reach: ({ conversation }, logic) => adapter.run(said(conversation.id, ""), logic),
	});
}

function channelTo(users: ReadonlyMap<string, WebSocket>): Channel {
	return {
		reach: "connection",
		repeat: "at-most-once",
		async send({ id, activity: { text, channelData } }, { reference }) {
			const socket = users.get(reference.conversation.id);
			if (socket === undefined) return { state: "failed", error: "The user is not connected" };
			socket.send(JSON.stringify({ conversation: reference.conversation.id, id, text, channelData }));
			return { state: "sent", nativeId: id };
		},
	};
}

function activity(conversation: string, id: string, text: string) {
	return {
		type: "message",
		id,
		channelId,
		timestamp: new Date(),
		conversation: { id: conversation },
		from: { id: `user-of-${conversation}`, name: "Budi" },
		recipient: { id: "shop", name: "Shop bot" },
		text,
		locale: "en-US",
	};
}
