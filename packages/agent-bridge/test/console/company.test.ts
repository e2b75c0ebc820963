import { expect } from "chai";
import {
	type Company,
	candidatesOf,
	hearColleague,
	hearLooking,
	nobodyElse,
} from "../../src/console/web/model/company.js";
import { newDesk } from "../../src/console/web/model/desk-state.js";
import { targetsOf } from "../../src/console/web/model/targets.js";
import type { ServerFrameOf } from "../../src/protocol/server-frame.js";
import { ana, budi } from "./made-up-talk.js";

const cici = { id: "cici", displayName: "Cici" };
const me = { appId: "desk", person: ana, mayAct: true };

function here(person: typeof cici, change: Partial<ServerFrameOf<"colleague">> = {}) {
	return { type: "colleague", appId: "desk", person, state: "here", mayAct: true, ...change } as const;
}

function looking(person: typeof cici, doing: ServerFrameOf<"looking">["doing"]) {
	return { type: "looking", conversationId: "a", appId: "desk", person, doing } as const;
}

function company(...frames: readonly ServerFrameOf<"colleague">[]): Company {
	return frames.reduce(hearColleague, nobodyElse);
}

function namesOf(found: ReturnType<typeof candidatesOf>): readonly string[] {
	return found.map(({ person }) => person.displayName);
}

describe("Colleagues", () => {
	it("are asked by name if they are here and may act, those of the same desk first", () => {
		const all = company(
			here(cici, { appId: "night" }),
			here(budi),
			here({ id: "rani", displayName: "Rani" }, { mayAct: false }),
		);
		expect(namesOf(candidatesOf(all, me))).to.deep.equal(["Budi Santoso", "Cici"]);
		expect(namesOf(candidatesOf(hearColleague(all, here(budi, { state: "gone" })), me))).to.deep.equal([
			"Cici",
		]);
	});

	it("are not asked to take what they hold, and neither is their desk as a whole", () => {
		const apps = new Map([
			["desk", { displayName: "Our team", kind: "human" }],
			["sizes", { displayName: "Sizes", kind: "bot" }],
		] as const);
		const state = { ...newDesk, me, apps, company: company(here(budi), here(cici)) };
		const holder = { appId: "desk", kind: "human", personId: "budi" } as const;
		expect(targetsOf(state, { holder }).map(({ id }) => id)).to.deep.equal(["person desk cici", "app sizes"]);
	});

	it("are seen to look and to write, until they are gone", () => {
		const reads = hearLooking(hearLooking(nobodyElse, looking(budi, "reading")), looking(cici, "writing"));
		const lookers = [...(reads.lookers.get("a")?.values() ?? [])];
		expect(lookers.map(({ person, isWriting }) => [person.id, isWriting])).to.deep.equal([
			["budi", false],
			["cici", true],
		]);
		const gone = hearLooking(hearLooking(reads, looking(budi, "gone")), looking(cici, "gone"));
		expect(gone.lookers.size).to.equal(0);
	});
});
