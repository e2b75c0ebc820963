import { expect } from "chai";
import type { OutboxItem, SendResult, Signal, Store } from "../../src/index.js";
import { memoryStore } from "../../src/index.js";
import { gateway, manualClock, settle } from "../support/manual-clock.js";
import {
	type Answer,
	breaking,
	failing,
	hanging,
	later,
	recordingChannel,
} from "../support/recording-channel.js";
import { nightDesk, type Scene, type SceneOptions, scene } from "../support/scene.js";

/** A conversation in which only tests speak. */
async function quiet(options: SceneOptions = {}): Promise<Scene> {
	const all = scene({ bot: async () => {}, ...options });
	await all.user.says("Hello");
	return all;
}

/** The bot says something of its own accord. Does not wait for it to be sent. */
async function say({ submit, conversation }: Scene, ...texts: readonly string[]): Promise<void> {
	const { bot, user, reference } = await conversation();
	await submit({
		type: "say",
		opening: { bot, user, reference },
		utterances: texts.map((text) => ({ activity: { type: "message", text } })),
	});
}

function texts(items: readonly OutboxItem[]): readonly (string | undefined)[] {
	return items.map(({ activity }) => activity.text);
}

async function states({ store, key, log }: Scene): Promise<readonly unknown[]> {
	const said = (await log()).filter(({ type }) => type === "botSaid" || type === "appSaid");
	const deliveries = await store.readDeliveries(
		key,
		said.map(({ id }) => id),
	);
	return deliveries.map(({ state }) => state);
}

describe("A lane", () => {
	it("sends in commit order, one at a time", async () => {
		const doors = [gateway(), gateway(), gateway()];
		const all = await quiet();
		all.channel.answers.push(
			...doors.map(
				({ opened }): Answer =>
					() =>
						opened.then((): SendResult => ({ state: "sent" })),
			),
		);
		await say(all, "one", "two");
		await say(all, "three");
		for (const { open } of doors.toReversed()) open();
		await settle();
		expect(texts(all.channel.arrived)).to.deep.equal(["one", "two", "three"]);
		expect(all.channel.load.most).to.equal(1);
	});

	it("of one conversation does not wait for that of another", async () => {
		const all = await quiet();
		all.channel.answers.push(hanging);
		await say(all, "one");
		const budi = all.other("c2", "budi");
		await budi.user.says("Hello");
		await all.handoff.submit(budi.key, { type: "request", reason: { type: "asked" } });
		await settle();
		expect(await budi.user.sees()).to.deep.equal(["notice pleaseWait"]);
	});

	it("remembers the channel's own id of what was sent", async () => {
		const all = await quiet();
		await say(all, "one");
		const [said] = await all.logged("botSaid");
		expect(await all.store.findEntry(all.key, `native-${said?.id}`)).to.equal(said?.id);
	});

	it("takes the steps in order, and each is traced", async () => {
		const steps: string[] = [];
		const all = await quiet({ trace: (step) => steps.push(step) });
		all.channel.answers.push(failing);
		await say(all, "one");
		expect(steps).to.deep.equal([
			"load",
			"read-sent-states",
			"resolve-recipient",
			"send",
			"record",
			"return-failures",
		]);
	});

	it("traces what it takes up later as taken", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const steps: string[] = [];
		const all = await quiet({ clock, store: frozen(store), trace: (step) => steps.push(step) });
		await say(all, "one");
		expect(steps.filter((step) => step === "send")).to.deep.equal([]);
		all.alsoRun({ store });
		await clock.advance(40_000);
		expect(steps.slice(steps.indexOf("take"))).to.include.members(["take", "load", "send", "record"]);
		expect(texts(all.channel.arrived)).to.deep.equal(["one"]);
	});

	it("tells whoever listens how a delivery goes, if they hear the conversation", async () => {
		const all = await quiet();
		await all.ana.takeOver();
		const heard: Signal[] = [];
		all.handoff.subscribe((signal) => heard.push(signal));
		await all.ana.says("Hi");
		const deliveries = heard.filter((signal) => signal.type === "delivery");
		expect(deliveries.map(({ delivery, to }) => [delivery.state, ...to])).to.deep.equal([["sent", "desk"]]);
	});

	it("sends what passes, and records nothing of it", async () => {
		const all = await quiet({
			bot: async (context) => {
				if (context.activity.type === "message") await context.sendActivity({ type: "typing" });
			},
		});
		expect(await all.user.sees()).to.deep.equal(["typing"]);
		expect((await all.log()).map(({ type }) => type)).to.deep.equal(["userSaid"]);
	});
});

