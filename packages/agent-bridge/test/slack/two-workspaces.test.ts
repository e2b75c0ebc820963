import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, memoryStore, silentLogger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { SlackAdapter } from "botbuilder-adapter-slack";
import type { TurnContext } from "botbuilder-core";
import { expect } from "chai";
import { hashSecret, inProcess, secretsFrom } from "../../src/index.js";
import { startSlackEmulator } from "../../src/slack/emulator/index.js";
import { hardenSlackAdapter, slackDesk, slackManifest } from "../../src/slack/index.js";
import { createBridge } from "../support/watched.js";

const secret = "correct horse battery staple";

const shopManifest = {
	display_information: { name: "Shop" },
	features: { bot_user: { display_name: "Shop" } },
	oauth_config: { scopes: { bot: ["chat:write", "chat:write.customize", "im:history", "users:read"] } },
	settings: { event_subscriptions: { bot_events: ["message.im"] } },
};

/** The team in one workspace, the customers in another, and the bot between them on Botkit's adapter for Slack. */
async function openScene() {
	const server = createServer();
	const url = await listen(server);
	const slack = await startSlackEmulator({
		workspaces: [
			{ domain: "acme", people: ["Ana"] },
			{ domain: "customers", people: ["Mia"] },
		],
		apps: [
			{ manifest: slackManifest({ requestUrl: `${url}/desk` }), installedIn: ["acme"] },
			{ manifest: shopManifest, installedIn: ["customers"] },
		],
		burst: 100,
	});
	const shop = slack.app("Shop");
	const adapter = hardenSlackAdapter(
		new SlackAdapter({
			clientSigningSecret: shop.signingSecret,
			getTokenForTeam: async () => shop.botToken(),
			getBotUserByTeam: async () => shop.botUser(),
			...{ clientId: "1", clientSecret: "1", scopes: [], redirectUri: "http://localhost" },
		}),
		{ apiUrl: slack.apiUrl, logger: silentLogger },
	);
	const store = memoryStore();
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop" },
		apps: [{ id: "slack", kind: "human", displayName: "Team in Slack" }],
		store,
		logger: silentLogger,
	});
	adapter.use(handoff as never);
	const bridge = createBridge({ handoff, authenticate: secretsFrom({ slack: hashSecret(secret) }) });
	const desk = slackDesk({
		...{
			appId: "slack",
			appSecret: secret,
			connect: { dial: inProcess(bridge) },
			store,
			logger: silentLogger,
		},
		...{ botToken: slack.app("Baton").botToken(), signingSecret: slack.app("Baton").signingSecret },
		apiUrl: slack.apiUrl,
	});
	const answer = async (context: TurnContext) => {
		if (context.activity.type === "message") await context.sendActivity(`You said ${context.activity.text}`);
	};
	server.on("request", (request: IncomingMessage, response: ServerResponse) => {
		if (request.url === "/desk") nodeHandler(desk.edge)(request, response);
		else void adapter.processActivity(request as never, response as never, answer as never);
	});
	await desk.start();
	await slack.app("Baton").connect(`${url}/desk`);
	await shop.connect(`${url}/shop`);
	return {
		...{ slack, shop, url },
		ana: slack.workspace("acme").person("Ana"),
		mia: slack.workspace("customers").person("Mia"),
		async end() {
			await desk.stop();
			bridge.close();
			await slack.close();
			server.close();
			server.closeAllConnections();
			await handoff.stop();
		},
	};
}

function listen(server: Server): Promise<string> {
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});
}

describe("A customer on Slack", () => {
	it("is taken over by the team from a workspace of its own", async () => {
		const { ana, mia, end } = await openScene();
		mia.says("@Shop", "Where is my order?");
		await mia.sees("@Shop", "You said Where is my order?");

		await ana.commands("general", "/baton pause mia");
		const channel = "cs-mia";
		await ana.sees(channel, "Where is my order?");
		ana.says(channel, "I look it up");
		const said = await mia.sees("@Shop", "I look it up");
		mia.says("@Shop", "Thank you <3");
		await ana.sees(channel, "Thank you");
		await ana.presses(channel, "unpause");
		await mia.sees("@Shop", "Ana has left");
		mia.says("@Shop", "Bye");
		await mia.sees("@Shop", "You said Bye");

		expect(said.by).to.equal("Ana");
		expect(mia.messagesIn("@Shop").filter(({ text }) => text.startsWith("You said"))).to.have.length(2);
		await end();
	});

	it("is answered by a bot that nobody can forge requests to", async () => {
		const { url, end } = await openScene();
		const post = async (headers: Readonly<Record<string, string>>) =>
			(await fetch(`${url}/shop`, { method: "POST", headers, body: "{}" })).status;
		const json = { "content-type": "application/json" };

		expect(await post(json)).to.equal(401);
		expect(await post({ ...json, "x-slack-signature": "v0=1", "x-slack-request-timestamp": "1" })).to.equal(
			401,
		);
		await end();
	});
});
