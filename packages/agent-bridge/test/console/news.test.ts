import { expect } from "chai";
import type { DeskEvent } from "../../src/console/web/model/desk-event.js";
import { type DeskState, newDesk } from "../../src/console/web/model/desk-state.js";
import { newsBetween } from "../../src/console/web/model/news.js";
import { reduce } from "../../src/console/web/model/reduce.js";
import type { Snapshot } from "../../src/protocol/parts.js";
import { ana, type Body, humanSays, madeUpTalk, userSays, write } from "./made-up-talk.js";

const offer = { offerId: "o1", toAppIds: ["desk"], reason: { type: "asked" }, since: 500, from: 1 } as const;
const held = {
	phase: "held",
	holder: { appId: "desk", kind: "human", personId: "ana" },
	person: ana,
} as const;
const reminder: Body = { type: "reminder", toAppId: "desk", personId: "ana" };

/** A desk of Ana's with one conversation, and what is news to her as it goes on. */
function scene(first: Partial<Snapshot>) {
	const talk = madeUpTalk("a", first);
	const start: DeskState = { ...newDesk, me: { appId: "desk", person: ana, mayAct: true } };
	const list = (): DeskEvent => ({ type: "listed", conversations: [talk.snapshot], hasMore: false });
	let state = reduce(start, list());
	function after(event: DeskEvent): readonly string[] {
		const before = state;
		state = reduce(state, event);
		return newsBetween(before, state).map(({ type }) => type);
	}
	return {
		beginning: newsBetween(start, state),
		tell: (body: Body) => after({ type: "told", frame: write(talk, body) }),
		list(change: Partial<Snapshot>) {
			talk.snapshot = { ...talk.snapshot, ...change };
			return after(list());
		},
	};
}

describe("News at the desk", () => {
	it("are none when the page is opened: it is all on screen", () => {
		expect(scene({ phase: "offered", offer }).beginning).to.deep.equal([]);
	});

	it("are that somebody waits for this desk, once for each offer", () => {
		const { list } = scene({});
		expect(list({ phase: "offered", offer })).to.deep.equal(["waiting"]);
		expect(list({ user: { name: "Siti R." } })).to.deep.equal([]);
		expect(list({ offer: { ...offer, offerId: "o2" } })).to.deep.equal(["waiting"]);
	});

	it("are not who waits while I hold as many as I may, but that a colleague hands me somebody", () => {
		const desk = { displayName: "Desk", kind: "human", capacity: 1 } as const;
		const mine = madeUpTalk("mine", held).snapshot;
		const waits = madeUpTalk("waits", { phase: "offered", offer }).snapshot;
		const before: DeskState = {
			...reduce(newDesk, { type: "listed", conversations: [mine], hasMore: false }),
			...{ me: { appId: "desk", person: ana, mayAct: true }, apps: new Map([["desk", desk]]) },
		};
		const after = (...conversations: readonly Snapshot[]) =>
			reduce(before, { type: "listed", conversations: [mine, ...conversations], hasMore: false });
		const handed = { ...waits, offer: { ...offer, toPersonId: "ana" } };

		expect(after(waits).talks.has("waits")).to.equal(true);
		expect(newsBetween(before, after(waits))).to.deep.equal([]);
		expect(newsBetween(before, after(handed)).map(({ type }) => type)).to.deep.equal(["handed"]);
		const roomy: DeskState = { ...after(waits), apps: new Map() };
		expect(newsBetween(before, roomy).map(({ type }) => type)).to.deep.equal(["waiting"]);
	});

	it("are that a colleague hands a conversation over by name, and not what is handed to others", () => {
		const { list } = scene({ ...held, holder: { ...held.holder, personId: "budi" } });
		const passing = { phase: "passing", offer: { ...offer, toPersonId: "cici" } } as const;
		expect(list(passing)).to.deep.equal([]);
		expect(list({ offer: { ...offer, toPersonId: "ana" } })).to.deep.equal(["handed"]);
	});

	it("are what users say to me, and not what I say", () => {
		const { tell } = scene(held);
		expect(tell(userSays("Are you there?"))).to.deep.equal(["message"]);
		expect(tell(humanSays("Yes"))).to.deep.equal([]);
	});

	it("are that I was reminded, until I answer or say that I am here", () => {
		const { tell } = scene(held);
		expect(tell(reminder)).to.deep.equal(["reminder"]);
		expect(tell(reminder)).to.deep.equal([]);
		tell({ type: "takeoverConfirmed", toAppId: "desk", personId: "ana", again: true });
		expect(tell(reminder)).to.deep.equal(["reminder"]);
	});

	it("are nothing that is said to colleagues and to the bot", () => {
		expect(scene({}).tell(userSays("Hello"))).to.deep.equal([]);
		const colleagues = { ...held, holder: { ...held.holder, personId: "budi" } };
		expect(scene(colleagues).tell(userSays("Hello"))).to.deep.equal([]);
	});
});
