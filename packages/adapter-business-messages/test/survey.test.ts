import { memoryStore } from "@baton/core";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { UserOptions } from "../src/emulator/index.js";
import { eventNames } from "../src/index.js";
import { eventually } from "./support/eventually.js";
import { openStage, type Stage, shiftedClock } from "./support/stage.js";

const hourMs = 3_600_000;

describe("The survey", () => {
	let stage: Stage;
	const clock = shiftedClock();

	afterEach(() => stage.close());

	async function open(user: UserOptions = {}): Promise<void> {
		const store = memoryStore({ clock });
		stage = await openStage({ emulator: { clock }, handoff: { store, clock }, adapter: { clock }, user });
	}

	/** A session from its first word to its end. */
	async function session(): Promise<void> {
		const before = (await stage.entries()).filter(({ type }) => type === "sessionEnded").length;
		await stage.mia.says("Hi");
		await stage.handoff.submit(stage.key, { type: "close" });
		await eventually(async () => {
			const ended = (await stage.entries()).filter(({ type }) => type === "sessionEnded").length > before;
			const { outbox } = await stage.handoff.store.load(stage.key);
			return (ended && outbox.length === 0) || undefined;
		});
	}

	function surveys(): readonly string[] {
		return stage.emulator.requests.flatMap((each) => (each.kind === "survey" ? [each.answer] : []));
	}

	it("is sent when a conversation ends, at most once in 24 hours", async () => {
		await open();
		await session();
		expect(surveys()).to.deep.equal(["OK"]);
		clock.ahead(23 * hourMs);
		await session();
		expect(surveys()).to.deep.equal(["OK"]);
		clock.ahead(2 * hourMs);
		await session();
		expect(surveys()).to.deep.equal(["OK", "OK"]);
	});

	it("is sent once in 24 hours by however many processes", async () => {
		const store = memoryStore({ clock });
		const all = { emulator: { clock }, adapter: { clock }, handoff: { store, clock } };
		const other = await openStage({ ...all, user: { conversationId: "c1" } });
		stage = other;
		await session();
		stage = await openStage({ ...all, user: { conversationId: "c1" } });
		await session();
		expect(surveys()).to.deep.equal([]);
		expect(other.emulator.requests.filter(({ kind }) => kind === "survey")).to.have.length(1);
		await other.close();
	});

	it("is sent once where its first answer is lost", async () => {
		await open();
		stage.emulator.fail("surveys", "lost-answer");
		await session();
		expect(surveys()).to.deep.equal(["OK", "ALREADY_EXISTS"]);
	});

	it("is left alone where the device shows none", async () => {
		await open({ knowsSurveys: false });
		await session();
		expect(surveys()).to.deep.equal(["FAILED_PRECONDITION"]);
	});

	it("brings what the user answers to the bot, as an event", async () => {
		await open();
		await session();
		await stage.mia.answersSurvey("Yes");
		const { activity } = await stage.entry("userSaid", ({ activity }) => activity.type === "event");
		expect(activity.name).to.equal(eventNames.surveyResponse);
		expect(activity.value).to.include({ questionResponseText: "Yes" });
	});

	it("is how the user is asked to rate a session, and what they answer is kept with it", async () => {
		await open();
		await stage.mia.says("Hi");
		await stage.ana.asksRating();
		await eventually(async () => surveys().length > 0 || undefined);
		await stage.mia.answersSurvey("Yes");
		expect(await stage.entry("rated")).to.deep.include({ of: 1, answer: "Yes" });
		await stage.handoff.submit(stage.key, { type: "close" });
		await eventually(
			async () => (await stage.handoff.store.load(stage.key)).outbox.length === 0 || undefined,
		);
		expect(surveys()).to.deep.equal(["OK"]);
	});

	it("gives way to choices where the device shows none", async () => {
		await open({ knowsSurveys: false });
		await stage.mia.says("Hi");
		await stage.ana.asksRating();
		await eventually(async () =>
			stage.mia.presses("4").then(
				() => true,
				() => undefined,
			),
		);
		expect(await stage.entry("rated")).to.deep.include({ of: 1, stars: 4, answer: "4" });
	});
});
