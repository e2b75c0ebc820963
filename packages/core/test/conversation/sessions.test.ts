import { expect } from "chai";
import { scene } from "../support/scene.js";

const policy = { sessionSilenceMs: 1_800_000 };

describe("A session", () => {
	it("begins with the first message, and every entry knows its own", async () => {
		const { user, log, conversation } = scene({ policy });
		await user.says("Hello");
		expect((await log()).map(({ session }) => session)).to.deep.equal([1, 1]);
		expect((await conversation()).session).to.include({ number: 1, open: true, from: 1 });
	});

	it("goes on as long as somebody says something in time", async () => {
		const { user, clock, conversation } = scene({ policy });
		for (let round = 0; round < 3; round += 1) {
			await user.says("Still there?");
			await clock.advance(1_700_000);
		}
		expect((await conversation()).session.number).to.equal(1);
	});

	it("ends by silence, and the next message begins another", async () => {
		const { user, clock, conversation, logged, log } = scene({ policy });
		await user.says("Hello");
		await clock.advance(1_801_000);
		expect((await conversation()).session.open).to.equal(false);
		expect((await logged("sessionEnded")).map(({ why }) => why)).to.deep.equal(["silence"]);
		await user.says("Hello again");
		expect((await conversation()).session).to.include({ number: 2, open: true, from: 4 });
		expect((await log()).map(({ session }) => session)).to.deep.equal([1, 1, 1, 2, 2]);
	});

	it("ends by silence exactly once, also when no process ran at the time", async () => {
		const { user, clock, handoff, restart, logged, conversation } = scene({ policy });
		await user.says("Hello");
		await handoff.stop();
		await clock.advance(7_200_000);
		await restart();
		await user.says("Hello again");
		await clock.advance(2_000);
		expect(await logged("sessionEnded")).to.have.length(1);
		expect((await conversation()).session).to.include({ number: 2, open: true });
	});

	it("never ends by silence while a human holds control", async () => {
		const { user, ana, clock, conversation } = scene({
			policy: { ...policy, remindAfterMs: 10_000_000, releaseAfterMs: 10_000_000 },
		});
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(5_000_000);
		expect((await conversation()).session.open).to.equal(true);
		await user.says("Are you still there?");
		expect((await conversation()).session.number).to.equal(1);
	});

	it("ends when the human closes it, with the reason, and the bot goes on", async () => {
		const { user, ana, control, conversation, logged } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await ana.says("All done");
		expect(await ana.closes("solved")).to.equal("done");
		expect(await control()).to.equal("bot");
		expect((await logged("sessionEnded")).map(({ why }) => why)).to.deep.equal(["solved"]);
		expect((await user.sees()).at(-1)).to.equal("Ana left");
		await user.says("Thank you");
		expect((await conversation()).session.number).to.equal(2);
	});

	it("may be closed while the bot has control, and then an offer is withdrawn", async () => {
		const { user, ana, control, logged } = scene({ policy });
		await user.says("I want to talk to a human");
		expect(await ana.closes("spam")).to.equal("done");
		expect(await control()).to.equal("bot");
		expect((await logged("offerEnded")).map(({ how }) => how)).to.deep.equal(["closed"]);
		expect(await ana.confirms()).to.equal("offer-gone");
	});

	it("is closed by nobody but the holder while a human is in", async () => {
		const { user, ana, budi, submit, control } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		expect(await budi.closes()).to.equal("colleague-in-control");
		expect(await submit({ type: "close", why: "bored" })).to.include({ code: "not-in-control" });
		expect(await control()).to.equal("held by desk/ana");
	});

	it("keeps its end when the timer of an earlier one rings late", async () => {
		const { user, ana, submit, clock, conversation } = scene({ policy });
		await user.says("Hello");
		await ana.closes();
		await user.says("Hello again");
		await submit({ type: "ring", timer: "session", about: "1" });
		expect((await conversation()).session).to.include({ number: 2, open: true });
		await clock.advance(1_801_000);
		expect((await conversation()).session.open).to.equal(false);
	});
});
