import { expect } from "chai";
import { describe, it } from "mocha";
import { conversationKey, memoryStore } from "../../src/index.js";
import { manualClock } from "../support/manual-clock.js";
import type { Bot } from "../support/small-host.js";
import { key, logged, message, smallProcess } from "./small-process.js";

function world(bot: Bot) {
	const clock = manualClock();
	const store = memoryStore({ clock });
	return { clock, store, ...smallProcess({ bot, store, clock }) };
}

describe("Typing, delays and traces of the bot", () => {
	const lively: Bot = async (context) => {
		if (context.activity.type !== "message") return;
		const responses = await context.sendActivities([
			{ type: "typing" },
			{ type: "delay", value: 1 },
			{ type: "message", text: "Halo" },
		]);
		await context.sendTraceActivity("thought", { about: responses.map(({ id }) => id !== "") });
	};

	it("reach the channel in order, and the log has only what was said", async () => {
		const { host, store, texts } = world(lively);
		await host.hear(message("Hello"));
		expect(texts().filter((text) => text !== "trace")).to.deep.equal(["typing", "delay", "Halo"]);
		expect(texts()).to.include("trace");
		expect((await logged(store, "botSaid")).map(({ activity }) => activity.text)).to.deep.equal(["Halo"]);
	});

	it("answer with one response each: our entry's id for what is in the log, none for what is not", async () => {
		const { host } = world(lively);
		await host.hear(message("Hello"));
		const trace = host.sent.find(({ type }) => type === "trace");
		expect(trace?.value).to.deep.equal({ about: [false, false, true] });
	});

	it("answer with one response each where some are for the host alone", async () => {
		const ids: string[][] = [];
		const { host, store } = world(async (context) => {
			const trace = { type: "trace", name: "thought" };
			const responses = await context.sendActivities([trace, { type: "message", text: "Halo" }, trace]);
			ids.push(responses.map(({ id }) => id));
		});
		await host.hear(message("Hello"));
		const [said] = await logged(store, "botSaid");
		expect(ids[0]?.[1]).to.equal(said?.id);
		expect(ids[0]).to.have.length(3);
	});

	it("are not seen by the user while a human is in", async () => {
		const { host, handoff, clock, texts } = world(async (context) => {
			if (context.activity.type !== "message") return;
			await handoff.submit(key, { type: "takeOver", app: "desk" as never });
			await lively(context);
		});
		await host.hear(message("Hello"));
		await clock.advance(50);
		expect(texts()).to.deep.equal(["trace"]);
	});
});

describe("A group", () => {
	const groupKey = conversationKey({ channel: "test", business: "page", conversation: "g1" });
	const group = { conversation: { id: "g1", isGroup: true } as never };

	it("passes through untouched: nothing is held back, logged or labelled", async () => {
		const ids: unknown[] = [];
		const { host, store } = world(async (context) => {
			const template = { type: "message", text: "Halo", channelData: { mood: "calm" } };
			ids.push(await context.sendActivity(template), template.channelData);
		});
		await host.hear(message("Hello, everybody", group));
		expect(host.sent).to.have.length(1);
		expect(host.sent[0]).to.deep.include({ text: "Halo", channelData: { mood: "calm" } });
		expect(ids).to.deep.equal([{ id: "host-1" }, { mood: "calm" }]);
		const { conversation } = await store.load(groupKey);
		expect(conversation).to.equal(undefined);
	});

	it("has the errors of its bot reach onTurnError as ever", async () => {
		const { host } = world(async () => {
			throw new Error("The shop's database is away");
		});
		await host.hear(message("Hello, everybody", group));
		expect(host.errors.map(({ message: text }) => text)).to.deep.equal(["The shop's database is away"]);
	});
});

describe("What is not a message", () => {
	it("reaches the bot, and what the bot says to it is labelled and logged", async () => {
		const { host, store } = world(async (context) => {
			if (context.activity.type === "conversationUpdate") await context.sendActivity("Welcome");
		});
		await host.hear(
			message("", { type: "conversationUpdate", membersAdded: [{ id: "siti", name: "Siti" }] }),
		);
		expect(host.sent.map(({ text }) => text)).to.deep.equal(["Welcome"]);
		expect(host.sent[0]).to.have.nested.property("channelData.representative.representativeType", "BOT");
		expect(await logged(store, "botSaid")).to.have.length(1);
	});
});

describe("An invoke", () => {
	it("is answered to the host while a human is in, and its answer is not part of the log", async () => {
		const { host, handoff, store } = world(async (context) => {
			if (context.activity.type !== "invoke") return;
			await context.sendActivities([
				{ type: "message", text: "Halo" },
				{ type: "invokeResponse", value: { status: 200 } },
			]);
		});
		await host.hear(message("Hello"));
		await handoff.submit(key, { type: "takeOver", app: "desk" as never });
		await host.hear(message("", { type: "invoke", name: "composeExtension/query" }));
		expect(host.sent.map(({ type }) => type)).to.deep.equal(["invokeResponse"]);
		expect(await logged(store, "botSaid")).to.deep.equal([]);
	});
});
