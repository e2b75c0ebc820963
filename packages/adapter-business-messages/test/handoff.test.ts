import { type AppId, type HandoffOptions, postback, postbacks } from "@baton/core";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { z } from "zod";
import type { ApiRequest } from "../src/emulator/index.js";
import { eventNames } from "../src/index.js";
import { avatar, openStage, type Stage } from "./support/stage.js";

const ana = { representativeType: "HUMAN", displayName: "Ana", avatarImage: avatar };
const bot = { representativeType: "BOT", displayName: "Shop bot" } as const;

const buttons = postbacks({
	HOURS: postback({
		schema: z.object({}),
		handle: async (_, { say }) => {
			await say("We are open from 9 to 5");
		},
	}),
});

describe("A handoff on Business Messages", () => {
	let stage: Stage;

	beforeEach(async () => {
		stage = await openStage({ handoff: { postbacks: buttons } });
	});

	afterEach(() => stage.close());

	function message(text: string): Promise<ApiRequest> {
		return stage.emulator.accepted((request) => request.kind === "message" && request.body.text === text);
	}

	function event(eventType: string): Promise<ApiRequest> {
		return stage.emulator.accepted(
			(request) => request.kind === "event" && request.body.eventType === eventType,
		);
	}

	/** What the user sees of who speaks, in order. */
	function shown(): readonly unknown[] {
		return stage.emulator.requests.flatMap((request) => {
			if (request.kind === "message") return [[request.body.text, request.body.representative]];
			return request.kind === "event" ? [[request.body.eventType, request.body.representative]] : [];
		});
	}

	it("announces the person first, labels every word, and says when they have left", async () => {
		await stage.mia.says("Hi");
		await message("You said Hi");
		await stage.ana.takesOver();
		await stage.ana.says("I am here");
		await stage.ana.says("How can I help?");
		await message("How can I help?");
		await stage.ana.releases();
		await event("REPRESENTATIVE_LEFT");
		await stage.mia.says("Thanks");
		await message("You said Thanks");
		expect(shown()).to.deep.equal([
			["You said Hi", bot],
			["REPRESENTATIVE_JOINED", ana],
			["I am here", ana],
			["How can I help?", ana],
			["REPRESENTATIVE_LEFT", ana],
			["You said Thanks", bot],
		]);
		stage.emulator.checkRepresentatives();
	});

	it("keeps the order, and so the rules, while requests are refused or lost on the way", async () => {
		await stage.mia.says("Hi");
		stage.emulator.fail("events", "UNAVAILABLE", "lost-answer");
		stage.emulator.fail("messages", "lost-answer", "no-answer");
		await stage.ana.takesOver();
		await stage.ana.says("I am here");
		await stage.ana.releases();
		await stage.mia.says("Thanks");
		await message("You said Thanks");
		const lines = stage.mia.lines.filter(({ kind }) => kind !== "user");
		expect(lines.map((line) => (line.kind === "message" ? line.message.text : line.kind))).to.deep.equal([
			...["You said Hi", "joined", "I am here", "left", "You said Thanks"],
		]);
		stage.emulator.checkRepresentatives();
	});

	it("begins where the user asks for a person in the menu, as the first thing they do", async () => {
		await stage.mia.requestsLiveAgent();
		const heard = await stage.entry("userSaid");
		expect(heard.activity.name).to.equal(eventNames.requestedLiveAgent);
		const { offer } = await stage.entry("offered");
		expect(offer.reason.type).to.equal("asked");
		expect(offer.to).to.deep.equal(["desk"]);
	});

	it("asks for a person once, however often the platform says so", async () => {
		const userStatus = { requestedLiveAgent: true };
		const call = {
			agent: "brands/1111/agents/2222",
			conversationId: stage.mia.conversationId,
			requestId: "r1",
			userStatus,
		};
		await stage.emulator.call(call);
		await stage.emulator.call(call);
		const offers = (await stage.entries()).filter(({ type }) => type === "offered");
		expect(offers).to.have.length(1);
	});

	it("begins where the user presses the suggestion for it", async () => {
		await stage.adapter.api.sendMessage(
			stage.mia.conversationId,
			{ messageId: "m1", representative: bot, text: "Shall I?", suggestions: [{ liveAgentRequest: {} }] },
			false,
		);
		await stage.mia.presses("Message a live agent");
		const { offer } = await stage.entry("offered");
		expect(offer.reason.type).to.equal("asked");
	});

	it("tells the desk that the user is typing", async () => {
		await stage.mia.says("Hi");
		await stage.ana.takesOver();
		const told = new Promise((resolve) => {
			stage.handoff.subscribe((signal) => {
				if (signal.type === "typing") resolve([signal.by, signal.to]);
			});
		});
		await stage.mia.types();
		expect(await told).to.deep.equal(["user", ["desk"]]);
	});

	it("tells the user that the person is typing, and who", async () => {
		await stage.mia.says("Hi");
		await stage.ana.takesOver();
		await stage.ana.types();
		expect(await event("TYPING_STARTED")).to.deep.nested.include({ "body.representative": ana });
	});

	it("lets nobody see the person typing before they are announced, however slow the network is", async () => {
		await stage.mia.says("Hi");
		await message("You said Hi");
		stage.emulator.fail("events", "no-answer");
		await stage.ana.takesOver();
		await stage.ana.types();
		await stage.ana.says("I am here");
		await message("I am here");
		stage.emulator.checkRepresentatives();
	});

	it("gives each event an id of its own", async () => {
		await stage.mia.says("Hi");
		for (let round = 0; round < 2; round += 1) {
			await stage.ana.takesOver();
			await stage.ana.types();
			await stage.ana.releases();
		}
		await stage.emulator.accepted(() => events().length >= 6);
		function events(): readonly string[] {
			return stage.emulator.requests.flatMap((each) => (each.kind === "event" ? [each.eventId] : []));
		}
		expect(new Set(events())).to.have.property("size", events().length);
	});

	it("answers a button by its rule while the bot is there, and leaves it to the person while one is in", async () => {
		const pressed = JSON.stringify({ type: "HOURS", payload: {} });
		const press = () =>
			stage.emulator.call({
				agent: "brands/1111/agents/2222",
				conversationId: stage.mia.conversationId,
				requestId: crypto.randomUUID(),
				suggestionResponse: { postbackData: pressed, text: "Hours", suggestionType: "REPLY" },
			});
		await press();
		await message("We are open from 9 to 5");
		await stage.ana.takesOver();
		await press();
		const { postback: seen, to } = await stage.entry("userSaid", ({ to }) => to.includes("desk" as never));
		expect(seen).to.deep.equal({ type: "HOURS", payload: {} });
		expect(to).to.deep.equal(["desk"]);
		await stage.ana.says("9 to 5");
		await message("9 to 5");
		const answers = stage.emulator.requests.filter(
			(request) => request.kind === "message" && request.body.text === "We are open from 9 to 5",
		);
		expect(answers).to.have.length(1);
		stage.emulator.checkRepresentatives();
	});

	it("can neither change nor delete what was said, and says so", async () => {
		await stage.mia.says("Hi");
		const { id } = await stage.entry("botSaid");
		await message("You said Hi");
		await stage.handoff.submit(stage.key, { type: "delete", entry: id });
		const { error, what } = await stage.entry("deliveryFailed");
		expect(what).to.equal("delete");
		expect(error).to.include("cannot delete");
	});
});

