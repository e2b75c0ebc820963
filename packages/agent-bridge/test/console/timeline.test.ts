import { expect } from "chai";
import { hearEntry } from "../../src/console/web/model/hear-entry.js";
import { newTalk } from "../../src/console/web/model/talk.js";
import { type TimelineItem, timelineOf } from "../../src/console/web/model/timeline.js";
import {
	ana,
	type Body,
	botSays,
	budi,
	humanSays,
	type MadeUpTalk,
	madeUpTalk,
	start,
	userSays,
	words,
	write,
} from "./made-up-talk.js";

const me = { appId: "desk", person: ana, mayAct: true };

function shown(talk: MadeUpTalk): readonly TimelineItem[] {
	const { log, snapshot } = talk;
	return timelineOf(log.reduce(hearEntry, newTalk({ ...snapshot, position: 0, draftIds: [] })), me);
}

function shownOf(...bodies: readonly Body[]): readonly TimelineItem[] {
	const talk = madeUpTalk("a");
	for (const body of bodies) write(talk, body);
	return shown(talk).filter(({ kind }) => kind !== "day");
}

describe("The timeline of the desk", () => {
	it("says who spoke as what, and what was said from this page", () => {
		const said = shownOf(
			userSays("Hi"),
			botSays("Hello"),
			humanSays("Hello, Ana here"),
			humanSays("And Budi", budi),
		);
		expect(said.map((item) => item.kind === "said" && [item.voice, item.name, item.isMine])).to.deep.equal([
			["user", "Siti Rahma", false],
			["bot", "Kiko", false],
			["human", "Ana Wijaya", true],
			["human", "Budi Santoso", false],
		]);
	});

	it("puts a day between days", () => {
		const talk = madeUpTalk("a");
		write(talk, userSays("Hi"), start);
		write(talk, userSays("Still there?"), start + 2 * 86_400);
		expect(shown(talk).map(({ kind }) => kind)).to.deep.equal(["day", "said", "day", "said"]);
	});

	it("names a voice once for what it says in one go", () => {
		const runs = shownOf(userSays("One"), userSays("Two"), botSays("Three"));
		expect(runs.map((item) => item.kind === "said" && [item.isFirst, item.isLast])).to.deep.equal([
			[true, false],
			[false, true],
			[true, true],
		]);
	});

	it("shows what was edited in its new words, and what was deleted as deleted", () => {
		const [edited, deleted] = shownOf(
			userSays("Hallo"),
			userSays("Forget it"),
			{ type: "edit", editedId: "a-1", ...words("Hello") },
			{ type: "delete", deletedId: "a-2" },
		);
		expect(edited).to.deep.include({ change: "edited", contents: [{ type: "text", text: "Hello" }] });
		expect(deleted).to.include({ change: "deleted" });
	});

	it("has a border where another session begins", () => {
		const talk = madeUpTalk("a");
		write(talk, userSays("Hi"));
		write(talk, { type: "sessionEnd", why: "closed" });
		talk.snapshot = { ...talk.snapshot, session: { ...talk.snapshot.session, number: 2 } };
		write(talk, userSays("Hi again"));
		const kinds = shown(talk).map((item) => (item.kind === "session" ? item.number : item.kind));
		expect(kinds).to.deep.equal(["day", "said", "system", 2, "said"]);
	});

	it("has the same contents for a line that it showed before", () => {
		const talk = madeUpTalk("a");
		for (let count = 0; count < 2000; count += 1) write(talk, userSays(`Line ${count}`));
		const before = shown(talk);
		write(talk, userSays("One more"));
		const after = shown(talk);
		expect(after).to.have.length(before.length + 1);
		for (const [index, item] of before.entries()) {
			const again = after[index];
			if (item.kind === "said" && again?.kind === "said") expect(again.contents).to.equal(item.contents);
		}
	});

	it("shows a postback as a pressed button", () => {
		const [pressed] = shownOf({
			...userSays("Delete"),
			postback: { type: "DELETE_CART_ITEM", payload: 7 },
		} as Body);
		expect(pressed).to.have.nested.property("pressed.type", "DELETE_CART_ITEM");
	});

	it("does not say twice that a person came", () => {
		const items = shownOf(
			{ type: "takeoverConfirmed", toAppId: "desk", personId: "ana", again: false, transcript: undefined },
			{
				type: "joined",
				...words("Ana joined"),
				representative: { ...ana, representativeType: "HUMAN" },
				fromAppId: "desk",
				person: ana,
			},
		);
		expect(items.map((item) => item.kind === "system" && item.entry.type)).to.deep.equal(["joined"]);
	});

	it("shows what the bot said and the bridge took back as a draft", () => {
		const [draft] = shownOf({ ...botSays("Too late"), delivery: { state: "withdrawn" } } as Body);
		expect(draft?.kind).to.equal("draft");
	});

	it("shows what became of a draft", () => {
		const [draft] = shownOf(
			{ type: "draft", ...words("Perhaps"), why: "unsure", confidence: 0.4 },
			{ type: "draftUsed", draftId: "a-1", how: "discarded", fromAppId: "desk" },
		);
		expect(draft?.kind === "draft" && draft.draft).to.include({
			fate: "discarded",
			text: "Perhaps",
			confidence: 0.4,
		});
	});
});
