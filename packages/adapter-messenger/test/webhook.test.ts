import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { silentLogger } from "@baton/core";
import { mountExpress, mountFastify } from "@baton/core/http";
import { expect } from "chai";
import express from "express";
import fastify from "fastify";
import { afterEach, describe, it } from "mocha";
import { MessengerAdapter, sign } from "../src/index.js";
import { asSent, body, page, post, said, secret, signed, told } from "./support/webhook-body.js";

const address = "https://shop.example/webhook";

interface Alone {
	readonly messenger: MessengerAdapter;
	readonly heard: string[];
}

function alone(): Alone {
	const messenger = new MessengerAdapter({
		...{ appSecret: secret, verifyToken: "let me in", accessTokens: { [page]: "token" } },
		...{ bodyLimit: 20_000, logger: silentLogger },
	});
	const heard: string[] = [];
	messenger.bot(async ({ activity }) => void heard.push(activity.text ?? ""));
	return { messenger, heard };
}

/** Turns run after the answer. */
async function settled(): Promise<void> {
	for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

function verification(query: Readonly<Record<string, string>>): Request {
	return new Request(`${address}?${new URLSearchParams(query)}`);
}

const right = { "hub.mode": "subscribe", "hub.verify_token": "let me in", "hub.challenge": "<b>1158</b>" };

describe("The verification of the webhook", () => {
	it("is answered with the challenge as plain text, which no browser takes for a page", async () => {
		const answer = await alone().messenger.fetch(verification(right));
		expect(answer.status).to.equal(200);
		expect(await answer.text()).to.equal("<b>1158</b>");
		expect(answer.headers.get("content-type")).to.match(/^text\/plain/);
		expect(answer.headers.get("x-content-type-options")).to.equal("nosniff");
	});

	it("is refused with another token, and answered whatever is missing", async () => {
		const { messenger } = alone();
		const ask = async (query: Readonly<Record<string, string>>): Promise<number> =>
			(await messenger.fetch(verification(query))).status;
		expect(await ask({ ...right, "hub.verify_token": "let me" })).to.equal(403);
		expect(await ask({ ...right, "hub.mode": "unsubscribe" })).to.equal(400);
		expect(await ask({ "hub.verify_token": "let me in" })).to.equal(400);
		expect(await ask({})).to.equal(400);
	});
});

describe("A request to the webhook", () => {
	it("is taken where Messenger signed its bytes, escapes and all", async () => {
		const { messenger, heard } = alone();
		const text = asSent(body(said("äöå 🚲 / done")));
		expect(text).to.contain(String.raw`\u00e4\u00f6\u00e5`);
		expect((await messenger.fetch(new Request(address, signed(text)))).status).to.equal(200);
		await settled();
		expect(heard).to.deep.equal(["äöå 🚲 / done"]);
	});

	const refusals: Readonly<Record<string, readonly [number, () => RequestInit]>> = {
		"is not signed": [401, () => ({ method: "POST", body: asSent(body(said("hi"))) })],
		"is signed with another secret": [401, () => signed(asSent(body(said("hi"))), "another")],
		"was changed on its way": [
			401,
			() => ({ ...signed(asSent(body(said("hi")))), body: asSent(body(said("ho"))) }),
		],
		"is no JSON": [400, () => signed("object=page")],
		"is about something else": [404, () => signed(asSent({ object: "instagram", entry: [] }))],
		"is empty": [400, () => signed("")],
		"is too large": [413, () => signed(asSent(body(said("x".repeat(30_000)))))],
		"is of another method": [405, () => ({ method: "PUT", body: "{}" })],
	};
	for (const [why, [status, init]] of Object.entries(refusals)) {
		it(`is answered with ${status} where it ${why}, and does nothing`, async () => {
			const { messenger, heard } = alone();
			const answer = await messenger.fetch(new Request(address, init()));
			expect(answer.status).to.equal(status);
			expect(await answer.text()).not.to.equal("");
			await settled();
			expect(heard).to.deep.equal([]);
		});
	}

	it("is acknowledged where there is nothing in it to do", async () => {
		const { messenger } = alone();
		for (const entry of [[], [{ id: page, messaging: [] }], [{ id: page }], [5]]) {
			expect((await messenger.fetch(post({ object: "page", entry }))).status).to.equal(200);
		}
	});
});

describe("The webhook without Baton", () => {
	it("is answered before the bot has run", async () => {
		const { messenger } = alone();
		const order: string[] = [];
		messenger.bot(async () => void order.push("bot"));
		await messenger.fetch(post(body(said("hi"))));
		order.push("answered");
		await settled();
		expect(order).to.deep.equal(["answered", "bot"]);
	});

	it("runs the bot once on what comes twice", async () => {
		const { messenger, heard } = alone();
		await messenger.fetch(post(body(said("hi", "m_1"), said("hi", "m_1"))));
		await messenger.fetch(post(body(said("hi", "m_1"))));
		await settled();
		expect(heard).to.deep.equal(["hi"]);
	});

	it("runs turns of one conversation one after the other, by their time, whatever fails in one", async () => {
		const { messenger } = alone();
		const order: string[] = [];
		messenger.bot(async ({ activity: { text = "" } }) => {
			order.push(`${text} begins`);
			await settled();
			order.push(`${text} ends`);
			if (text === "one") throw new Error("The bot is broken");
		});
		const late = { ...said("two"), timestamp: 1_760_000_002_000 };
		await messenger.fetch(post(body(late, said("one"))));
		for (let turn = 0; turn < 4; turn += 1) await settled();
		expect(order).to.deep.equal(["one begins", "one ends", "two begins", "two ends"]);
	});

	it("runs the bot on every kind of event, through its middlewares", async () => {
		const { messenger } = alone();
		const names: (string | undefined)[] = [];
		messenger.use(async ({ activity }, next) => {
			names.push(activity.name ?? activity.type);
			await next();
		});
		await messenger.fetch(
			post(
				body(said("hi"), told({ read: { watermark: 1 } }), told({ app_roles: { 1: [] } }), told({ new: {} })),
			),
		);
		await settled();
		expect(names).to.have.members(["message", "messenger.read", "messenger.app_roles", "messenger.unknown"]);
	});
});

describe("The webhook on a server", () => {
	let close: () => unknown = () => {};
	afterEach(() => close());

	async function listening(server: Server): Promise<string> {
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		close = () => {
			server.closeAllConnections();
			server.close();
		};
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async function serves(url: string, heard: readonly string[]): Promise<void> {
		const asked = await fetch(`${url}?${new URLSearchParams(right)}`);
		expect([asked.status, await asked.text()]).to.deep.equal([200, "<b>1158</b>"]);
		const refused = await fetch(url, signed(asSent(body(said("no"))), "another"));
		expect(refused.status).to.equal(401);
		const text = asSent(body(said("zürich")));
		const init = signed(text);
		const headers = { ...init.headers, "content-type": "application/json" };
		expect((await fetch(url, { ...init, headers })).status).to.equal(200);
		await settled();
		expect(heard).to.deep.equal(["zürich"]);
	}

	it("works as Node's own handler", async () => {
		const { messenger, heard } = alone();
		await serves(await listening(createServer(messenger.webhook)), heard);
	});

	it("works mounted on express, beside its body parser", async () => {
		const { messenger, heard } = alone();
		const app = express();
		mountExpress(app, "/webhook", messenger.edge);
		app.use(express.json());
		await serves(`${await listening(createServer(app))}/webhook`, heard);
	});

	it("works mounted on fastify", async () => {
		const { messenger, heard } = alone();
		const app = fastify();
		mountFastify(app, "/webhook", messenger.edge);
		const url = await app.listen({ port: 0, host: "127.0.0.1" });
		close = () => app.close();
		await serves(`${url}/webhook`, heard);
	});

	it("reads bytes, also where a character comes in two packets", async () => {
		const { messenger, heard } = alone();
		let begin = (): void => {};
		const begun = new Promise<void>((resolve) => {
			begin = resolve;
		});
		const server = createServer((req, res) => {
			req.once("data", () => begin());
			messenger.webhook(req, res);
		});
		const url = new URL(await listening(server));
		const bytes = Buffer.from(JSON.stringify(body(said("zürich"))));
		const cut = bytes.indexOf("ü") + 1;
		const head = [
			"POST /webhook HTTP/1.1",
			"host: shop.example",
			`x-hub-signature-256: ${sign(bytes, secret)}`,
			`content-length: ${bytes.length}`,
			"connection: close",
		];
		const socket = connect(Number(url.port), "127.0.0.1");
		socket.write(`${head.join("\r\n")}\r\n\r\n`);
		socket.write(bytes.subarray(0, cut));
		await begun;
		socket.write(bytes.subarray(cut));
		const chunks: Uint8Array[] = [];
		for await (const chunk of socket) chunks.push(chunk as Uint8Array);
		expect(Buffer.concat(chunks).toString()).to.match(/^HTTP\/1.1 200/);
		await settled();
		expect(heard).to.deep.equal(["zürich"]);
	});
});
