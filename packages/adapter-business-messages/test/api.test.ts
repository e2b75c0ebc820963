import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { conversationKey, type EntryId, type OutboxItem, type Recipient } from "@baton/core";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, startEmulator } from "../src/emulator/index.js";
import { type Api, BusinessMessagesAdapter, type BusinessMessagesAdapterOptions } from "../src/index.js";

const message = { messageId: "m1", representative: { representativeType: "BOT" as const }, text: "Hi" };

const item: OutboxItem = {
	...{ id: "1" as EntryId, kind: "send", order: 1, by: "bot", app: undefined, turn: undefined, logged: true },
	...{ notAfter: Number.POSITIVE_INFINITY, activity: { type: "message", text: "Hi" } },
};

const recipient: Recipient = {
	key: conversationKey({ channel: "business-messages", business: "agent", conversation: "c1" }),
	reference: { channelId: "business-messages", conversation: { id: "c1" } },
	nativeId: undefined,
};

describe("A call of the API", () => {
	let emulator: BusinessMessagesEmulator;

	beforeEach(async () => {
		emulator = await startEmulator();
	});

	afterEach(() => emulator.close());

	function apiWith(options: Partial<BusinessMessagesAdapterOptions> = {}): Api {
		return new BusinessMessagesAdapter({ ...emulator.adapterOptions, ...options }).api;
	}

	/** An address where nobody listens. */
	async function closedAddress(): Promise<string> {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		server.close();
		await once(server, "close");
		return `http://127.0.0.1:${port}`;
	}

	it("tells that nothing was sent where the API cannot be reached", async () => {
		const answer = await apiWith({ baseUrl: await closedAddress() }).sendMessage("c1", message, false);
		expect(answer).to.include({ ok: false, code: 0, status: "UNAVAILABLE" });
		expect(answer.message).to.include("ECONNREFUSED");
	});

	it("tells that nothing was sent where nobody can sign in now", async () => {
		const tokenUrl = await closedAddress();
		const { serviceAccount } = emulator.adapterOptions;
		const api = apiWith({ serviceAccount: { ...serviceAccount, tokenUrl } });
		expect(await api.sendMessage("c1", message, false)).to.include({ ok: false, status: "UNAVAILABLE" });
	});

	it("tells that nobody knows where the answer is lost or too late", async () => {
		const { conversationId } = emulator.user();
		emulator.fail("messages", "lost-answer");
		const answer = await apiWith().sendMessage(conversationId, message, false);
		expect(answer).to.include({ ok: false, code: 0, status: "UNKNOWN" });
		const silent = createServer().listen(0, "127.0.0.1");
		await once(silent, "listening");
		const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
		const late = await apiWith({ baseUrl, withinMs: 300 }).sendMessage(conversationId, message, false);
		expect(late).to.include({ ok: false, code: 0, status: "UNKNOWN" });
		silent.closeAllConnections();
		silent.close();
	});

	it("is judged by its number where the answer has no word of the platform's", async () => {
		const expected = {
			400: "failed",
			404: "failed",
			409: "unknown",
			429: "retry",
			502: "unknown",
			503: "unknown",
		};
		for (const [code, state] of Object.entries(expected)) {
			const server = createServer(
				(_, response) => void response.writeHead(Number(code)).end("a proxy's words"),
			);
			await once(server.listen(0, "127.0.0.1"), "listening");
			const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			const adapter = new BusinessMessagesAdapter({ ...emulator.adapterOptions, baseUrl });
			const result = await adapter.channel.send(item, recipient);
			expect(result, code).to.include({ state });
			server.closeAllConnections();
			server.close();
		}
	});

	it("gives the platform's own words for what it refuses", async () => {
		const answer = await apiWith().sendMessage("nobody", message, false);
		expect(answer).to.include({ ok: false, code: 403, status: "PERMISSION_DENIED" });
	});

	it("names any conversation safely", async () => {
		const { conversationId } = emulator.user({ conversationId: "a/../b?c#d" });
		expect(await apiWith().sendMessage(conversationId, message, false)).to.include({ ok: true });
		expect(emulator.requests.at(-1)).to.include({ conversationId, answer: "OK" });
	});
});
