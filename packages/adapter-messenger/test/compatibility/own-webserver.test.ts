import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@baton/core";
import { FacebookAdapter } from "botbuilder-adapter-facebook";
import { Botkit } from "botkit";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { hardenFacebookAdapter } from "../../src/index.js";
import { until } from "../support/until.js";
import { asSent, body, said, secret, signed } from "../support/webhook-body.js";
import { adapters } from "./shop.js";

type BodyParser = Parameters<typeof express.json>[0];

for (const [name, make] of Object.entries(adapters)) {
	describe(`${name}, on a webserver of the team's own`, () => {
		let server: Server | undefined;
		afterEach(() => {
			server?.closeAllConnections();
			server?.close();
		});

		async function open(parser?: BodyParser): Promise<{ readonly url: string; readonly heard: string[] }> {
			const app = express();
			if (parser !== undefined) app.use(express.json(parser));
			const adapter = make("http://127.0.0.1:9");
			const controller = new Botkit({
				adapter: adapter as never,
				webserver: app as never,
				disable_console: true,
			});
			const heard: string[] = [];
			controller.on("message", async (_, message) => void heard.push(message.text ?? ""));
			server = createServer(app);
			await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
			return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`, heard };
		}

		const send = async (url: string): Promise<number> => {
			const { headers, ...init } = signed(asSent(body(said("zürich"))));
			const typed = { ...headers, "content-type": "application/json" };
			return (await fetch(url, { ...init, headers: typed })).status;
		};

		it("reads the bytes where nobody has before", async () => {
			const { url, heard } = await open();
			expect(await send(url)).to.equal(200);
			await until(() => heard.length > 0);
			const query = { "hub.mode": "subscribe", "hub.verify_token": "let me in", "hub.challenge": "42" };
			expect(await (await fetch(`${url}?${new URLSearchParams(query)}`)).text()).to.equal("42");
		});

		it("takes the bytes that a body parser has kept", async () => {
			const { url, heard } = await open({
				verify: (req, _, bytes) => void Object.assign(req, { rawBody: bytes }),
			});
			expect(await send(url)).to.equal(200);
			await until(() => heard.length > 0);
			expect(heard).to.deep.equal(["zürich"]);
		});

		it("answers 500 where a body parser has kept nothing", async () => {
			const { url, heard } = await open({});
			expect(await send(url)).to.equal(500);
			expect(heard).to.deep.equal([]);
		});
	});
}

describe("The adapter of botbuilder-adapter-facebook, repaired", () => {
	const options = { verify_token: "v", app_secret: secret, access_token: "t" };

	it("calls Instagram by its name", async () => {
		const adapter = hardenFacebookAdapter(new FacebookAdapter(options), { logger: silentLogger });
		const heard: (string | undefined)[] = [];
		const server = createServer((req, res) => {
			void adapter.processActivity(req, res, async ({ activity }) => void heard.push(activity.channelId));
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await fetch(url, signed(asSent({ ...body(said("hi", "m_1")), object: "instagram" })));
		await fetch(url, signed(asSent(body(said("hi", "m_2")))));
		await until(() => heard.length === 2);
		expect(heard).to.deep.equal(["instagram", "facebook"]);
		server.closeAllConnections();
		server.close();
	});

	it("is refused where it is no such adapter", () => {
		expect(() => hardenFacebookAdapter({} as never)).to.throw("[bad-messenger-options]");
	});
});
