import { expect } from "chai";
import { groupQueue, neighbor, rowsInOrder } from "../../src/console/web/model/queue.js";
import { newTalk } from "../../src/console/web/model/talk.js";
import { ana, budi, madeUpSnapshot } from "./made-up-talk.js";

const me = { appId: "desk", person: ana, mayAct: true };
const offer = { offerId: "o1", toAppIds: ["desk"], reason: { type: "asked" }, since: 500, from: 1 } as const;
const held = {
	phase: "held",
	holder: { appId: "desk", kind: "human", personId: "ana" },
	person: ana,
} as const;

function queueOf(snapshots: readonly ReturnType<typeof madeUpSnapshot>[], search = "") {
	const queue = groupQueue(snapshots.map(newTalk), { me, search });
	const names = (part: keyof typeof queue) => queue[part].map(({ talk }) => talk.snapshot.conversationId);
	return {
		queue,
		waiting: names("waiting"),
		mine: names("mine"),
		others: names("others"),
		bot: names("bot"),
	};
}

describe("The queue of the desk", () => {
	it("shows who has waited longest first", () => {
		const { waiting } = queueOf([
			madeUpSnapshot("second", { phase: "offered", offer: { ...offer, since: 200 } }),
			madeUpSnapshot("first", { phase: "offered", offer: { ...offer, since: 100 } }),
		]);
		expect(waiting).to.deep.equal(["first", "second"]);
	});

	it("tells what I hold from what a colleague at the same desk holds", () => {
		const colleague = { ...held, holder: { ...held.holder, personId: "budi" }, person: budi };
		const { mine, others } = queueOf([madeUpSnapshot("a", held), madeUpSnapshot("b", colleague)]);
		expect(mine).to.deep.equal(["a"]);
		expect(others).to.deep.equal(["b"]);
	});

	it("keeps what I hold among mine while I offer it to somebody else", () => {
		const { mine, waiting } = queueOf([
			madeUpSnapshot("a", { ...held, phase: "passing", offer: { ...offer, toAppIds: ["returns"] } }),
		]);
		expect(mine).to.deep.equal(["a"]);
		expect(waiting).to.be.empty;
	});

	it("lets what another desk offers to mine wait", () => {
		const holder = { appId: "returns", kind: "human" } as const;
		const { waiting } = queueOf([madeUpSnapshot("a", { phase: "passing", holder, offer })]);
		expect(waiting).to.deep.equal(["a"]);
	});

	it("leaves out what has ended, unless it is on screen", () => {
		const ended = madeUpSnapshot("a", { session: { number: 1, since: 1, last: 1, open: false } });
		expect(queueOf([ended]).bot).to.be.empty;
		const shown = groupQueue([newTalk(ended)], { me, search: "", selectedId: "a" });
		expect(shown.bot).to.have.length(1);
	});

	it("finds by name, channel and reason, in any case", () => {
		const snapshots = [
			madeUpSnapshot("a", { user: { name: "Siti" } }),
			madeUpSnapshot("b", { user: { name: "Budi" }, channel: "facebook" }),
		];
		expect(queueOf(snapshots, " SITI ").bot).to.deep.equal(["a"]);
		expect(queueOf(snapshots, "face").bot).to.deep.equal(["b"]);
		expect(queueOf(snapshots, "nobody").bot).to.be.empty;
	});

	it("steps through all rows and stops at both ends", () => {
		const { queue } = queueOf([madeUpSnapshot("bot"), madeUpSnapshot("mine", held)]);
		const rows = rowsInOrder(queue);
		expect(neighbor(rows, undefined, 1)).to.equal("mine");
		expect(neighbor(rows, "mine", 1)).to.equal("bot");
		expect(neighbor(rows, "bot", 1)).to.equal("bot");
		expect(neighbor(rows, "mine", -1)).to.equal("mine");
		expect(neighbor([], undefined, 1)).to.equal(undefined);
	});
});
