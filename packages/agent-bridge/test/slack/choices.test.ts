import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderMedia } from "@baton/core/http";
import { expect } from "chai";
import { startSlackEmulator } from "../../src/slack/emulator/index.js";
import { slackManifest } from "../../src/slack/index.js";
import { eventually } from "../../src/testing/eventually.js";
import { openSlackStage, type SlackStage } from "./support/slack-stage.js";

/** What a team may choose for its desk in Slack. */
describe("What a team chooses for its desk in Slack", () => {
	let stage: SlackStage;

	afterEach(() => stage.end());

	const said = (key: string) =>
		stage.channel.heardIn(key).map(({ what, name, text }) => `${what} ${name}: ${text}`);

	async function hears(key: string, line: string): Promise<void> {
		await eventually(
			() => said(key),
			(lines) => lines.includes(line),
			`The customer should hear ${line}`,
		);
	}

	it("shows conversations as threads in one channel", async () => {
		stage = await openSlackStage({ threadsIn: "waiting" });
		const [sari, tono] = [stage.customer("Sari"), stage.customer("Tono")];
		await sari.says("I am Sari");
		await tono.says("I am Tono");
		await stage.ana.commands("general", "/baton pause sari");
		const root = await stage.ana.sees("waiting", "Sari: ");
		await stage.ana.sees("waiting", ({ text, thread }) => thread === root.ts && text.includes("I am Sari"));

		stage.ana.says("waiting", "Hello Sari", { thread: root.ts });
		await hears(sari.key, "said Ana: Hello Sari");
		stage.ana.says("waiting", "lunch?");
		await sari.says("Hello Ana");
		await stage.ana.sees("waiting", ({ text, thread }) => thread === root.ts && text === "Hello Ana");
		await stage.ana.presses("waiting", "close");
		await hears(sari.key, "left Ana: Ana has left the conversation.");

		expect(said(sari.key).some((line) => line.includes("lunch"))).to.equal(false);
		expect(said(tono.key)).to.deep.equal([]);
		expect(stage.ana.channels.some((name) => name.startsWith("cs-"))).to.equal(false);
	});

	it("takes over, without a question, when somebody writes", async () => {
		stage = await openSlackStage({ desk: { whenBotActive: "takeOver" } });
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton open sari");
		await stage.ana.sees("cs-sari", "Hello");
		stage.ana.says("cs-sari", "I help");

		await hears(sari.key, "said Ana: I help");
		await stage.ana.sees("cs-sari", ({ blocks }) => JSON.stringify(blocks).includes("the bot is paused"));
	});

	it("keeps a thread in a customer's channel among agents", async () => {
		stage = await openSlackStage({ desk: { whenBotActive: "takeOver" } });
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		const { ts } = await stage.ana.sees("cs-sari", "Hello");
		stage.ana.says("cs-sari", "What does she want?", { thread: ts });
		await stage.ana.sees("cs-sari", "Threads stay in the team");
		stage.ana.says("cs-sari", "Hello Sari");
		await hears(sari.key, "said Ana: Hello Sari");

		expect(said(sari.key).some((line) => line.includes("What does she want"))).to.equal(false);
	});

	it("reminds that the bot is paused, with a button that ends it", async () => {
		stage = await openSlackStage({ handoff: { policy: { remindAfterMs: 100 } } });
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "the bot is still paused");
		await stage.ana.presses("cs-sari", "unpause");

		await hears(sari.key, "left Ana: Ana has left the conversation.");
	});

	it("brings files out of Slack, to where the customer's channel can fetch them", async () => {
		const folder = await mkdtemp(join(tmpdir(), "slack-media-"));
		const store = folderMedia({ folder });
		stage = await openSlackStage({ desk: { media: { store, publicUrl: "https://bot.example.com" } } });
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		const bytes = new TextEncoder().encode("the bill");
		stage.ana.uploads("cs-sari", { name: "bill.pdf", bytes, comment: "Your bill" });
		await hears(sari.key, "said Ana: Your bill");

		const line = stage.channel.heardIn(sari.key).find(({ text }) => text === "Your bill");
		const attachments = line?.activity.attachments ?? [];
		const [attachment] = attachments as readonly { contentType: string; contentUrl: string }[];
		const { pathname, origin } = new URL(attachment?.contentUrl ?? "");
		const kept = await store.read(pathname);
		expect([origin, attachment?.contentType]).to.deep.equal(["https://bot.example.com", "application/pdf"]);
		expect(Buffer.from(kept?.bytes ?? []).toString()).to.equal("the bill");
		await rm(folder, { recursive: true });
	});

	it("tells the agent that a file was not sent where files are not enabled", async () => {
		stage = await openSlackStage();
		await stage.customer("Sari").says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		stage.ana.uploads("cs-sari", { name: "bill.pdf", bytes: new Uint8Array([1]) });

		const { isEphemeral } = await stage.ana.sees("cs-sari", "Not sent");
		expect(isEphemeral).to.equal(true);
	});

	it("offers a conversation to a desk whose name is of several words", async () => {
		stage = await openSlackStage({
			handoff: {
				apps: [
					{ id: "slack", kind: "human", displayName: "Team in Slack" },
					{ id: "sales", kind: "human", displayName: "Night" },
					{ id: "console", kind: "human", displayName: "Night Shift" },
				],
			},
		});
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		await stage.ana.commands("cs-sari", "/baton handover night shift please call her");

		await stage.ana.sees("cs-sari", "Offered to Night Shift.");
		const { entries } = await stage.colleague.getTranscript({ conversationId: sari.key });
		const offered = entries.find(({ type }) => type === "handover");
		expect(offered).to.deep.include({ toAppIds: ["console"] });
		expect(JSON.stringify(offered)).to.contain('"please call her"');
	});

	it("works over Socket Mode, without an address", async () => {
		const slack = await startSlackEmulator({
			workspaces: [{ domain: "acme", people: ["Ana", "Ben"], channels: ["waiting"] }],
			apps: [{ manifest: slackManifest() }],
			burst: 100,
		});
		stage = await openSlackStage({ slack });
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		stage.ana.says("cs-sari", "Hello Sari");

		await hears(sari.key, "said Ana: Hello Sari");
	});
});
