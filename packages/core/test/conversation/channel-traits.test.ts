import { expect } from "chai";
import type { Command, EntryId } from "../../src/index.js";
import { breaking, failing, recordingChannel } from "../support/recording-channel.js";
import { codeOf, nightDesk, type Scene, scene, shopDesk } from "../support/scene.js";

const minuteMs = 60_000;
const inbox = { ...nightDesk, id: "inbox", displayName: "Page inbox", offered: false };

async function sayOutside(all: Scene, text: string, nativeId?: string): Promise<string> {
	const { bot, user, reference } = await all.conversation();
	const command: Command = {
		type: "sayOutside",
		id: (nativeId === undefined ? undefined : `echo:${nativeId}`) as Command["id"],
		...all.person("inbox", "nina", "Nina").by,
		opening: { bot, user, reference },
		activity: { type: "message", text },
		nativeId,
	};
	return codeOf(await all.submit(command));
}

describe("A channel that takes answers only for so long", () => {
	const channel = () => ({ ...recordingChannel(), window: { botMs: minuteMs, humanMs: 7 * minuteMs } });
	const policy = { remindAfterMs: 30 * minuteMs };

	it("takes what a human writes until then, and refuses it afterwards", async () => {
		const all = scene({ channel: channel(), policy });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.clock.advance(7 * minuteMs - 1_000);
		expect(await all.ana.says("Still there?")).to.equal("done");
		await all.clock.advance(1_000);
		expect(await all.ana.says("And now?")).to.equal("outside-window");
		expect(await all.control()).to.equal("held by desk/ana");
	});

	it("takes it again once the user has written", async () => {
		const all = scene({ channel: channel(), policy });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.clock.advance(8 * minuteMs);
		expect(await all.ana.says("Hello?")).to.equal("outside-window");
		await all.user.says("Here I am");
		expect(await all.ana.says("Hello!")).to.equal("done");
	});

	it("refuses an interjection as well", async () => {
		const all = scene({ channel: channel() });
		await all.user.says("Hello");
		await all.clock.advance(8 * minuteMs);
		expect(await all.ana.interjects("By the way")).to.equal("outside-window");
	});
});

describe("A channel that wants to know when a session ends", () => {
	it("is told behind everything that was said in it", async () => {
		const all = scene({ channel: { ...recordingChannel(), tellsEnd: true } });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.ana.says("Hi");
		await all.ana.closes();
		expect((await all.user.sees()).at(-1)).to.equal("endOfConversation");
	});

	it("is told of nothing otherwise", async () => {
		const all = scene();
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.ana.closes();
		expect(await all.user.sees()).to.not.include("endOfConversation");
	});
});

describe("A channel with a policy of its own", () => {
	const sending = () => ({ ...recordingChannel(), policy: { proactive: "send" } as const });

	async function speakUp(all: Scene): Promise<void> {
		await all.user.says("Hello");
		await all.ana.takeOver();
		const { bot, user, reference } = await all.conversation();
		const utterances = [{ activity: { type: "message", text: "Your parcel is here" } }];
		await all.submit({ type: "say", opening: { bot, user, reference }, utterances });
	}

	it("has its way where the team has said nothing", async () => {
		const all = scene({ channel: sending() });
		await speakUp(all);
		expect((await all.user.sees()).at(-1)).to.equal("BOT Shop bot: Your parcel is here");
	});

	it("gives way to the team's", async () => {
		const all = scene({ channel: sending(), policy: { proactive: "draft" } });
		await speakUp(all);
		expect((await all.drafts()).map(({ text }) => text)).to.deep.equal(["Your parcel is here"]);
	});
});

