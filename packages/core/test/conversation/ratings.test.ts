import { expect } from "chai";
import type { Activity } from "../../src/index.js";
import { scene } from "../support/scene.js";

function choicesOf({ suggestedActions }: Activity): readonly { title: string; value: string }[] {
	return (suggestedActions as { actions: { title: string; value: string }[] }).actions;
}

describe("A rating", () => {
	async function asked(more = {}) {
		const all = scene(more);
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.ana.says("All done");
		expect(await all.ana.asksRating()).to.equal("done");
		const question = all.channel.arrived.at(-1)?.activity ?? { type: "message" };
		const press = (stars: number, session = 1) => all.user.presses("BATON_RATING", { session, stars });
		return Object.assign(all, { question, press });
	}

	it("is asked for by the bot's voice, with a choice from 1 to 5 that says of which session", async () => {
		const { question, logged } = await asked();
		expect(question.text).to.include("from 1 (bad) to 5");
		expect(question.channelData).to.have.nested.property("representative.representativeType", "BOT");
		expect(choicesOf(question).map(({ title }) => title)).to.deep.equal(["1", "2", "3", "4", "5"]);
		expect(JSON.parse(choicesOf(question)[3]?.value ?? "")).to.deep.equal({
			type: "BATON_RATING",
			payload: { session: 1, stars: 4 },
		});
		expect((await logged("notice")).at(-1)).to.deep.include({ notice: "rating", app: "desk" });
	});

	it("is kept with its session, and the user is thanked, while no bot and no turn takes note", async () => {
		const { press, logged, user, conversation } = await asked();
		await press(4);
		expect(await logged("rated")).to.have.length(1);
		expect((await logged("rated"))[0]).to.deep.include({ of: 1, stars: 4, answer: "4", to: ["desk"] });
		expect((await user.sees()).at(-1)).to.equal("notice ratingThanks");
		expect((await conversation()).turns).to.deep.equal([]);
	});

	it("is asked for once in a session", async () => {
		const { ana, press } = await asked();
		expect(await ana.asksRating()).to.equal("already-asked");
		await press(2);
		expect(await ana.asksRating()).to.equal("already-asked");
	});

	it("counts once, and the bot does not answer a second press", async () => {
		const { press, logged, ana, user } = await asked();
		await ana.releases();
		await press(5);
		const shown = await user.sees();
		await press(1);
		expect((await logged("rated")).map(({ stars }) => stars)).to.deep.equal([5]);
		expect(await user.sees()).to.deep.equal(shown);
	});

	it("may come after the end of its session, and begins no other", async () => {
		const { press, logged, ana, conversation } = await asked();
		await ana.closes("solved");
		await press(3);
		expect((await logged("rated")).map(({ of, stars }) => [of, stars])).to.deep.equal([[1, 3]]);
		expect((await logged("rated"))[0]?.to).to.deep.equal(["desk"]);
		expect((await conversation()).session).to.include({ number: 1, open: false });
	});

	it("is of the session that it was asked in, also when another has begun", async () => {
		const { press, logged, ana, user, conversation } = await asked();
		await ana.closes();
		await user.says("One more thing");
		await press(4, 1);
		expect((await logged("rated")).map(({ of }) => of)).to.deep.equal([1]);
		expect((await conversation()).session.number).to.equal(2);
	});

	it("is written where a channel has no buttons, as long as nobody has said anything since", async () => {
		const { user, logged, ana } = await asked();
		await user.says(" 5 ");
		expect((await logged("rated")).map(({ stars }) => stars)).to.deep.equal([5]);
		await ana.says("How many do you need?");
		await user.says("3");
		expect(await logged("rated")).to.have.length(1);
	});

	it("is no answer to a question that was asked since", async () => {
		const { user, logged, ana, clock } = await asked();
		await clock.advance(1);
		await ana.says("How many do you need?");
		await user.says("3");
		expect(await logged("rated")).to.deep.equal([]);
	});

	it("is nothing that a user gives without being asked, or of another size", async () => {
		const { user, logged } = scene();
		await user.says("Hello");
		await user.presses("BATON_RATING", { session: 1, stars: 5 });
		expect(await logged("rated")).to.deep.equal([]);
		const { press, logged: loggedLater } = await asked();
		await press(6);
		await press(0);
		expect(await loggedLater("rated")).to.deep.equal([]);
	});

	it("may be asked for while the bot holds control", async () => {
		const { user, ana, logged } = scene();
		await user.says("Hello");
		expect(await ana.asksRating()).to.equal("done");
		await user.presses("BATON_RATING", { session: 1, stars: 1 });
		expect(await logged("rated")).to.have.length(1);
	});

	it("comes from a channel's own survey without anybody having asked, and once", async () => {
		const { user, logged, handoff, conversation } = scene();
		await user.says("Hello");
		const { reference } = await conversation();
		const place = { ...reference, from: reference.user, recipient: reference.bot };
		const survey = { ...place, type: "event", name: "survey", channelData: { rating: { answer: "Yes" } } };
		await (await handoff.receive(survey)).done;
		await (await handoff.receive(survey)).done;
		expect((await logged("rated")).map(({ stars, answer }) => [stars, answer])).to.deep.equal([
			[undefined, "Yes"],
		]);
	});
});
