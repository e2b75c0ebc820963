import { expect } from "chai";
import { standingOf } from "../../src/console/web/model/standing.js";
import { ana, budi, madeUpSnapshot } from "./made-up-talk.js";

const me = { appId: "desk", person: ana, mayAct: true };
const held = { phase: "passing", holder: { appId: "desk", kind: "human", personId: "budi" } } as const;
const offer = {
	offerId: "o1",
	toAppIds: ["desk"],
	reason: { type: "handed-over" },
	since: 5,
	from: 1,
} as const;

describe("A conversation that a colleague hands over", () => {
	it("waits for the one who is asked first", () => {
		const snapshot = madeUpSnapshot("a", { ...held, person: budi, offer: { ...offer, toPersonId: "ana" } });
		expect(standingOf(snapshot, me)).to.deep.equal({ type: "waiting", offerId: "o1", since: 5 });
	});

	it("is the colleague's to everybody else", () => {
		const snapshot = madeUpSnapshot("a", { ...held, person: budi, offer: { ...offer, toPersonId: "cici" } });
		expect(standingOf(snapshot, me)).to.deep.equal({ type: "others", isPassing: true });
	});

	it("waits for everybody once everybody is asked", () => {
		const snapshot = madeUpSnapshot("a", { ...held, person: budi, offer });
		expect(standingOf(snapshot, me)).to.include({ type: "waiting", offerId: "o1" });
	});
});

describe("A message that was left while nobody was there", () => {
	const leftMessage = { ...offer, leftId: "4.a", reason: { type: "asked" }, since: 3 } as const;

	it("waits for the next human, who takes it as an offer", () => {
		expect(standingOf(madeUpSnapshot("a", { leftMessage }), me)).to.deep.equal({
			...{ type: "waiting", offerId: "o1", since: 3, isLeft: true },
		});
	});

	it("is nobody else's any more once somebody is in the conversation", () => {
		const snapshot = madeUpSnapshot("a", { ...held, phase: "held", person: budi, leftMessage });
		expect(standingOf(snapshot, me).type).to.equal("others");
	});
});
