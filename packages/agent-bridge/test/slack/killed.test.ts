import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type BotId,
	type Clock,
	conversationKey,
	createHandoff,
	type Handoff,
	silentLogger,
	systemClock,
	userId,
} from "@baton/core";
import { expect } from "chai";
import { type BridgeServer, bridgeServer, hashSecret } from "../../src/index.js";
import {
	type EmulatedPerson,
	type SeenMessage,
	type SlackEmulator,
	startSlackEmulator,
} from "../../src/slack/emulator/index.js";
import { slackManifest } from "../../src/slack/index.js";
import { eventually } from "../../src/testing/eventually.js";
import { type SimulatedChannel, simulatedChannel } from "../../src/testing/index.js";
import { type DeskProcess, startDeskProcess } from "./support/desk-process.js";

const appSecret = "correct horse battery staple";
const place = { channel: "simulated", business: "shop" };
const sari = conversationKey({ ...place, conversation: "sari" });

/** What Slack repeats after a minute, and again after five, comes after four seconds. */
const soon: Clock = {
	now: systemClock.now,
	after: (ms, action) => systemClock.after(Math.min(ms, 4_000), action),
};

/** Numbered lines, to be found again. */
const lines = (name: string, from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => `${name} ${from + index}`);

describe("The desk in Slack in a process of its own that is killed", function () {
	this.timeout(90_000);
	let folder: string;
	let handoff: Handoff;
	let channel: SimulatedChannel;
	let server: BridgeServer;
	let bridgeUrl: string;
	let slack: SlackEmulator;
	let ana: EmulatedPerson;
	const processes: DeskProcess[] = [];

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-slack-killed-"));
		channel = simulatedChannel();
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "slack", kind: "human", displayName: "Team in Slack" }],
			channels: { simulated: channel },
			logger: silentLogger,
		});
		server = bridgeServer({ handoff, apps: { slack: hashSecret(appSecret) } });
		bridgeUrl = `${(await server.listen(0)).replace("http", "ws")}/bridge`;
		slack = await startSlackEmulator({
			workspaces: [{ domain: "acme", people: ["Ana"], channels: ["waiting"] }],
			apps: [{ manifest: slackManifest({ requestUrl: "https://desk.example/slack" }) }],
			...{ burst: 1000, clock: soon },
		});
		ana = slack.workspace().person("Ana");
		ana.invites("waiting", "Baton");
	});

	afterEach(async () => {
		await Promise.all(processes.splice(0).map((each) => each.kill()));
		await server.close();
		await slack.close();
		await handoff.stop();
		await rm(folder, { recursive: true });
	});

	/** Another process on the same store, which Slack calls from now on. */
	async function startDesk(): Promise<DeskProcess> {
		const desk = await startDeskProcess({
			slackUrl: slack.url,
			env: {
				SLACK_BOT_TOKEN: slack.app().botToken(),
				SLACK_SIGNING_SECRET: slack.app().signingSecret,
				ANNOUNCE_IN: slack.workspace().channel("waiting"),
				...{ BRIDGE_URL: bridgeUrl, APP_SECRET: appSecret, BATON_DATA: folder, LEASE_MS: "1500" },
			},
		});
		processes.push(desk);
		await slack.app().connect(desk.address);
		return desk;
	}

	async function customerSays(...texts: readonly string[]): Promise<void> {
		const user = { id: userId({ ...place, user: "sari" }), name: "Sari" };
		const reference = { channelId: "simulated", conversation: { id: "sari" } };
		const opening = { bot: "shop" as BotId, user, reference };
		for (const text of texts)
			await handoff.submit(sari, { type: "hear", opening, activity: { type: "message", text } });
	}

	/** What Ana reads of the customer's numbered lines, in order. */
	const readByAna = () =>
		ana
			.messagesIn("cs-sari")
			.filter(({ by, isByApp }) => by === "Sari" && isByApp)
			.map(({ text }) => text);
	const heardBySari = (what: string) =>
		channel.heardIn(sari).flatMap((heard) => (heard.what === what ? [heard.text] : []));

	const isPanel = ({ blocks }: SeenMessage) => JSON.stringify(blocks).includes('"unpause"');

	async function taken(): Promise<void> {
		await customerSays("Hello");
		await ana.commands("waiting", "/baton pause sari");
		await ana.sees("cs-sari", "Hello");
	}

	it("loses nothing and doubles nothing, in Slack and for the customer", async () => {
		const first = await startDesk();
		await taken();
		const method = "chat.postMessage";
		const diesFirst = first.killAt({ method, after: 4, when: "answered" });
		const customer = customerSays(...lines("customer", 1, 20));
		for (const text of lines("agent", 1, 10)) ana.says("cs-sari", text);
		await diesFirst;

		const second = await startDesk();
		const diesNext = second.killAt({ method, after: 4, when: "before" });
		for (const text of lines("agent", 11, 20)) ana.says("cs-sari", text);
		await diesNext;
		await customer;
		await startDesk();
		await customerSays("the last one");
		await ana.sees("cs-sari", "the last one");
		await eventually(
			() => heardBySari("said"),
			(texts) => lines("agent", 1, 20).every((text) => texts.includes(text)),
			"Sari hears all that Ana says",
			30_000,
		);

		expect(readByAna()).to.deep.equal([...lines("customer", 1, 20), "the last one"]);
		expect(heardBySari("said")).to.have.members(lines("agent", 1, 20));
	});

	it("goes on with the command that it had acknowledged to Slack", async () => {
		const first = await startDesk();
		await customerSays("Hello");
		const dies = first.killAt({ method: "conversations.create", when: "before" });
		const answer = await ana.commands("waiting", "/baton pause sari");
		await dies;
		await startDesk();
		await ana.sees("waiting", "The bot is paused");
		ana.says("cs-sari", "I am Ana");
		await eventually(
			() => heardBySari("said"),
			(texts) => texts.includes("I am Ana"),
			"Sari hears Ana",
			30_000,
		);

		expect(answer.ok).to.equal(true);
		expect(heardBySari("joined")).to.have.length(1);
		expect(ana.channels.filter((name) => name.startsWith("cs-"))).to.deep.equal(["cs-sari"]);
	});

	it("goes on with the button that it had acknowledged to Slack", async () => {
		const first = await startDesk();
		await customerSays("Is anybody there?");
		await handoff.submit(sari, { type: "request", reason: { type: "asked" } });
		await ana.sees("waiting", "waits for a person");
		const dies = first.killAt({ method: "conversations.create", when: "before" });
		const answer = await ana.presses("waiting", "take");
		await dies;
		await startDesk();
		await ana.sees("cs-sari", isPanel);
		await ana.sees("waiting", ({ text }) => /Taken by \*Ana\*/.test(text));

		expect(answer.ok).to.equal(true);
		expect(ana.channels.filter((name) => name.startsWith("cs-"))).to.deep.equal(["cs-sari"]);
	});

	it("is followed by another on the same store, which did nothing before", async () => {
		const first = await startDesk();
		await taken();
		const second = await startDesk();
		await customerSays(...lines("customer", 1, 5));
		ana.says("cs-sari", "taken in by the second");
		await ana.sees("cs-sari", "customer 5");
		await eventually(
			() => heardBySari("said"),
			(texts) => texts.includes("taken in by the second"),
			"Sari hears what the other process took in",
		);
		const before = [...second.calls];
		await first.kill();
		await customerSays(...lines("customer", 6, 10));
		await ana.sees("cs-sari", "customer 10");

		expect(before).to.deep.equal(["auth.test"]);
		expect(second.calls).to.contain("chat.postMessage");
		expect(readByAna()).to.deep.equal(lines("customer", 1, 10));
	});

	it("says over its WebSocket to the bridge, and by itself, what can be done", async () => {
		await startDesk();
		await ana.commands("waiting", "/baton help");
		const help = await ana.sees("waiting", "/baton open sari");
		await ana.commands("waiting", "/baton dance");
		const unknown = await ana.sees("waiting", "There is no “dance”");
		await ana.commands("waiting", "/baton queue");
		await ana.sees("waiting", "Nobody waits");

		for (const word of ["pause", "unpause", "close", "who", "note", "handover", "queue"])
			expect(help.text).to.contain(word);
		expect(help.isEphemeral).to.equal(true);
		expect(unknown.text).to.contain("/baton open sari");
	});
});
