import { expect } from "chai";
import { newDesk } from "../../src/console/web/model/desk-state.js";
import { isFull, loadOf } from "../../src/console/web/model/load.js";
import { newTalk } from "../../src/console/web/model/talk.js";
import type { Snapshot } from "../../src/protocol/parts.js";
import { ana, madeUpSnapshot } from "./made-up-talk.js";

function desk(capacity: number | undefined, ...holders: readonly Snapshot["holder"][]) {
	const talks = holders.map((holder, index) => newTalk(madeUpSnapshot(`${index}`, { holder })));
	return {
		me: { appId: "desk", person: ana, mayAct: true },
		apps: new Map([["desk", { displayName: "Desk", kind: "human", capacity }]] as const),
		talks: new Map(talks.map((talk) => [talk.snapshot.conversationId, talk])),
	};
}

const of = (personId?: string, appId = "desk") => ({ appId, kind: "human", personId }) as const;

describe("How many conversations a person holds", () => {
	it("are theirs, and not those of colleagues, of other desks and of the bot", () => {
		const state = desk(2, of("ana"), of("budi"), of("ana", "returns"), undefined);
		expect(loadOf(state)).to.deep.equal({ held: 1, capacity: 2 });
		expect(isFull(state)).to.equal(false);
	});

	it("are those of the whole desk where it holds control as one", () => {
		expect(isFull(desk(2, of(), of()))).to.equal(true);
	});

	it("are as many as they like where the desk has no capacity", () => {
		expect(isFull(desk(undefined, of("ana"), of("ana")))).to.equal(false);
		expect(loadOf({ ...newDesk })).to.equal(undefined);
	});
});
