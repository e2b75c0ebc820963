import { expect } from "chai";
import { describe, it } from "mocha";
import type { TurnToken } from "../../src/conversation/conversation.js";
import { createHandoff, memoryStore, type ProcessId, silentLogger } from "../../src/index.js";
import { manualClock } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";
import { type Bot, SmallHost } from "../support/small-host.js";
import { logged, message, smallProcess } from "./small-process.js";

/** Longer than the lease of a turn. */
const long = 20_000;

const forever = (): Promise<never> => new Promise(() => {});

/** A process that stops in the middle of its first turn, where its bot says so: its own clock stands still. */
async function die(bot: Bot) {
	const clock = manualClock();
	const store = memoryStore({ clock });
	const dead = smallProcess({ bot, store, clock: manualClock(clock.now()) });
	const unfinished = dead.host.hear(message("Hello"));
	await clock.advance(50);
	return { clock, store, dead, unfinished };
}

describe("A turn whose process died", () => {
	it("is finished by another process", async () => {
		const { clock, store, dead } = await die(forever);
		const alive = smallProcess({
			...{ store, clock },
			bot: async (context) => {
				await context.sendActivity(`You said: ${context.activity.text}`);
			},
		});
		await clock.advance(long);
		expect(dead.texts()).to.deep.equal([]);
		expect(alive.texts()).to.deep.equal(["You said: Hello"]);
		expect(await logged(store, "userSaid")).to.have.length(1);
		expect((await logged(store, "botSaid"))[0]?.representative.representativeType).to.equal("BOT");
	});

	it("shows the bot the message as it came in", async () => {
		const { clock, store } = await die(forever);
		const seen: unknown[] = [];
		smallProcess({
			...{ store, clock },
			bot: async ({ activity }) => {
				const { from, recipient, conversation, channelId, text, id } = activity;
				seen.push([from.id, recipient.id, conversation.id, channelId, text, id]);
			},
		});
		await clock.advance(long);
		expect(seen).to.deep.equal([["siti", "page", "c1", "test", "Hello", "m-Hello"]]);
	});

	it("is not run again where it had said something: a person is asked for", async () => {
		const { clock, store, dead } = await die(async (context) => {
			await context.sendActivity("One moment");
			await forever();
		});
		let ran = 0;
		const alive = smallProcess({
			...{ store, clock },
			bot: async (context) => {
				if (context.activity.type === "message") ran += 1;
			},
		});
		await clock.advance(long);
		expect(ran).to.equal(0);
		expect([...dead.texts(), ...alive.texts()].filter((text) => text === "One moment")).to.have.length(1);
		expect((await logged(store, "offered")).map(({ offer }) => offer.reason.type)).to.deep.equal([
			"bot-failed",
		]);
	});

	it("cannot speak any more where it is not quite dead: another has the turn", async () => {
		let wake = (): void => {};
		const { clock, store, dead, unfinished } = await die(async (context) => {
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
			await context.sendActivity("I am late");
		});
		const alive = smallProcess({
			...{ store, clock },
			bot: async (context) => {
				await context.sendActivity("I am on time");
			},
		});
		await clock.advance(long);
		wake();
		await unfinished;
		expect([...dead.texts(), ...alive.texts()]).to.deep.equal(["I am on time"]);
		expect((await logged(store, "draft")).map(({ why }) => why)).to.deep.equal(["turn-ended"]);
	});

	it("leads to a person where this host has not said how to run its bot", async () => {
		const { clock, store } = await die(forever);
		const handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "desk", kind: "human", displayName: "Shop desk" }],
			...{ store, clock, logger: silentLogger },
		});
		const host = new SmallHost(async (context) => {
			await context.sendActivity("Halo");
		});
		host.use(handoff);
		const next = host.hear(message("Hello again"));
		await clock.advance(long);
		await next;
		expect((await logged(store, "offered")).map(({ offer }) => offer.reason.type)).to.deep.equal([
			"bot-failed",
		]);
		expect(host.sent.map(({ text }) => text)).to.include("Halo");
	});

	it("waits once for each process that is gone, however many of its turns are due", async () => {
		const all = scene();
		await all.user.says("Hello");
		const { bot, user, reference } = await all.conversation();
		const said = ["one", "two", "three", "four", "five", "six"];
		for (const [index, text] of said.entries())
			await all.handoff.submit(all.key, {
				type: "hear",
				opening: { bot, user, reference },
				activity: { type: "message", id: text, text },
				origin: `process ${index % 2}, which is gone` as ProcessId,
				token: `token of ${text}` as TurnToken,
			});
		await all.clock.advance(6_100);
		expect((await all.user.sees()).slice(1)).to.deep.equal(["BOT Shop bot: You said: one"]);
		await all.clock.advance(6_100);
		expect((await all.user.sees()).slice(1)).to.deep.equal(
			said.map((text) => `BOT Shop bot: You said: ${text}`),
		);
	});
});