describe("A handoff while Business Messages is away for longer than anything waits", () => {
	it("announces a person before their first word, and that they have left before the bot's next", async () => {
		const stage = await openStage({ handoff: { policy: { sendWithinMs: 1_200 } } });
		const { emulator, mia, ana } = stage;
		const lost = async (what: "joined" | "left") => {
			const { id } = await stage.entry(what);
			await stage.entry("deliveryFailed", ({ entry }) => entry === id);
		};
		await mia.says("Hi");
		await stage.entry("botSaid");
		emulator.fail("events", "UNAVAILABLE", "no-answer");
		await ana.takesOver();
		await lost("joined");
		await ana.says("I am here");
		await emulator.accepted((request) => request.kind === "message" && request.body.text === "I am here");
		emulator.fail("events", "UNAVAILABLE", "UNAVAILABLE");
		await ana.releases();
		await lost("left");
		await mia.says("Thanks");
		await emulator.accepted(
			(request) => request.kind === "message" && request.body.text === "You said Thanks",
		);
		const shown = mia.lines.filter(({ kind }) => kind !== "user").map(({ kind }) => kind);
		expect(shown).to.deep.equal(["message", "joined", "message", "left", "message"]);
		emulator.checkRepresentatives();
		await stage.close();
	});
});

describe("A person on Business Messages who leaves", () => {
	let stage: Stage;

	afterEach(() => stage.close());

	/** Ana has written, and is gone in the given way. */
	async function seen(
		leave: () => Promise<unknown>,
		handoff: Partial<HandoffOptions> = {},
	): Promise<string[]> {
		stage = await openStage({ handoff });
		stage.handoff.appArrived("desk" as AppId);
		await stage.mia.says("Hi");
		await stage.ana.takesOver();
		await stage.ana.says("I am here");
		await leave();
		await stage.entry("left");
		await stage.mia.says("Thanks");
		await stage.emulator.accepted(
			(request) => request.kind === "message" && request.body.text === "You said Thanks",
		);
		stage.emulator.checkRepresentatives();
		return stage.emulator.requests.flatMap((request) => {
			if (request.kind === "survey") return ["survey"];
			if (request.kind === "event") return [request.body.eventType];
			return request.kind === "message" ? [request.body.representative.representativeType] : [];
		});
	}

	const framed = ["BOT", "REPRESENTATIVE_JOINED", "HUMAN", "REPRESENTATIVE_LEFT"];

	it("gives the conversation back", async () => {
		expect(await seen(() => stage.ana.releases())).to.deep.equal([...framed, "BOT"]);
	});

	it("closes it, and the survey comes after them", async () => {
		expect(await seen(() => stage.ana.closes())).to.deep.equal([...framed, "survey", "BOT"]);
	});

	it("says nothing for a long time, and the user is told", async () => {
		const policy = { remindAfterMs: 50, releaseAfterMs: 50 };
		expect(await seen(async () => {}, { policy })).to.deep.equal([...framed, "BOT", "BOT"]);
	});

	it("is lost with the desk, and the user is told", async () => {
		const gone = async () => stage.handoff.appLeft("desk" as AppId);
		expect(await seen(gone, { appLeaseMs: 100 })).to.deep.equal([...framed, "BOT", "BOT"]);
	});
});
