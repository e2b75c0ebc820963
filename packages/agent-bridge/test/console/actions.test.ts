import { expect } from "chai";
import { availableActions } from "../../src/console/web/model/actions.js";

const around = {
	...{ isRated: true, isWatched: false, isOpen: true, mayAct: true },
	...{ hasOthers: true, mayTakeOver: true, actsForOthers: false },
};
const available = (...[change]: [Partial<Parameters<typeof availableActions>[0]>]) => [
	...availableActions({ standing: { type: "bot" }, ...around, ...change }),
];

describe("What can be done at the desk", () => {
	it("is to speak and to give control away, for whoever holds it", () => {
		expect(available({ standing: { type: "mine", isPassing: false } })).to.have.members([
			"say",
			"release",
			"close",
			"note",
			"handOver",
		]);
	});

	it("is not to hand over where nobody else is", () => {
		expect(available({ standing: { type: "mine", isPassing: false }, hasOthers: false })).not.to.include(
			"handOver",
		);
	});

	it("is to take an offer back while it stands", () => {
		expect(available({ standing: { type: "mine", isPassing: true } }))
			.to.include("withdraw")
			.and.not.include("handOver");
	});

	it("is to take or decline what was offered to this desk", () => {
		expect(available({ standing: { type: "waiting", offerId: "o1", since: 1 } })).to.include.members([
			"take",
			"decline",
		]);
	});

	it("is to take but not to decline what was offered to others", () => {
		expect(available({ standing: { type: "waiting", offerId: undefined, since: 1 } }))
			.to.include("take")
			.and.not.include("decline");
	});

	it("is never to speak where somebody else holds control", () => {
		expect(available({ standing: { type: "others", isPassing: false } })).to.have.members([
			"take",
			"note",
			"watch",
		]);
		expect(available({ standing: { type: "bot" } })).not.to.include("say");
	});

	it("is not to take over where that is left to supervisors", () => {
		const standing = { type: "others", isPassing: false } as const;
		expect(available({ standing, mayTakeOver: false })).to.have.members(["note", "watch"]);
	});

	it("is for a supervisor to give away, and to end, what a colleague holds, and still not to speak", () => {
		const standing = { type: "others", isPassing: false } as const;
		const able = available({ standing, actsForOthers: true });
		expect(able).to.include.members(["take", "release", "close", "handOver"]);
		expect(able).not.to.include("say");
		expect(available({ standing: { ...standing, isPassing: true }, actsForOthers: true })).to.include(
			"withdraw",
		);
	});

	it("is nothing without a connection, or for who may only look", () => {
		expect(available({ mayAct: false })).to.be.empty;
	});
});