describe("A send that fails", () => {
	it("is told to the human who said it, and the lane goes on", async () => {
		const all = await quiet();
		await all.ana.takeOver();
		all.channel.answers.push(failing);
		await all.ana.says("Hi");
		await all.ana.says("Are you there?");
		const [failed] = await all.logged("deliveryFailed");
		const [said] = await all.logged("appSaid");
		expect(failed).to.deep.include({ entry: said?.id, state: "failed", error: "The user blocked the page" });
		expect(failed?.to).to.deep.equal(["desk"]);
		expect((await all.user.sees()).at(-1)).to.equal("HUMAN Ana: Are you there?");
	});

	it("is told to the human also when they have released meanwhile", async () => {
		const blocked = gateway();
		const all = await quiet();
		await all.ana.takeOver();
		all.channel.answers.push(async () => {
			await blocked.opened;
			return { state: "failed", error: "Blocked" };
		});
		await all.ana.says("Hi");
		await all.ana.releases();
		blocked.open();
		await settle();
		expect((await all.logged("deliveryFailed")).map(({ to }) => to)).to.deep.equal([["desk"]]);
	});

	it("is in the log also where the bot said it", async () => {
		const all = await quiet();
		all.channel.answers.push(failing);
		await say(all, "one");
		expect((await all.logged("deliveryFailed")).map(({ to }) => to)).to.deep.equal([[]]);
		expect(await states(all)).to.deep.equal(["failed"]);
	});
});

describe("A send that the channel wants later", () => {
	it("is tried again after the pause that the channel asked for, and nothing overtakes it", async () => {
		const all = await quiet();
		all.channel.answers.push(later(5_000));
		await say(all, "one", "two");
		await all.clock.advance(4_900);
		expect(all.channel.requests).to.have.length(1);
		await all.clock.advance(200);
		expect(texts(all.channel.arrived)).to.deep.equal(["one", "two"]);
		expect(texts(all.channel.requests)).to.deep.equal(["one", "one", "two"]);
	});

	it("is not tried earlier where the pause is longer than the lease of a lane", async () => {
		const all = await quiet({ parts: { laneLeaseMs: 30_000 } });
		all.alsoRun();
		all.channel.answers.push(later(70_000));
		await say(all, "one");
		await all.clock.advance(69_000);
		expect(all.channel.requests).to.have.length(1);
		await all.clock.advance(2_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["one"]);
		expect(await all.logged("deliveryFailed")).to.deep.equal([]);
	});

	it("fails at once where the pause would end too late", async () => {
		const all = await quiet({ policy: { sendWithinMs: 60_000 } });
		all.channel.answers.push(later(61_000));
		await say(all, "one");
		expect((await all.logged("deliveryFailed")).map(({ state, error }) => [state, error])).to.deep.equal([
			["failed", "Too many requests"],
		]);
	});
});

describe("A send whose fate nobody knows", () => {
	for (const repeat of ["at-most-once", "confirm-by-echo"] as const) {
		it(`is never repeated where the channel is ${repeat}, and its speaker is told`, async () => {
			const all = await quiet({ channel: recordingChannel(repeat) });
			await all.ana.takeOver();
			all.channel.answers.push(breaking);
			await all.ana.says("Hi");
			await all.ana.says("Hello?");
			await all.clock.advance(300_000);
			expect(texts(all.channel.requests).filter((text) => text === "Hi")).to.have.length(1);
			const [failed] = await all.logged("deliveryFailed");
			expect(failed).to.deep.include({ state: "unknown", error: "The connection was reset" });
			expect(await states(all)).to.deep.equal(["unknown", "sent"]);
		});
	}

	it("is repeated until it is known where the channel is idempotent", async () => {
		const all = await quiet({ channel: recordingChannel("idempotent") });
		all.channel.answers.push(breaking, hanging, breaking);
		await say(all, "one", "two");
		await all.clock.advance(60_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["one", "two"]);
		expect(new Set(all.channel.requests.slice(0, 4).map(({ id }) => id)).size).to.equal(1);
		expect(await states(all)).to.deep.equal(["sent", "sent"]);
		expect(await all.logged("deliveryFailed")).to.deep.equal([]);
	});

	it("stays unknown where an idempotent channel cannot be reached in time", async () => {
		const all = await quiet({ channel: recordingChannel("idempotent"), policy: { sendWithinMs: 30_000 } });
		all.channel.answers.push(...Array.from({ length: 100 }, () => breaking));
		await say(all, "one");
		await all.clock.advance(60_000);
		expect(await states(all)).to.deep.equal(["unknown"]);
	});

	it("is unknown after the time limit, and the lane goes on", async () => {
		const all = await quiet({ parts: { sendTimeoutMs: 15_000 } });
		all.channel.answers.push(hanging);
		await say(all, "one", "two");
		await all.clock.advance(14_000);
		expect(all.channel.requests).to.have.length(1);
		await all.clock.advance(2_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["two"]);
		expect(await states(all)).to.deep.equal(["unknown", "sent"]);
	});

	it("becomes known when the channel reports it later", async () => {
		const all = await quiet();
		all.channel.answers.push(breaking);
		await say(all, "one");
		const [said] = await all.logged("botSaid");
		if (said === undefined) throw new Error("Nothing was said");
		await all.store.recordDelivery(all.key, { entry: said.id, state: "delivered", nativeId: "mid.9" });
		expect(await states(all)).to.deep.equal(["delivered"]);
	});
});

