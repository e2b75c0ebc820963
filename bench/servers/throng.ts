import { type BridgeServer, bridgeServer, hashSecret } from "@baton/agent-bridge";
import { type ConversationKey, conversationKey, createHandoff, silentLogger } from "@baton/core";
import { Server } from "socket.io";
import type { WebSocket } from "ws";
import { emptiedStore } from "../contenders/emptied-store.js";
import { collectAll } from "../measure/collect.js";
import { appSecret, channelId } from "../network/baton-names.js";
import { listen, webSockets } from "../network/listen.js";
import { type Deeds, serve } from "../network/serve.js";
import { longestStretch } from "../network/stretches.js";

/**
 * A server for many desks: `ws` with nothing but sockets, `socket-io`, or Baton's bridge, to which people of one desk
 * come (`people`), or as many desks as it is told (`desks`), each of which holds a conversation of its own.
 */
const [what = "", count = "0"] = process.argv.slice(2);
const { http, port } = await listen();
const parts: Readonly<Record<string, () => Deeds>> = { ws, "socket-io": socketIo, people, desks };
const deeds = parts[what]?.() ?? {};
serve(
	{
		any: `ws://127.0.0.1:${port}/${what === "socket-io" ? "socket.io/?EIO=4&transport=websocket" : "bridge"}`,
	},
	{
		memory: () => {
			collectAll();
			return String(process.memoryUsage().rss);
		},
		stretch: async (word) => String(await longestStretch(() => deeds.tell?.(word))),
		...deeds,
	},
);

function ws(): Deeds {
	const sockets = new Set<WebSocket>();
	webSockets(http, "/bridge").on("connection", (socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	return {
		tell(word) {
			const text = frameWith(word);
			for (const socket of sockets) socket.send(text);
		},
	};
}

function socketIo(): Deeds {
	const server = new Server(http, { transports: ["websocket"], serveClient: false });
	return { tell: (word) => void server.emit("say", JSON.parse(frameWith(word))) };
}

/** As long as a frame of the bridge that says the same. */
function frameWith(word: string): string {
	const text = `hello ${word}`;
	return JSON.stringify({
		...{
			type: "userSay",
			conversationId: "bench/shop/all",
			botId: "shop",
			botUserId: "u_1xOq6xNQXjUXyHIhJDc4Sg",
		},
		...{
			channel: channelId,
			position: 12,
			entryId: "12.2b29obv3x",
			epoch: 0,
			time: 1_763_648_431.7,
			session: 1,
		},
		input: { type: "text", value: text },
		activity: { type: "message", text, locale: "en-US", timestamp: "2026-01-01T00:00:00.000Z" },
	});
}

function people(): Deeds {
	const { store } = emptiedStore();
	const handoff = createHandoff({
		...{ bot: { id: "shop", displayName: "Shop bot" }, store, logger: silentLogger },
		apps: [{ id: "team", kind: "human", displayName: "Our team", personal: true }],
		policy: { offerExpiryMs: 3_600_000, offerRetryMs: 3_600_000 },
	});
	const server = bridge(handoff, {});
	return {
		ticket: (id) =>
			server.bridge.ticketFor({ appId: "team", person: { id, displayName: id }, role: "agent" }, 3_600_000),
		tell: async (word) => {
			await handoff.receive(said("all", word));
		},
	};
}

function desks(): Deeds {
	const { store } = emptiedStore();
	const ids = Array.from({ length: Number(count) }, (_, index) => `desk-${index}`);
	const handoff = createHandoff({
		...{ bot: { id: "shop", displayName: "Shop bot" }, store, logger: silentLogger },
		apps: ids.map((id) => ({ id, kind: "human", displayName: id, offered: false })),
		appLeaseMs: 3_600_000,
	});
	bridge(handoff, Object.fromEntries(ids.map((id) => [id, hashSecret(appSecret)])));
	return {
		async take() {
			for (const id of ids) {
				await handoff.receive(said(id, "hello"));
				const person = { id: "mara", displayName: "Mara" };
				await handoff.submit(keyOf(id), { type: "takeOver", app: id as never, human: person as never });
			}
		},
		async tell(word) {
			for (const id of ids) await handoff.receive(said(id, word));
		},
	};
}

type Handoff = ReturnType<typeof createHandoff>;

function bridge(handoff: Handoff, apps: Readonly<Record<string, string>>): BridgeServer {
	const server = bridgeServer({ handoff, apps, onError: (error) => console.error(error) });
	server.attach(http);
	return server;
}

function keyOf(conversation: string): ConversationKey {
	return conversationKey({ channel: channelId, business: "shop", conversation });
}

function said(conversation: string, word: string) {
	return {
		...{
			type: "message",
			id: word,
			channelId,
			timestamp: new Date(),
			text: `hello ${word}`,
			locale: "en-US",
		},
		...{
			conversation: { id: conversation },
			from: { id: `user-of-${conversation}` },
			recipient: { id: "shop" },
		},
	};
}
