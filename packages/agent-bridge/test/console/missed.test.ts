import { expect } from "chai";
import { hearEntry } from "../../src/console/web/model/hear-entry.js";
import { isMissed } from "../../src/console/web/model/missed.js";
import { newTalk } from "../../src/console/web/model/talk.js";
import { ana, type Body, madeUpTalk, userSays, words, write } from "./made-up-talk.js";

const bot = { representativeType: "BOT", displayName: "Kiko" } as const;
const sorry: Body = { type: "notice", ...words("Nobody is free"), representative: bot, notice: "nobodyFree" };
const human = { ...ana, representativeType: "HUMAN" } as const;
const joined: Body = {
	type: "joined",
	...words("Ana joined"),
	representative: human,
	fromAppId: "desk",
	person: ana,
};

function missedAfter(...bodies: readonly Body[]): boolean {
	const talk = madeUpTalk("a");
	for (const body of bodies) write(talk, body);
	return isMissed(talk.log.reduce(hearEntry, newTalk(madeUpTalk("a").snapshot)));
}

describe("A user who found nobody free", () => {
	it("is marked until somebody comes", () => {
		expect(missedAfter(userSays("Help"))).to.equal(false);
		expect(missedAfter(userSays("Help"), sorry, userSays("Please call me"))).to.equal(true);
		expect(missedAfter(userSays("Help"), sorry, joined)).to.equal(false);
		expect(missedAfter(joined, userSays("Help"), sorry)).to.equal(true);
	});
});
