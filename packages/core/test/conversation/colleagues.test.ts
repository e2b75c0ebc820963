import { expect } from "chai";
import { offerOf } from "../../src/index.js";
import { nightDesk, type Scene, scene, shopDesk } from "../support/scene.js";

/** Who alone is asked; `undefined` for everybody at the desk. */
async function askedFirst({ conversation }: Scene): Promise<string | undefined> {
	return offerOf((await conversation()).control)?.person;
}

async function held(options: Parameters<typeof scene>[0] = {}): Promise<Scene> {
	const world = scene({ policy: { remindAfterMs: 3_600_000 }, ...options });
	await world.user.says("Hello");
	await world.ana.takeOver();
	return world;
}

describe("Handing over to a colleague", () => {
	it("asks this one person, and leaves control with the holder until they confirm", async () => {
		const world = await held();
		const { user, ana, budi, control } = world;
		expect(await ana.handsTo("budi")).to.equal("done");
		expect(await control()).to.equal("held by desk/ana, offered to desk");
		expect(await askedFirst(world)).to.equal("budi");
		expect(await ana.says("My colleague knows more")).to.equal("done");
		expect(await budi.confirms()).to.equal("done");
		expect(await control()).to.equal("held by desk/budi");
		expect(await budi.says("I am Budi")).to.equal("done");
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Ana joined",
			"HUMAN Ana: My colleague knows more",
			"Ana left",
			"Budi joined",
			"HUMAN Budi: I am Budi",
		]);
	});

	it("is confirmed and declined by nobody else, though anybody may take over", async () => {
		const { ana, person, control } = await held();
		const cici = person("desk", "cici");
		await ana.handsTo("budi");
		expect(await cici.confirms()).to.equal("not-offered");
		expect(await cici.declines()).to.equal("not-offered");
		expect(await ana.confirms()).to.equal("not-offered");
		expect(await cici.takeOver()).to.equal("done");
		expect(await control()).to.equal("held by desk/cici");
	});

	it("asks everybody at the desk once this person has declined", async () => {
		const world = await held();
		const { ana, budi, person, control, logged } = world;
		await ana.handsTo("budi");
		expect(await budi.declines()).to.equal("done");
		expect(await control()).to.equal("held by desk/ana, offered to desk");
		expect(await askedFirst(world)).to.equal(undefined);
		expect((await logged("offered")).map(({ again }) => again)).to.deep.equal([false, true]);
		expect(await person("desk", "cici").confirms()).to.equal("done");
		expect(await control()).to.equal("held by desk/cici");
	});

	it("asks everybody at the desk with the first repetition", async () => {
		const world = await held();
		const { ana, clock, person, control } = world;
		await ana.handsTo("budi");
		await clock.advance(31_000);
		expect(await askedFirst(world)).to.equal(undefined);
		expect(await person("desk", "cici").confirms()).to.equal("done");
		expect(await control()).to.equal("held by desk/cici");
	});

	it("leaves control where it was if nobody comes at all", async () => {
		const { ana, clock, control, user } = await held();
		await ana.handsTo("budi");
		await clock.advance(301_000);
		expect(await control()).to.equal("held by desk/ana");
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined"]);
	});

	it("may be to a person of another desk", async () => {
		const world = await held({ apps: [shopDesk, nightDesk] });
		const { ana, person, nora, control } = world;
		expect(await ana.handsTo("nora", "night")).to.equal("done");
		expect(await person("night", "olaf").confirms()).to.equal("not-offered");
		expect(await nora.confirms()).to.equal("done");
		expect(await control()).to.equal("held by night");
	});

	it("is refused to oneself, and within a desk that holds control as a whole", async () => {
		const { ana, nora } = await held({ apps: [shopDesk, nightDesk] });
		expect(await ana.handsTo("ana")).to.equal("bad-target");
		expect(await ana.handsTo("budi", "nobody")).to.equal("bad-target");
		await nora.takeOver();
		expect(await nora.handsTo("olaf")).to.equal("bad-target");
	});

	it("asks the other desks, and the user is told, when the whole desk is gone", async () => {
		const { ana, handoff, clock, control, user, budi } = await held({ apps: [shopDesk, nightDesk] });
		await ana.handsTo("budi");
		handoff.appLeft("desk" as never);
		await clock.advance(65_000);
		expect(await control()).to.equal("offered to night");
		expect((await user.sees()).slice(-2)).to.deep.equal(["Ana left", "notice humanGone"]);
		expect(await budi.confirms()).to.equal("not-offered");
	});
});

describe("A holder who takes what they hold", () => {
	it("says that they are there: the idle time begins anew", async () => {
		const { user, ana, clock, control, logged } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(181_000);
		expect(await logged("reminded")).to.have.length(1);
		expect(await ana.takeOver()).to.equal("done");
		await clock.advance(170_000);
		expect(await logged("reminded")).to.have.length(1);
		await clock.advance(15_000);
		expect(await logged("reminded")).to.have.length(2);
		await clock.advance(500_000);
		expect(await control()).to.equal("held by desk/ana");
	});
});