describe("What cannot be sent in time", () => {
	it("is given up, and its speaker is told", async () => {
		const all = await quiet({ policy: { sendWithinMs: 20_000 } });
		await all.ana.takeOver();
		all.channel.answers.push(hanging);
		await all.ana.says("one");
		all.channel.answers.push(hanging);
		await all.ana.says("two");
		await all.ana.says("three");
		await all.clock.advance(40_000);
		expect(texts(all.channel.requests).slice(1)).to.deep.equal(["one", "two"]);
		const failed = await all.logged("deliveryFailed");
		expect(failed.map(({ state, error }) => [state, error])).to.deep.equal([
			["unknown", "The channel did not answer within 15000 ms"],
			["unknown", "The channel did not answer within 15000 ms"],
			["failed", "It could not be sent in time"],
		]);
	});
});

describe("What has not begun to be sent", () => {
	it("is withdrawn at a takeover, with its edits, and shown as a draft", async () => {
		const all = await quiet();
		all.channel.answers.push(hanging);
		await say(all, "one", "two");
		const [, two] = await all.logged("botSaid");
		await all.submit({
			type: "edit",
			entry: two?.id ?? ("" as never),
			activity: { type: "message", text: "two, better" },
		});
		await all.ana.takeOver();
		await all.clock.advance(16_000);
		expect(texts(all.channel.requests)).to.deep.equal(["one", "Ana has joined the conversation."]);
		expect(await states(all)).to.deep.equal(["unknown", "withdrawn"]);
		expect((await all.drafts()).map(({ id }) => id)).to.include(two?.id);
	});

	it("stays in the lane at a takeover where a human or a notice said it", async () => {
		const all = await quiet();
		all.channel.answers.push(hanging);
		await say(all, "one");
		await all.ana.interjects("Be kind");
		await all.submit({ type: "request", reason: { type: "asked" } });
		await all.budi.takeOver();
		await all.clock.advance(16_000);
		expect(await all.user.sees()).to.deep.equal([
			"Ana joined",
			"HUMAN Ana: Be kind",
			"Ana left",
			"notice pleaseWait",
			"Budi joined",
		]);
	});
});

describe("A lane that a dead process left behind", () => {
	it("is taken up after its lease, and what had not begun is sent", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const all = await quiet({ clock, store: frozen(store), parts: { laneLeaseMs: 30_000 } });
		await say(all, "one", "two");
		expect(all.channel.requests).to.deep.equal([]);
		all.alsoRun({ store });
		await clock.advance(25_000);
		expect(all.channel.requests).to.deep.equal([]);
		await clock.advance(10_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["one", "two"]);
	});

	it("is free within seconds", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const all = await quiet({ clock, store: frozen(store) });
		await say(all, "one", "two");
		all.alsoRun({ store });
		await clock.advance(5_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["one", "two"]);
	});

	it("is not free as long as a request of a living process is under way", async () => {
		const all = await quiet({ channel: recordingChannel("idempotent") });
		const slow = gateway();
		all.channel.answers.push(async () => {
			await slow.opened;
			return { state: "sent", nativeId: "n1" };
		});
		all.alsoRun();
		await say(all, "one", "two");
		await all.clock.advance(12_000);
		expect(texts(all.channel.requests)).to.deep.equal(["one"]);
		slow.open();
		await all.clock.advance(0);
		expect(texts(all.channel.requests)).to.deep.equal(["one", "two"]);
	});

	for (const repeat of ["at-most-once", "confirm-by-echo"] as const) {
		it(`has an unknown fate where a request had begun and the channel is ${repeat}`, async () => {
			const clock = manualClock();
			const store = memoryStore({ clock });
			const channel = recordingChannel(repeat);
			const all = await quiet({ clock, store: deafAfterSending(store), channel });
			await say(all, "one", "two");
			all.alsoRun({ store });
			await clock.advance(60_000);
			expect(texts(channel.requests)).to.deep.equal(["one", "two"]);
			expect(await states(all)).to.deep.equal(["unknown", "sent"]);
			expect((await all.logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["unknown"]);
		});
	}

	it("is repeated where a request had begun and the channel is idempotent", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const channel = recordingChannel("idempotent");
		const all = await quiet({ clock, store: deafAfterSending(store), channel });
		await say(all, "one", "two");
		all.alsoRun({ store });
		await clock.advance(60_000);
		expect(texts(channel.requests)).to.deep.equal(["one", "one", "two"]);
		expect(new Set(channel.requests.slice(0, 2).map(({ id }) => id)).size).to.equal(1);
		expect(await states(all)).to.deep.equal(["sent", "sent"]);
	});

	it("is never touched by two processes at once", async () => {
		const all = await quiet();
		all.alsoRun();
		all.channel.answers.push(...Array.from({ length: 5 }, () => slow(all, 14_000)));
		await say(all, "1", "2", "3", "4", "5");
		await all.clock.advance(90_000);
		expect(texts(all.channel.arrived)).to.deep.equal(["1", "2", "3", "4", "5"]);
		expect(texts(all.channel.requests)).to.deep.equal(["1", "2", "3", "4", "5"]);
		expect(all.channel.load.most).to.equal(1);
		expect(await all.logged("deliveryFailed")).to.deep.equal([]);
	});
});

