import { expect } from "chai";
import { eventually } from "../../src/testing/eventually.js";
import { openSlackStage, type SlackStage } from "./support/slack-stage.js";

describe("The desk in Slack", () => {
	let stage: SlackStage;

	beforeEach(async () => {
		stage = await openSlackStage();
	});

	afterEach(() => stage.end());

	const heardBy = (key: string) =>
		stage.channel.heardIn(key).map(({ what, label, name, text }) => `${what} ${label} ${name}: ${text}`);

	it("opens a channel with what was said before", async () => {
		const sari = stage.customer("Sari Wulandari");
		await sari.says("Where is my dress?");
		await sari.isTold("On its way!");

		await stage.ana.commands("general", "/baton open sari");

		const history = await stage.ana.sees("cs-sari-wulandari", "Where is my dress?");
		expect(history.text)
			.to.contain("Sari Wulandari: Where is my dress?")
			.and.contain("Shop bot: On its way!");
		expect(stage.ben.channels).not.to.contain("cs-sari-wulandari");
	});

	it("mirrors what the customer and the bot say from then on, under their names", async () => {
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton open sari");
		await stage.ana.sees("cs-sari", "Hello");

		await sari.says("I have a question <!channel>");
		await sari.isTold("Which one?");

		const question = await stage.ana.sees("cs-sari", "I have a question");
		expect(question).to.deep.include({ by: "Sari", text: "I have a question &lt;!channel&gt;" });
		expect(await stage.ana.sees("cs-sari", "Which one?")).to.deep.include({ by: "Shop bot" });
	});

	it("brings what an agent writes to the customer as a human, and gives the conversation back", async () => {
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");

		stage.ana.says("cs-sari", "Hi, I am a <person> & I help");
		await eventually(
			() => heardBy(sari.key),
			(lines) => lines.some((line) => line.includes("I help")),
			"Sari hears Ana",
		);
		stage.ana.says("cs-sari", "// she is nice");
		await stage.ana.commands("cs-sari", "/baton unpause");

		await stage.ana.sees("cs-sari", "has left");
		expect(heardBy(sari.key)).to.deep.equal([
			"joined HUMAN Ana: Ana has joined the conversation.",
			"said HUMAN Ana: Hi, I am a <person> & I help",
			"left HUMAN Ana: Ana has left the conversation.",
		]);
	});
});
