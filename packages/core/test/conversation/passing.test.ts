import { expect } from "chai";
import { foreignDesk, nightDesk, scene, shopDesk, sizeBot } from "../support/scene.js";

const three = [shopDesk, nightDesk, sizeBot];

describe("Handing over to another app", () => {
	it("leaves control with the holder until the other confirms", async () => {
		const { user, ana, nora, control, epoch } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		expect(await ana.handsOver(["night"], "She asks about refunds")).to.equal("done");
		expect(await control()).to.equal("held by desk/ana, offered to night");
		expect(await epoch()).to.equal(1);
		expect(await ana.says("My colleague will be with you soon")).to.equal("done");
		expect(await nora.confirms()).to.equal("done");
		expect(await control()).to.equal("held by night");
		expect(await epoch()).to.equal(2);
		expect(await nora.says("Good evening")).to.equal("done");
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Ana joined",
			"HUMAN Ana: My colleague will be with you soon",
			"Ana left",
			"Nora joined",
			"HUMAN Nora: Good evening",
		]);
	});

	it("tells the other what a colleague wrote, and shows the conversation", async () => {
		const { user, ana, logged } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"], "She asks about refunds");
		const [offered] = await logged("offered");
		expect(offered?.offer.reason).to.deep.equal({ type: "handed-over", detail: "She asks about refunds" });
		expect(offered?.by).to.include({ app: "desk", person: "ana" });
		expect(offered?.offer.from).to.equal(1);
	});

	it("asks all other desks where nobody is named", async () => {
		const { user, ana, control } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver([]);
		expect(await control()).to.equal("held by desk/ana, offered to night");
	});

	it("may be to a bot", async () => {
		const { user, ana, person, control } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["sizes"]);
		expect(await person("sizes", "m").confirms()).to.equal("done");
		expect(await control()).to.equal("held by sizes");
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined", "Ana left"]);
	});

	it("is refused to oneself, to an unknown app and to an app of another bot", async () => {
		const { user, ana, control } = scene({ apps: [...three, foreignDesk] });
		await user.says("Hello");
		await ana.takeOver();
		for (const target of ["desk", "nobody", "foreign"])
			expect(await ana.handsOver([target])).to.equal("bad-target");
		expect(await control()).to.equal("held by desk/ana");
	});

	it("is refused where there is nobody to hand over to", async () => {
		const { user, ana } = scene();
		await user.says("Hello");
		await ana.takeOver();
		expect(await ana.handsOver([])).to.equal("not-offered");
	});

	it("is refused to whoever does not hold control", async () => {
		const { user, ana, budi, nora } = scene({ apps: three });
		await user.says("Hello");
		expect(await ana.handsOver(["night"])).to.equal("not-in-control");
		await ana.takeOver();
		expect(await nora.handsOver(["desk"])).to.equal("not-in-control");
		expect(await budi.handsOver(["night"])).to.equal("colleague-in-control");
	});

	it("is refused while an offer stands already: it is to be withdrawn first", async () => {
		const { user, ana, control } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		expect(await ana.handsOver(["sizes"])).to.equal("illegal-move");
		await ana.withdraws();
		expect(await ana.handsOver(["sizes"])).to.equal("done");
		expect(await control()).to.equal("held by desk/ana, offered to sizes");
	});

	it("may be withdrawn by the holder", async () => {
		const { user, ana, nora, control } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		expect(await ana.withdraws()).to.equal("nothing-to-withdraw");
		await ana.handsOver(["night"]);
		expect(await ana.withdraws()).to.equal("done");
		expect(await control()).to.equal("held by desk/ana");
		expect(await nora.confirms()).to.equal("offer-gone");
	});

	it("that everybody declines leaves control where it was, and the holder is told", async () => {
		const { user, ana, nora, control, told } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		expect(await nora.declines()).to.equal("done");
		expect(await control()).to.equal("held by desk/ana");
		expect((await told("desk")).at(-1)).to.equal("offerEnded");
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined"]);
	});

	it("that expires leaves control where it was, and the user hears nothing of it", async () => {
		const { user, ana, clock, control } = scene({ apps: three, policy: { remindAfterMs: 3_600_000 } });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		await clock.advance(301_000);
		expect(await control()).to.equal("held by desk/ana");
		expect((await user.sees()).slice(1)).to.deep.equal(["Ana joined"]);
	});

	it("ends when the holder releases: the offer is withdrawn and the bot goes on", async () => {
		const { user, ana, nora, control } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		expect(await ana.releases()).to.equal("done");
		expect(await control()).to.equal("bot");
		expect(await nora.confirms()).to.equal("offer-gone");
	});

	it("may be answered with a takeover just as well", async () => {
		const { user, ana, nora, control, clock, logged } = scene({ apps: three });
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		expect(await nora.takeOver()).to.equal("done");
		expect(await control()).to.equal("held by night");
		await clock.advance(100_000);
		expect(await logged("offered")).to.have.length(1);
	});
});