describe("An edit of what was sent", () => {
	it("that fails leaves the entry as it was delivered", async () => {
		const all = await quiet();
		await say(all, "one");
		const [said] = await all.logged("botSaid");
		all.channel.answers.push(failing);
		await all.submit({
			type: "edit",
			entry: said?.id ?? ("" as never),
			activity: { type: "message", text: "better" },
		});
		expect(await states(all)).to.deep.equal(["sent"]);
		expect(texts(all.channel.arrived)).to.deep.equal(["one"]);
	});
});

describe("Typing", () => {
	it("of the human in control is shown to the user, of nobody else", async () => {
		const all = await quiet();
		await all.ana.takeOver();
		await all.handoff.typing(all.key, "desk" as never);
		await all.handoff.typing(all.key, "night" as never);
		expect(all.channel.typing).to.have.length(1);
	});

	it("of a desk that holds control as a whole is shown once somebody has joined", async () => {
		const all = await quiet({ apps: [nightDesk] });
		await all.submit({ type: "takeOver", app: nightDesk.id as never });
		await all.handoff.typing(all.key, "night" as never);
		expect(all.channel.typing).to.deep.equal([]);
		await all.nora.says("Good evening");
		await all.handoff.typing(all.key, "night" as never);
		expect(all.channel.typing).to.have.length(1);
	});

	it("is shown behind what is on its way to the user", async () => {
		const all = await quiet();
		const { opened, open } = gateway();
		all.channel.answers.push(() => opened.then((): SendResult => ({ state: "sent" })));
		await all.ana.takeOver();
		const shown = all.handoff.typing(all.key, "desk" as never);
		await settle();
		expect(all.channel.typing).to.deep.equal([]);
		open();
		await shown;
		expect(all.channel.typing).to.have.length(1);
	});

	it("is not shown where that takes long, or where control has moved meanwhile", async () => {
		const all = await quiet();
		all.channel.answers.push(slow(all, 4_000));
		await all.ana.takeOver();
		const tooLate = all.handoff.typing(all.key, "desk" as never);
		await all.clock.advance(3_500);
		const inVain = all.handoff.typing(all.key, "desk" as never);
		await all.ana.releases();
		await all.clock.advance(1_000);
		await Promise.all([tooLate, inVain]);
		expect(all.channel.typing).to.deep.equal([]);
	});

	it("of the user is told to whoever hears the conversation", async () => {
		const all = await quiet();
		await all.ana.takeOver();
		const heard: Signal[] = [];
		all.handoff.subscribe((signal) => heard.push(signal));
		await all.user.says("", { type: "typing" });
		await settle();
		expect(heard).to.deep.equal([{ type: "typing", key: all.key, by: "user", to: ["desk"] }]);
	});
});

function slow({ clock }: Scene, ms: number): Answer {
	return () =>
		new Promise((resolve) => {
			clock.after(ms, () => resolve({ state: "sent" }));
		});
}

/** The process is gone in the moment in which it has the lane. */
function frozen(store: Store): Store {
	const never = () => new Promise<never>(() => {});
	return { ...store, readOutbox: never, beginSend: never };
}

/** The process is gone between the channel's answer and the record of it. */
function deafAfterSending(store: Store): Store {
	return { ...store, settleSend: () => new Promise(() => {}) };
}
