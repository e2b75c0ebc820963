import { expect } from "chai";
import { hearColleague, nobodyElse } from "../../src/console/web/model/company.js";
import { newDesk, type Profile } from "../../src/console/web/model/desk-state.js";
import { askedNames } from "../../src/console/web/words/names.js";
import { budi } from "./made-up-talk.js";

const profile = (displayName: string): Profile => ({ displayName, kind: "human" });
const state = {
	...newDesk,
	apps: new Map([
		["desk", profile("Shop desk")],
		["returns", profile("Returns desk")],
	]),
	company: hearColleague(nobodyElse, {
		...{ type: "colleague", appId: "desk", person: budi },
		...{ state: "here", mayAct: true },
	}),
};

describe("Whom a conversation is offered to", () => {
	it("is the colleague who is asked first, by name", () => {
		expect(askedNames({ toAppIds: ["desk"], toPersonId: "budi" }, state)).to.equal("Budi Santoso");
	});

	it("are the desks, where nobody is named or whoever is named is not here", () => {
		expect(askedNames({ toAppIds: ["desk", "returns"] }, state)).to.equal("Shop desk, Returns desk");
		expect(askedNames({ toAppIds: ["desk"], toPersonId: "cici" }, state)).to.equal("Shop desk");
		expect(askedNames({ toAppIds: ["returns"], toPersonId: "budi" }, state)).to.equal("Returns desk");
	});
});
