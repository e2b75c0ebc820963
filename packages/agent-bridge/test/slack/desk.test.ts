import { expect } from "chai";
import { eventually } from "../../src/testing/eventually.js";
import { leaveMessage } from "../support/leave-message.js";
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
		stage.ana.says("cs-sari", ";; she is nice");
		await stage.ana.commands("cs-sari", "/baton unpause");

		await stage.ana.sees("cs-sari", "has left");
		expect(heardBy(sari.key)).to.deep.equal([
			"joined HUMAN Ana: Ana has joined the conversation.",
			"said HUMAN Ana: Hi, I am a <person> & I help",
			"left HUMAN Ana: Ana has left the conversation.",
		]);
	});

	/** Ana has Sari's conversation, in a room of its own. */
	async function taken() {
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton pause sari");
		await stage.ana.sees("cs-sari", "Hello");
		return sari;
	}

	async function hears(key: string, line: string): Promise<void> {
		await eventually(
			() => heardBy(key),
			(lines) => lines.includes(line),
			`The customer should hear ${line}`,
		);
	}

	it("carries an agent's edits and deletions to the customer", async () => {
		const sari = await taken();
		const said = stage.ana.says("cs-sari", "It costs 10");
		await hears(sari.key, "said HUMAN Ana: It costs 10");

		stage.ana.edits(said, "It costs 12");
		await hears(sari.key, "edited HUMAN Ana: It costs 12");
		stage.ana.edits(said, ";; no idea what it costs");
		await hears(sari.key, "deleted HUMAN Ana: It costs 10");

		expect(stage.channel.heardIn(sari.key).some(({ text }) => text.includes("no idea"))).to.equal(false);
	});

	it("lets an internal line go out once its marker is taken away", async () => {
		const sari = await taken();
		const said = stage.ana.says("cs-sari", ";; a discount, perhaps?");
		stage.ana.edits(said, "Have a discount");

		await hears(sari.key, "said HUMAN Ana: Have a discount");
	});

	it("asks what becomes of a message while the bot is active", async () => {
		const sari = stage.customer("Sari");
		await sari.says("Hello");
		await stage.ana.commands("general", "/baton open sari");
		await stage.ana.sees("cs-sari", "Hello");

		stage.ana.says("cs-sari", "We close at nine");
		await stage.ana.sees("cs-sari", "was not sent");
		await stage.ana.presses("cs-sari", "send-interject");
		await stage.ana.sees("cs-sari", "Sent, and the bot goes on");
		stage.ana.says("cs-sari", "Let me help");
		await stage.ana.sees("cs-sari", ({ text }) => text.includes("not sent") && text.includes("Let me help"));
		await stage.ana.presses("cs-sari", "send-takeover");
		await hears(sari.key, "said HUMAN Ana: Let me help");

		expect(heardBy(sari.key)).to.deep.equal([
			"joined HUMAN Ana: Ana has joined the conversation.",
			"said HUMAN Ana: We close at nine",
			"left HUMAN Ana: Ana has left the conversation.",
			"joined HUMAN Ana: Ana has joined the conversation.",
			"said HUMAN Ana: Let me help",
		]);
	});

	it("gives the conversation back when the channel is archived", async () => {
		const sari = await taken();
		stage.ana.says("cs-sari", "One moment");
		await hears(sari.key, "said HUMAN Ana: One moment");

		stage.ana.archives("cs-sari");

		await hears(sari.key, "left HUMAN Ana: Ana has left the conversation.");
	});

	it("closes before it archives", async () => {
		const sari = await taken();
		stage.ana.says("cs-sari", "Bye");
		await hears(sari.key, "said HUMAN Ana: Bye");

		await stage.ana.commands("cs-sari", "/baton close");
		await stage.slack.called(({ method }) => method === "conversations.archive");

		expect(heardBy(sari.key).at(-1)).to.equal("left HUMAN Ana: Ana has left the conversation.");
	});

	it("announces who waits, until somebody takes them, here or elsewhere", async () => {
		const [sari, tono] = [stage.customer("Sari"), stage.customer("Tono")];
		for (const customer of [sari, tono]) {
			await customer.says("Is anybody there?");
			await customer.wantsPerson();
			await stage.ben.sees("waiting", "waits for a person");
		}
		await stage.ben.sees("waiting", "Tono waits");
		await stage.ben.presses("waiting", "take");
		await stage.ben.sees("cs-tono", "Is anybody there?");
		await stage.colleague.send({
			type: "takeover",
			conversationId: sari.key,
			person: { id: "cici", displayName: "Cici" },
		});

		await stage.ben.sees("waiting", ({ text }) => /Taken by \*Cici\*.*Sari/.test(text));
		await stage.ben.sees("waiting", ({ text }) => /Taken by \*Ben\*.*Tono/.test(text));
	});

	it("announces a message that was left when nobody came, and lets an agent take it", async () => {
		const sari = stage.customer("Sari");
		await sari.says("Is anybody there?");
		await sari.wantsPerson();
		await stage.ben.sees("waiting", "Sari waits for a person");
		await stage.ben.presses("waiting", "decline");
		await stage.ben.sees("waiting", ({ text }) => text.includes("Nobody took it"));
		await sari.says("Please call me");
		await leaveMessage(stage.handoff, sari.key);

		const announced = await stage.ben.sees("waiting", "Sari left a message");
		expect(JSON.stringify(announced.blocks)).to.contain("Please call me");
		await stage.ben.presses("waiting", "take");
		await stage.ben.sees("cs-sari", "Please call me");
		await stage.ben.sees("waiting", ({ text }) => /Taken by \*Ben\*.*Sari/.test(text));
	});

	it("gives a choice where several customers go by the name", async () => {
		for (const name of ["Sari Wulandari", "Sari Dewi"]) await stage.customer(name).says(`I am ${name}`);
		await stage.ana.commands("general", "/baton open sari");

		const choice = await stage.ana.sees("general", "2 customers go by");
		expect(JSON.stringify(choice.blocks)).to.contain("I am Sari Dewi");
		await stage.ana.presses("general", "simulated/shop/sari dewi".replace(" ", "%20"));
		await stage.ana.sees("cs-sari-dewi", "I am Sari Dewi");
	});

	it("finds a customer whose conversation is over", async () => {
		const sari = stage.customer("Sari Wulandari");
		await sari.says("Goodbye");
		await stage.handoff.submit(sari.key, { type: "close" });
		await stage.ana.commands("general", "/baton open wulandari");

		await stage.ana.sees("cs-sari-wulandari", "Goodbye");
	});

	it("posts once what Slack took without an answer, and waits where it is too much", async () => {
		const sari = await taken();
		stage.slack.faults.next({ type: "drop-answer" });
		stage.slack.faults.next({ type: "rate-limit", retryAfterS: 1 }, { after: 1 });

		await sari.says("one");
		await sari.says("two");
		await sari.says("three");
		await stage.ana.sees("cs-sari", "three");

		const texts = stage.ana.messagesIn("cs-sari").map(({ text }) => text);
		expect(texts.filter((text) => ["one", "two", "three"].includes(text))).to.deep.equal([
			"one",
			"two",
			"three",
		]);
	});

	it("says once what Slack tells twice", async () => {
		const sari = await taken();
		stage.ana.says("cs-sari", "Only once");
		await hears(sari.key, "said HUMAN Ana: Only once");
		stage.slack.app().events.repeat(1);
		stage.ana.says("cs-sari", "And then this");
		await hears(sari.key, "said HUMAN Ana: And then this");

		expect(heardBy(sari.key).filter((line) => line.includes("Only once"))).to.have.length(1);
	});

	it("knows after a restart what is where, and lost nothing in between", async () => {
		const sari = await taken();
		await stage.restart();
		await sari.says("Still there?");
		await stage.ana.sees("cs-sari", "Still there?");
		stage.ana.says("cs-sari", "Yes");

		await hears(sari.key, "said HUMAN Ana: Yes");
		expect(stage.ana.channels.filter((name) => name.startsWith("cs-"))).to.deep.equal(["cs-sari"]);
	});

	it("marks what did not reach the customer", async () => {
		await taken();
		stage.channel.answerWith(({ by }) =>
			by === "app" ? { state: "failed", error: "Blocked" } : { state: "sent" },
		);
		stage.ana.says("cs-sari", "Hello?");

		await stage.ana.sees(
			"cs-sari",
			({ text, reactions }) => text === "Hello?" && reactions.includes("warning"),
		);
		await stage.ana.sees("cs-sari", "did not reach the customer: Blocked");
	});

	it("shows pictures and cards as blocks", async () => {
		const sari = await taken();
		const card = {
			contentType: "application/vnd.microsoft.card.hero",
			content: { title: "Sunset dress", text: "450,000", buttons: [{ type: "postBack", title: "Buy" }] },
		};
		await sari.says("", {
			text: undefined,
			attachments: [
				{ contentType: "image/png", contentUrl: "https://cdn.example/dress.png", name: "dress" },
				card,
			],
		});

		const shown = await stage.ana.sees("cs-sari", ({ blocks }) => blocks[0]?.type === "image");
		expect(JSON.stringify(shown.blocks)).to.contain("*Sunset dress*").and.contain("`Buy`");
	});

	it("forgets whose a channel is when the person is erased", async () => {
		const sari = await taken();
		await stage.handoff.erase({ conversation: sari.key });
		await sari.says("Hello again");
		stage.ana.says("cs-sari", "Who was this?");
		await stage.slack.app().events.settled();
		await stage.ana.commands("general", "/baton open sari");
		await stage.ana.sees("cs-sari-2", "Hello again");

		expect(heardBy(sari.key).some((line) => line.includes("Who was this?"))).to.equal(false);
	});
});
