import { expect } from "chai";
import { watchLabels } from "../src/town/label-watch.js";
import type { Arrival } from "../src/town/street.js";

type Seen = Pick<Arrival, "kind" | "label" | "name">;

const bot: Seen = { kind: "said", label: "BOT", name: "Shop bot" };
const joins: Seen = { kind: "joined", label: "HUMAN", name: "Ana" };
const ana: Seen = { kind: "said", label: "HUMAN", name: "Ana" };
const leaves: Seen = { kind: "left", label: "HUMAN", name: "Ana" };
const notice: Seen = { kind: "notice", label: "BOT", name: "Shop bot" };

function judge(...seen: readonly Seen[]): readonly boolean[] {
	const isTrue = watchLabels();
	const rest = { conversation: "Amira", id: "e1", at: 0, text: "", by: "bot-1" };
	return seen.map((arrival) => isTrue({ ...rest, ...arrival }));
}

describe("Whoever watches labels", () => {
	it("finds a whole stretch with a person true", () => {
		expect(judge(bot, notice, joins, ana, notice, leaves, bot)).to.not.include(false);
	});

	it("does not let anybody speak as a person who has not joined, or has left", () => {
		expect(judge(ana)).to.deep.equal([false]);
		expect(judge(joins, leaves, ana)).to.deep.equal([true, true, false]);
		expect(judge(joins, { ...ana, name: "Budi" })).to.deep.equal([true, false]);
	});

	it("does not let the bot speak while a person is in", () => {
		expect(judge(joins, bot)).to.deep.equal([true, false]);
	});

	it("does not let anybody join twice, or leave without being in", () => {
		expect(judge(joins, joins)).to.deep.equal([true, false]);
		expect(judge(leaves)).to.deep.equal([false]);
	});
});
