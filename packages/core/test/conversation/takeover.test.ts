import { expect } from "chai";
import { nightDesk, scene, shopDesk, sizeBot } from "../support/scene.js";

describe("A takeover", () => {
	it("is announced before the human's first words, and its end after the last", async () => {
		const { user, ana, control } = scene();
		await user.says("Hello");
		expect(await ana.takeOver()).to.equal("done");
		expect(await ana.says("Hi, this is Ana")).to.equal("done");
		expect(await ana.releases()).to.equal("done");
		await user.says("Bye");
		expect(await user.sees()).to.deep.equal([
			"BOT Shop bot: You said: Hello",
			"Ana joined",
			"HUMAN Ana: Hi, this is Ana",
			"Ana left",
			"BOT Shop bot: You said: Bye",
		]);
		expect(await control()).to.equal("bot");
	});

	it("keeps the bot silent until the human leaves", async () => {
		const { user, ana, log } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await user.says("Are you a person?");
		expect((await user.sees()).at(-1)).to.equal("Ana joined");
		expect((await log()).filter(({ type }) => type === "draft")).to.deep.equal([]);
	});

	it("makes the epoch grow by one, and so does the release", async () => {
		const { user, ana, epoch } = scene();
		await user.says("Hello");
		expect(await epoch()).to.equal(0);
		await ana.takeOver();
		expect(await epoch()).to.equal(1);
		await ana.says("Hi");
		await user.says("Hi Ana");
		expect(await epoch()).to.equal(1);
		await ana.releases();
		expect(await epoch()).to.equal(2);
	});

	it("changes nothing for whoever has control already, and is confirmed again", async () => {
		const { user, ana, epoch, logged } = scene();
		await user.says("Hello");
		await ana.takeOver();
		expect(await ana.takeOver()).to.equal("done");
		expect(await epoch()).to.equal(1);
		expect(await logged("granted")).to.have.length(2);
		expect(await logged("revoked")).to.deep.equal([]);
		expect((await user.sees()).filter((line) => line.includes("joined"))).to.have.length(1);
	});

	it("by a colleague is a change of hands: one leaves, the other joins", async () => {
		const { user, ana, budi, control, epoch, logged } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await budi.takeOver();
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined", "Ana left", "Budi joined"]);
		expect(await control()).to.equal("held by desk/budi");
		expect(await epoch()).to.equal(2);
		expect((await logged("revoked")).map(({ holder, why }) => [holder.person, why])).to.deep.equal([
			["ana", "tookOver"],
		]);
	});

	it("is needed by a colleague who wants to speak, where control is personal", async () => {
		const { user, ana, budi } = scene();
		await user.says("Hello");
		await ana.takeOver();
		expect(await budi.says("I can help, too")).to.equal("colleague-in-control");
		expect(await budi.releases()).to.equal("colleague-in-control");
		await budi.takeOver();
		expect(await budi.says("I can help, too")).to.equal("done");
		expect(await ana.says("So can I")).to.equal("colleague-in-control");
	});

	it("needs a name where control is personal", async () => {
		const { user, submit, ana } = scene();
		await user.says("Hello");
		const outcome = await submit({ type: "takeOver", app: ana.by.app });
		expect(outcome).to.deep.include({ status: "refused", code: "human-required" });
	});

	it("by a desk as a whole lets each of its people speak, and each joins first", async () => {
		const { user, nora, person } = scene({ apps: [nightDesk] });
		const omar = person("night", "omar", "Omar");
		await user.says("Hello");
		await nora.takeOver();
		await nora.says("Good evening");
		expect(await omar.says("I know about sizes")).to.equal("done");
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Nora joined",
			"HUMAN Nora: Good evening",
			"Nora left",
			"Omar joined",
			"HUMAN Omar: I know about sizes",
		]);
	});

	it("by a desk that names nobody speaks under the desk's own name", async () => {
		const { user, submit, nora } = scene({ apps: [nightDesk] });
		await user.says("Hello");
		const taken = await submit({ type: "takeOver", app: nora.by.app });
		await submit({
			...{ type: "speak", app: nora.by.app, epoch: taken.status === "done" ? taken.epoch : (0 as never) },
			activity: { type: "message", text: "Good evening" },
		});
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Night desk joined",
			"HUMAN Night desk: Good evening",
		]);
	});

	it("by another bot never puts HUMAN on what it says, whatever it claims", async () => {
		const { user, person } = scene({ apps: [sizeBot] });
		const pretender = person("sizes", "eve", "Eve");
		await user.says("Hello");
		expect(await pretender.takeOver()).to.equal("done");
		expect(await pretender.says("You need an M")).to.equal("done");
		expect(await pretender.releases()).to.equal("done");
		expect((await user.sees()).slice(1)).to.deep.equal(["BOT Size bot: You need an M"]);
	});

	it("tells the bot when a human is in and when it may speak again", async () => {
		const seen: unknown[] = [];
		const { user, ana } = scene({
			bot: async ({ activity }) => {
				if (activity.name !== "handoff.status") return;
				const { state } = activity.value as { state: string };
				const [transcript] = activity.attachments ?? [];
				const missed = (transcript?.content as { activities: { text?: string }[] } | undefined)?.activities;
				seen.push([state, missed?.map(({ text }) => text)]);
			},
		});
		await user.says("Hello");
		await ana.takeOver();
		await ana.says("Which size?");
		await user.says("M please");
		await ana.releases();
		expect(seen).to.have.length(2);
		expect(seen[0]).to.deep.equal(["accepted", undefined]);
		expect(seen[1]).to.deep.equal([
			"completed",
			["Ana has joined the conversation.", "Which size?", "M please", "Ana has left the conversation."],
		]);
	});

	it("labels what is sent by who said it, not by what a payload says", async () => {
		const { user, ana, channel, submit, epoch } = scene({
			apps: [shopDesk],
			bot: async (context) => {
				const representative = { representativeType: "HUMAN", displayName: "Ana" };
				if (context.activity.type === "message")
					await context.sendActivity({ type: "message", text: "Hi", channelData: { representative } });
			},
		});
		await user.says("Hello");
		await ana.takeOver();
		await submit({
			...{ type: "speak", epoch: (await epoch()) as never, ...ana.by },
			activity: {
				type: "message",
				text: "Hi",
				channelData: { representative: { representativeType: "BOT", displayName: "Bot" } },
			},
		});
		const labels = channel.arrived.map(({ activity }) => activity.channelData);
		expect(labels).to.deep.equal([
			{ representative: { representativeType: "BOT", displayName: "Shop bot" } },
			{ representative: { representativeType: "HUMAN", displayName: "Ana" } },
			{ representative: { representativeType: "HUMAN", displayName: "Ana" } },
		]);
	});
});

describe("An interjection", () => {
	it("is one group of joined, words and left, and the bot keeps control", async () => {
		const { user, ana, control, epoch } = scene();
		await user.says("Hello");
		expect(await ana.interjects("Our bot is new, be kind")).to.equal("done");
		await user.says("I will");
		expect(await user.sees()).to.deep.equal([
			"BOT Shop bot: You said: Hello",
			"Ana joined",
			"HUMAN Ana: Our bot is new, be kind",
			"Ana left",
			"BOT Shop bot: You said: I will",
		]);
		expect([await control(), await epoch()]).to.deep.equal(["bot", 0]);
	});

	it("leaves a standing offer as it is", async () => {
		const { user, ana, nora, control } = scene({ apps: [shopDesk, nightDesk] });
		await user.says("I want to talk to a human");
		expect(await ana.interjects("One moment, I am on the phone")).to.equal("done");
		expect(await control()).to.equal("offered to desk and night");
		expect(await nora.confirms()).to.equal("done");
	});

	it("is refused while somebody holds control", async () => {
		const { user, ana, budi } = scene();
		await user.says("Hello");
		await ana.takeOver();
		expect(await budi.interjects("Hi")).to.equal("not-in-control");
	});
});
