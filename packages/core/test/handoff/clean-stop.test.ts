import { expect } from "chai";
import { gateway, settle } from "../support/manual-clock.js";
import { type Answer, later, recordingChannel } from "../support/recording-channel.js";
import { scene } from "../support/scene.js";

describe("A process that stops", () => {
	it("finishes the turn that is under way", async () => {
		const { opened, open } = gateway();
		const all = scene({
			bot: async (context) => {
				await opened;
				await context.sendActivity("Done");
			},
		});
		const turn = all.user.says("Hello");
		await settle();
		const stopping = all.handoff.stop();
		open();
		await turn;
		await all.clock.advance(50);
		await stopping;
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: Done"]);
		expect((await all.conversation()).turns).to.deep.equal([]);
	});

	it("hands a turn that does not end in time to another process at once", async () => {
		const all = scene({ bot: () => new Promise<void>(() => {}), limits: { botMs: 60_000 } });
		all.user.says("Hello").catch(() => {});
		await settle();
		const other = all.alsoRun({ bot: async (context) => void (await context.sendActivity("I do it")) });
		const stopping = all.handoff.stop(1_000);
		await all.clock.advance(1_000);
		await stopping;
		await all.clock.advance(1_100);
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: I do it"]);
		await other.handoff.stop();
	});

	it("asks for a person where the turn had spoken already", async () => {
		const all = scene({
			bot: async (context) => {
				await context.sendActivity("One moment");
				await new Promise<void>(() => {});
			},
			limits: { botMs: 60_000 },
		});
		all.user.says("Hello").catch(() => {});
		await settle();
		const other = all.alsoRun({ bot: async (context) => void (await context.sendActivity("Twice")) });
		const stopping = all.handoff.stop(1_000);
		await all.clock.advance(1_000);
		await stopping;
		await all.clock.advance(1_100);
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: One moment", "notice pleaseWait"]);
		await other.handoff.stop();
	});

	it("waits for the request to a channel that has begun, and begins no other", async () => {
		const { opened, open } = gateway();
		const channel = recordingChannel();
		const slow: Answer = () => opened.then(() => ({ state: "sent" }));
		channel.answers.push(slow);
		const all = scene({
			channel,
			bot: async (context) => void (await context.sendActivities([{ text: "one" }, { text: "two" }])),
		});
		const turn = all.user.says("Hello");
		await settle();
		const stopping = all.handoff.stop(2_000);
		await all.clock.advance(100);
		open();
		await settle();
		await all.clock.advance(2_000);
		await stopping;
		await turn;
		expect(channel.arrived.map(({ activity }) => activity.text)).to.include("one");
	});

	it("leaves its lanes to others at once, even where it waits to try again", async () => {
		const channel = recordingChannel();
		channel.answers.push(later(25_000));
		const all = scene({ channel, bot: async () => {} });
		await all.user.says("Hello");
		await all.handoff.submit(all.key, { type: "request", reason: { type: "asked" } });
		await settle();
		const other = all.alsoRun();
		const stopping = all.handoff.stop(2_000);
		await all.clock.advance(50);
		await stopping;
		await all.clock.advance(1_500);
		expect(await all.user.sees()).to.deep.equal(["notice pleaseWait"]);
		await other.handoff.stop();
	});
});