describe("Somebody who writes to the user past us", () => {
	it("takes control by that, as a human, and nothing is sent", async () => {
		const all = scene({ apps: [shopDesk, inbox] });
		await all.user.says("Hello");
		expect(await sayOutside(all, "This is Nina", "m1")).to.equal("done");
		expect(await all.control()).to.equal("held by inbox");
		const [said] = await all.logged("appSaid");
		expect(said?.representative).to.deep.equal({ representativeType: "HUMAN", displayName: "Nina" });
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello", "Nina joined"]);
		const [delivery] = await all.store.readDeliveries(all.key, [said?.id as EntryId]);
		expect(delivery).to.deep.include({ state: "sent", nativeId: "m1" });
		expect(await all.store.findEntry(all.key, "m1")).to.equal(said?.id);
	});

	it("is heard once, however often the platform tells", async () => {
		const all = scene({ apps: [shopDesk, inbox] });
		await all.user.says("Hello");
		await sayOutside(all, "This is Nina", "m1");
		await sayOutside(all, "This is Nina", "m1");
		expect(await all.logged("appSaid")).to.have.length(1);
	});

	it("keeps the control that they have", async () => {
		const all = scene({ apps: [shopDesk, inbox] });
		await all.user.says("Hello");
		await sayOutside(all, "This is Nina", "m1");
		const epoch = await all.epoch();
		await sayOutside(all, "How can I help?", "m2");
		expect(await all.epoch()).to.equal(epoch);
		expect(await all.logged("joined")).to.have.length(1);
	});

	it("takes it from a desk, whose human has left before", async () => {
		const all = scene({ apps: [shopDesk, inbox] });
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.ana.says("Ana here");
		await sayOutside(all, "Nina here", "m1");
		expect(await all.control()).to.equal("held by inbox");
		expect((await all.user.sees()).slice(-3)).to.deep.equal([
			"HUMAN Ana: Ana here",
			"Ana left",
			"Nina joined",
		]);
	});

	it("holds back what the bot had still to say", async () => {
		const all = scene({
			apps: [shopDesk, inbox],
			bot: async (context) => {
				await sayOutside(all, "I take this", "m1");
				await context.sendActivity("Too late");
			},
		});
		const speaking = all.user.says("Hello");
		await speaking;
		expect((await all.drafts()).map(({ text }) => text)).to.deep.equal(["Too late"]);
	});

	it("who goes quiet loses control by a timer", async () => {
		const all = scene({ apps: [shopDesk, inbox] });
		await all.user.says("Hello");
		await sayOutside(all, "This is Nina", "m1");
		await all.clock.advance(180_000);
		await all.clock.advance(600_000);
		expect(await all.control()).to.equal("bot");
	});
});

describe("What could not be sent", () => {
	async function again(all: Scene, entry: EntryId): Promise<string> {
		return codeOf(await all.submit({ type: "sayAgain", entry }));
	}

	it("is said again for the bot while it holds control", async () => {
		const channel = recordingChannel();
		channel.answers.push(failing);
		const all = scene({ channel });
		await all.user.says("Hello");
		const [said] = await all.logged("botSaid");
		expect(await again(all, said?.id as EntryId)).to.equal("done");
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello"]);
	});

	it("is not said again for the bot while a human is in", async () => {
		const channel = recordingChannel();
		channel.answers.push(breaking);
		const all = scene({ channel });
		await all.user.says("Hello");
		await all.ana.takeOver();
		const [said] = await all.logged("botSaid");
		expect(await again(all, said?.id as EntryId)).to.equal("not-in-control");
	});

	it("is said again for the human who still holds control, and for no other", async () => {
		const channel = recordingChannel();
		const all = scene({ channel });
		await all.user.says("Hello");
		await all.ana.takeOver();
		channel.answers.push(failing);
		await all.ana.says("Hi there");
		const [said] = await all.logged("appSaid");
		expect(await again(all, said?.id as EntryId)).to.equal("done");
		expect((await all.user.sees()).at(-1)).to.equal("HUMAN Ana: Hi there");
		await all.ana.releases();
		await all.budi.takeOver();
		expect(await again(all, said?.id as EntryId)).to.equal("colleague-in-control");
	});

	it("is not said again once it has arrived, nor if it is nothing that was said", async () => {
		const all = scene();
		await all.user.says("Hello");
		const [heard] = await all.logged("userSaid");
		const [said] = await all.logged("botSaid");
		expect(await again(all, said?.id as EntryId)).to.equal("already-sent");
		expect(await again(all, heard?.id as EntryId)).to.equal("bad-target");
		expect(await again(all, "nothing" as EntryId)).to.equal("unknown-entry");
	});
});
