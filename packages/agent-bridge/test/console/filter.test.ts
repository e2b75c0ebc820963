import { expect } from "chai";
import { choicesOf, type Filter, noFilter } from "../../src/console/web/model/filter.js";
import { hearEntry } from "../../src/console/web/model/hear-entry.js";
import { groupQueue, keepOrder, nextUrgent, rowsInOrder } from "../../src/console/web/model/queue.js";
import { newTalk, type Talk } from "../../src/console/web/model/talk.js";
import { ana, budi, madeUpSnapshot, madeUpTalk, userSays, write } from "./made-up-talk.js";

const me = { appId: "desk", person: ana, mayAct: true };
const offer = { offerId: "o1", toAppIds: ["desk"], reason: { type: "asked" }, since: 500, from: 1 } as const;
const held = {
	phase: "held",
	holder: { appId: "desk", kind: "human", personId: "ana" },
	person: ana,
} as const;
const over = { number: 1, since: 1, last: 1, open: false };

/** A conversation of Ana's whose user has said something that she has not seen. */
function answered(id: string, time: number): Talk {
	const talk = madeUpTalk(id, held);
	return hearEntry(newTalk(talk.snapshot), write(talk, userSays("And?"), time));
}

const talks = [
	newTalk(madeUpSnapshot("asked", { phase: "offered", offer })),
	newTalk(
		madeUpSnapshot("failed", {
			...{ phase: "offered", channel: "facebook" },
			offer: { ...offer, reason: { type: "bot-failed" }, since: 600 },
		}),
	),
	newTalk(madeUpSnapshot("mine", held)),
	answered("answered", 700),
	newTalk(madeUpSnapshot("over", { session: over })),
];
const undelivered = new Map([["over", []]]);

function shown(change: Partial<Filter>): readonly string[] {
	const queue = groupQueue(talks, { me, search: "", filter: { ...noFilter, ...change }, undelivered });
	return rowsInOrder(queue).map(({ talk }) => talk.snapshot.conversationId);
}

describe("Filtering the queue", () => {
	it("shows everything that is open, and what could not be sent also where it is over", () => {
		expect(shown({})).to.deep.equal(["asked", "failed", "answered", "mine", "over"]);
	});

	it("shows what waits, what is mine, and what I have not read", () => {
		expect(shown({ quick: "waiting" })).to.deep.equal(["asked", "failed"]);
		expect(shown({ quick: "mine" })).to.deep.equal(["answered", "mine"]);
		expect(shown({ quick: "unread" })).to.deep.equal(["answered"]);
	});

	it("shows where something could not be sent", () => {
		expect(shown({ quick: "undelivered" })).to.deep.equal(["over"]);
	});

	it("shows one reason, one channel, or both", () => {
		expect(shown({ reason: "bot-failed" })).to.deep.equal(["failed"]);
		expect(shown({ channel: "facebook" })).to.deep.equal(["failed"]);
		expect(shown({ reason: "asked", channel: "facebook" })).to.deep.equal([]);
	});

	it("offers the reasons and channels that there are", () => {
		expect(choicesOf(talks)).to.deep.equal({
			reasons: ["asked", "bot-failed"],
			channels: ["facebook", "web"],
		});
	});
});

describe("The order of the queue", () => {
	it("puts those of mine first who have waited longest for my answer", () => {
		const queue = groupQueue([newTalk(madeUpSnapshot("quiet", held)), answered("b", 9), answered("a", 5)], {
			...{ me, search: "" },
		});
		expect(queue.mine.map(({ talk }) => talk.snapshot.conversationId)).to.deep.equal(["a", "b", "quiet"]);
	});

	it("stays while somebody points at it, with what is new at the end of its part", () => {
		const before = groupQueue([answered("b", 9), answered("c", 12)], { me, search: "" });
		const after = groupQueue([answered("b", 20), answered("a", 1), answered("c", 12)], { me, search: "" });
		const names = (queue: typeof before) => queue.mine.map(({ talk }) => talk.snapshot.conversationId);
		expect(names(after)).to.deep.equal(["a", "c", "b"]);
		expect(names(keepOrder(after, before))).to.deep.equal(["b", "c", "a"]);
	});

	it("gives the same row for what has not changed", () => {
		const one = groupQueue(talks, { me, search: "" });
		const other = groupQueue(talks, { me, search: "" });
		expect(rowsInOrder(one).every((row, index) => row === rowsInOrder(other)[index])).to.equal(true);
	});

	it("leads to the next that is urgent, round the end, and nowhere if none is", () => {
		const rows = rowsInOrder(groupQueue(talks, { me, search: "" }));
		const waits = ({ standing }: (typeof rows)[number]) => standing.type === "waiting";
		expect(nextUrgent(rows, undefined, waits)).to.equal("asked");
		expect(nextUrgent(rows, "asked", waits)).to.equal("failed");
		expect(nextUrgent(rows, "failed", waits)).to.equal("asked");
		expect(nextUrgent(rows, "asked", () => false)).to.equal(undefined);
	});
});

describe("A conversation of a colleague's", () => {
	it("is not unread for me", () => {
		const colleague = { ...held, holder: { ...held.holder, personId: "budi" }, person: budi };
		const talk = madeUpTalk("theirs", colleague);
		const theirs = hearEntry(newTalk(talk.snapshot), write(talk, userSays("And?"), 700));
		const filter: Filter = { ...noFilter, quick: "unread" };
		expect(rowsInOrder(groupQueue([theirs], { me, search: "", filter }))).to.deep.equal([]);
	});
});
