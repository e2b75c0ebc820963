import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Edge, nodeHandler } from "@baton/core/http";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, type EmulatedUser, startEmulator } from "../../src/emulator/index.js";
import { isSigned, signatureHeader } from "../../src/index.js";
import { eventually } from "../support/eventually.js";
import { type RawApi, rawApi } from "../support/raw-api.js";

type Members = Readonly<Record<string, unknown>>;

/** What the webhook is told, as far as tests look at it. */
interface Call extends Members {
	readonly clientToken?: string;
	readonly secret?: string;
	readonly message?: { readonly messageId: string; readonly name: string; readonly text: string };
	readonly context?: Members;
	readonly userStatus?: Members;
	readonly suggestionResponse?: Members;
	readonly authenticationResponse?: Members;
	readonly receipts?: { readonly receipts: readonly Members[] };
}

/** A webhook that answers as it is told to, and keeps what it is told. */
interface Agent {
	readonly url: string;
	readonly calls: Call[];
	/** What it answers next; 200 afterwards. */
	readonly answers: number[];
	close(): void;
}

async function openAgent(tokenOf: () => string): Promise<Agent> {
	const calls: Call[] = [];
	const answers: number[] = [];
	const edge: Edge = async ({ body, header }) => {
		const call: Call = JSON.parse(Buffer.from(body).toString());
		if (call.clientToken !== undefined)
			return { status: 200, body: call.clientToken === tokenOf() ? (call.secret ?? "") : "?" };
		if (!isSigned(body, header(signatureHeader) ?? "", tokenOf())) return { status: 403 };
		calls.push(call);
		return { status: answers.shift() ?? 200 };
	};
	const server = createServer(nodeHandler(edge)).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		...{ url: `http://localhost:${port}/`, calls, answers },
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

describe("An emulated user", () => {
	let emulator: BusinessMessagesEmulator;
	let agent: Agent;
	let api: RawApi;
	let mia: EmulatedUser;

	beforeEach(async () => {
		emulator = await startEmulator({ firstPauseMs: 5 });
		agent = await openAgent(() => emulator.adapterOptions.clientToken);
		await emulator.connectWebhook(agent.url);
		api = rawApi(emulator);
		mia = emulator.user({ name: "Mia", locale: "de-AT" });
	});

	afterEach(async () => {
		agent.close();
		await emulator.close();
	});

	function send(body: object): Promise<string> {
		const { conversationId } = mia;
		const representative = { representativeType: "BOT" };
		return api.post(`conversations/${conversationId}/messages`, {
			messageId: "m1",
			representative,
			text: "x",
			...body,
		});
	}

	function last(): Call {
		return agent.calls.at(-1) ?? {};
	}

	it("is not connected to a webhook that does not know the token", async () => {
		const stranger = await openAgent(() => "another");
		const connecting = emulator.connectWebhook(stranger.url);
		const error = await connecting.then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).to.have.property("code", "webhook-not-verified");
		stranger.close();
	});

	it("writes, and the agent is told who it is", async () => {
		await mia.says("Hi");
		expect(last()).to.deep.include({ agent: "brands/1111/agents/2222", conversationId: mia.conversationId });
		expect(last().message).to.include({ text: "Hi" });
		expect(last().message?.name).to.equal(
			`conversations/${mia.conversationId}/messages/${last().message?.messageId}`,
		);
		expect(last().context).to.deep.include({
			userInfo: { displayName: "Mia", userDeviceLocale: "de-AT" },
			resolvedLocale: "de",
		});
	});

	it("is heard of again, in the same words, until the agent answers 200", async () => {
		agent.answers.push(500, 204, 302);
		await mia.says("Hi");
		expect(agent.calls).to.have.length(4);
		expect(new Set(agent.calls.map((call) => JSON.stringify(call)))).to.have.property("size", 1);
		expect(mia.lines[0]).to.include({ state: "sent" });
	});

	it("sends a picture as a signed address", async () => {
		await mia.sendsPicture("https://storage.example/a.png");
		expect(last().message?.text).to.match(/^https:\/\/storage\.example\/a\.png\?X-Goog-Signature=\w+$/);
	});

	it("types, and asks for a person", async () => {
		await mia.types();
		expect(last().userStatus).to.include({ isTyping: true });
		await mia.types(false);
		expect(last().userStatus).to.include({ isTyping: false });
		await mia.requestsLiveAgent();
		expect(last().userStatus).to.include({ requestedLiveAgent: true });
	});

	it("presses suggestions while they are on the screen", async () => {
		const suggestions = [{ reply: { text: "Yes", postbackData: "yes" } }, { liveAgentRequest: {} }];
		await send({ suggestions });
		await mia.presses("Yes");
		expect(last().suggestionResponse).to.include({
			message: `conversations/${mia.conversationId}/messages/m1`,
			postbackData: "yes",
			text: "Yes",
			suggestionType: "REPLY",
		});
		const error = await mia.presses("Yes").then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).to.have.property("code", "not-on-screen");
		await send({ messageId: "m2", suggestions });
		await mia.presses("Message a live agent");
		expect(last().userStatus).to.include({ requestedLiveAgent: true });
	});

	it("presses suggestions of cards at any time", async () => {
		const action = { text: "See", postbackData: "see", openUrlAction: { url: "https://shop.example" } };
		const cardContent = { title: "x", suggestions: [{ action }] };
		await send({ text: undefined, richCard: { standaloneCard: { cardContent } } });
		await send({ messageId: "m2" });
		await mia.presses("See");
		expect(last().suggestionResponse).to.include({
			message: `conversations/${mia.conversationId}/messages/m1`,
			postbackData: "see",
			suggestionType: "ACTION",
		});
	});

	it("presses the suggestion that is meant where two cards have some of the same name", async () => {
		const cardContents = ["dress", "shirt"].map((title) => ({
			title,
			suggestions: [{ reply: { text: "Take it", postbackData: title } }],
		}));
		await send({ text: undefined, richCard: { carouselCard: { cardWidth: "MEDIUM", cardContents } } });
		await mia.presses("m1:0:0");
		expect(last().suggestionResponse).to.include({ postbackData: "dress" });
		await mia.presses("Take it");
		expect(last().suggestionResponse).to.include({ postbackData: "shirt" });
	});

	it("signs in, or declines to", async () => {
		const oauth = { clientId: "c", codeChallenge: "x", scopes: ["email"] };
		await send({ suggestions: [{ authenticationRequest: { oauth } }] });
		await mia.presses("Sign in");
		expect(last().authenticationResponse).to.have.keys("code", "redirect_uri");
		await mia.declinesSignIn();
		expect(last().authenticationResponse?.errorDetails).to.include({ error: "access_denied" });
	});

	it("lets the agent know what has come and what was read, without a requestId", async () => {
		await send({});
		await send({ messageId: "m2" });
		await eventually(() => agent.calls.length >= 2 || undefined);
		await mia.reads();
		const names = ["m1", "m2"].map((id) => `conversations/${mia.conversationId}/messages/${id}`);
		expect(last().receipts?.receipts).to.deep.equal(
			names.map((message) => ({ message, receiptType: "READ" })),
		);
		expect(last()).to.not.have.property("requestId");
	});

	it("keeps to themselves what they have read, if they want to", async () => {
		mia = emulator.user({ tellsReading: false });
		await send({});
		await eventually(() => agent.calls.length > 0 || undefined);
		await mia.reads();
		expect(agent.calls.map((call) => call.receipts?.receipts[0]?.receiptType)).to.deep.equal(["DELIVERED"]);
	});
});
