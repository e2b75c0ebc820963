import { type Clock, memoryStore, type Store, systemClock } from "@baton/core";
import { expect } from "chai";
import { startSlackEmulator } from "../../src/slack/emulator/index.js";
import { slackManifest } from "../../src/slack/index.js";
import { eventually } from "../../src/testing/eventually.js";
import { openSlackStage, type SlackStage } from "./support/slack-stage.js";

/** Waits a hundredth of what it is asked to. */
const hasty: Clock = { now: systemClock.now, after: (ms, action) => systemClock.after(ms / 100, action) };
const always = { times: Number.POSITIVE_INFINITY };

/** A store that takes nothing in. */
function full(): Store {
	return { ...memoryStore(), claimFact: () => Promise.reject(new Error("The disk is full")) };
}

/** What an agent does in Slack is done, or they are told that it is not. */
describe("What the desk in Slack cannot do", () => {
	let stage: SlackStage;

	afterEach(() => stage.end());

	async function taken() {
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		return sari;
	}

	it("is told to whoever gave the command, after several tries", async () => {
		stage = await openSlackStage({ desk: { clock: hasty } });
		await stage.customer("Sari").says("Hello");
		stage.slack.faults.next(
			{ type: "refuse", error: "fatal_error" },
			{ ...always, method: "conversations.create" },
		);
		await stage.ana.commands("general", "/baton open sari");

		const told = await stage.ana.sees("general", "This was not done");
		expect(told.text).to.contain("> /baton open sari").and.contain("fatal_error");
		expect(told.isEphemeral).to.equal(true);
	});

	it("is told below the message that did not reach the customer, which is marked", async () => {
		stage = await openSlackStage({ desk: { clock: hasty } });
		const sari = await taken();
		stage.slack.faults.next({ type: "refuse", error: "fatal_error" }, { ...always, method: "users.info" });
		stage.ana.invites("cs-sari", "Ben");
		stage.ben.says("cs-sari", "Hi, Ben here");

		const told = await stage.ben.sees("cs-sari", "Your message was not brought to the customer");
		expect(told.text).to.contain("> Hi, Ben here");
		const [said] = stage.ana.messagesIn("cs-sari").filter(({ text }) => text === "Hi, Ben here");
		expect(said?.reactions).to.deep.equal(["warning"]);
		expect(stage.channel.heardIn(sari.key).some(({ text }) => text.includes("Ben here"))).to.equal(false);
	});

	it("does not keep from being done what comes after it", async () => {
		stage = await openSlackStage({ desk: { clock: hasty } });
		const sari = await taken();
		const [tries, method] = [5, "users.info"];
		stage.slack.faults.next({ type: "refuse", error: "fatal_error" }, { times: tries, method });
		stage.ana.invites("cs-sari", "Ben");
		stage.ben.says("cs-sari", "First");
		await stage.ben.sees("cs-sari", "> First");
		stage.ben.says("cs-sari", "Second");

		await eventually(
			() => stage.channel.heardIn(sari.key).map(({ text }) => text),
			(texts) => texts.includes("Second"),
			"Sari hears what Ben says next",
		);
	});

	it("is told at once where it cannot even be kept", async () => {
		stage = await openSlackStage({ desk: { store: full() } });
		await stage.customer("Sari").says("Hello");
		await stage.ana.commands("general", "/baton open sari");

		expect((await stage.ana.sees("general", "may not be done")).isEphemeral).to.equal(true);
	});

	it("is told at once over Socket Mode as well", async () => {
		const slack = await startSlackEmulator({
			workspaces: [{ domain: "acme", people: ["Ana", "Ben"], channels: ["waiting"] }],
			apps: [{ manifest: slackManifest() }],
		});
		stage = await openSlackStage({ slack, desk: { store: full() } });
		await stage.ana.commands("general", "/baton open sari");

		expect((await stage.ana.sees("general", "may not be done")).isEphemeral).to.equal(true);
	});
});
