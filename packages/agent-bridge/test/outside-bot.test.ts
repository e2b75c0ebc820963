import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, silentLogger } from "@baton/core";
import { type EdgeRequest, nodeHandler } from "@baton/core/http";
import { expect } from "chai";
import { hashSecret, inProcess, secretsFrom } from "../src/index.js";
import { outsideBot, signatureOf } from "../src/outside-bot.js";
import { eventually } from "../src/testing/eventually.js";
import { connect, createBridge } from "./support/watched.js";

const secret = "between the bot and Baton";
const mara = { id: "mara", displayName: "Mara" };

interface Told {
	readonly type: string;
	readonly conversationId: string;
	readonly text?: string;
}

/** A bot with an address of its own, and a desk that works for it. */
async function openScene() {
	const told: Told[] = [];
	const failing = { count: 0 };
	const server = createServer(
		nodeHandler(async ({ body, header }: EdgeRequest) => {
			const time = header("x-baton-timestamp") ?? "";
			if (header("x-baton-signature") !== signatureOf(secret, time, body)) return { status: 401 };
			if (failing.count-- > 0) return { status: 503, headers: { "retry-after": "0" } };
			told.push(JSON.parse(new TextDecoder().decode(body)) as Told);
			return { status: 200 };
		}),
	);
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	// A server that listens on a port has an address with one.
	const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/baton`;
	const outside = outsideBot({ secret, address, logger: silentLogger });
	const handoff = createHandoff({
		bot: { id: "old-bot", displayName: "Old bot" },
		apps: [
			{ id: "desk", kind: "human", displayName: "Our team" },
			{ id: "outside", kind: "bot", displayName: "Old bot", offered: false },
		],
		channels: { outside: outside.channel },
		logger: silentLogger,
	});
	const hash = hashSecret(secret);
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ desk: hash, outside: hash }) });
	const dial = inProcess(bridge);
	outside.connect({ handoff, appId: "outside", appSecret: secret, connect: { dial } });
	const desk = connect({ dial, appId: "desk", appSecret: secret });
	await desk.whenConnected();

	async function reports(what: object, key = secret) {
		const body = Buffer.from(JSON.stringify(what));
		const time = String(Math.floor(Date.now() / 1000));
		const headers: Readonly<Record<string, string>> = {
			"x-baton-timestamp": time,
			"x-baton-signature": signatureOf(key, time, body),
		};
		const { status, body: answer } = await outside.edge({
			...{ method: "POST", path: "/outside", query: new URLSearchParams(), body },
			header: (name) => headers[name],
		});
		return { status, answer: String(answer) };
	}

	return {
		...{ told, failing, desk, reports },
		conversationId: "outside/old-bot/c1",
		hears: (id: string, text: string) =>
			reports({ type: "heard", id, conversationId: "c1", text, user: { id: "u1", name: "Sari" } }),
		says: (id: string, text: string) => reports({ type: "said", id, conversationId: "c1", text }),
		async end() {
			desk.close();
			outside.close();
			bridge.close();
			server.close();
			server.closeAllConnections();
			await handoff.stop();
		},
	};
}

describe("A bot that does not use the middleware", () => {
	let scene: Awaited<ReturnType<typeof openScene>>;

	beforeEach(async () => {
		scene = await openScene();
	});

	afterEach(() => scene.end());

	it("reports what came in and what it sent, each once", async () => {
		const { hears, says, desk, conversationId, told } = scene;
		expect(await hears("m1", "Where is my dress?")).to.deep.equal({
			status: 200,
			answer: '{"paused":false}',
		});
		await hears("m1", "Where is my dress?");
		await says("m2", "On its way");
		await says("m2", "On its way");

		const { entries, conversation } = await desk.getTranscript({ conversationId });
		const said = entries.flatMap((entry) =>
			"input" in entry ? [`${entry.type} ${String(entry.input.value)}`] : [],
		);
		expect(said).to.deep.equal(["userSay Where is my dress?", "botSay On its way"]);
		expect(conversation.user.name).to.equal("Sari");
		expect(told).to.deep.equal([]);
	});

	it("is told what is wrong with a report, and nothing of it is kept", async () => {
		const { reports, desk } = scene;
		const heard = { type: "heard", conversationId: "c1", user: { id: "u1" } };
		let deep: unknown = 1;
		for (let depth = 0; depth < 40; depth += 1) deep = [deep];
		for (const [id, wrong] of Object.entries({
			nothing: {},
			"text that is none": { activity: { type: "message", text: 5 } },
			"no type": { activity: { text: "hello" } },
			depth: { text: "hello", activity: { type: "message", channelData: deep } },
			"no user": { text: "hello", user: undefined },
		})) {
			const { status, answer } = await reports({ ...heard, id, ...wrong });
			expect([status, answer], id).to.deep.include(400);
			expect(answer).to.match(/^The report cannot be read: /);
		}
		expect((await desk.getList({ of: "open" })).conversations).to.deep.equal([]);
	});

	it("is told to be quiet, what people say, and to go on, in order and until it takes it", async () => {
		const { hears, desk, conversationId, told, failing } = scene;
		await hears("m1", "Is anybody there?");
		failing.count = 1;
		await desk.send({ type: "takeover", conversationId, person: mara });
		await eventually(
			() => told,
			(all) => all.some(({ type }) => type === "pause"),
			"The bot should be paused",
		);
		expect((await hears("m2", "Hello?")).answer).to.equal('{"paused":true}');
		const input = { type: "text", value: "I am here" } as const;
		await desk.send({ type: "agentSay", conversationId, person: mara, input });
		await desk.send({ type: "release", conversationId });
		await eventually(
			() => told,
			(all) => all.some(({ type }) => type === "unpause"),
			"The bot should go on",
		);
		await eventually(
			() => told,
			(all) => all.length === 5,
			"Everything should be told",
		);

		expect(told.every(({ conversationId: id }) => id === "c1")).to.equal(true);
		expect(told.flatMap(({ type, text }) => (type === "say" ? [text] : []))).to.deep.equal([
			"Mara has joined the conversation.",
			"I am here",
			"Mara has left the conversation.",
		]);
	});

	it("is believed only if it signs", async () => {
		const report = { type: "said", id: "m1", conversationId: "c1", text: "Hi" };
		expect((await scene.reports(report, "guess")).status).to.equal(401);
		expect((await scene.reports({ ...report, type: "shouted" })).status).to.equal(400);
		expect((await scene.reports(report)).status).to.equal(409);
	});
});
