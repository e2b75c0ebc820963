import { expect } from "chai";
import { type AppId, memoryStore } from "../../src/index.js";
import { manualClock } from "../support/manual-clock.js";
import { nightDesk, scene, shopDesk } from "../support/scene.js";

const policy = { remindAfterMs: 180_000, releaseAfterMs: 600_000 };

describe("A human who goes quiet", () => {
	it("is reminded, then loses control, and the user is told", async () => {
		const { user, ana, clock, control, epoch, logged, told } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await ana.says("Hi");
		await user.says("Which sizes do you have?");
		await clock.advance(181_000);
		expect((await told("desk")).at(-1)).to.equal("reminded");
		expect(await control()).to.equal("held by desk/ana");
		await clock.advance(601_000);
		expect(await control()).to.equal("bot");
		expect(await epoch()).to.equal(2);
		expect((await user.sees()).slice(-2)).to.deep.equal(["Ana left", "notice humanIdle"]);
		expect((await logged("revoked")).map(({ why }) => why)).to.deep.equal(["idle"]);
	});

	it("is reminded once as long as they stay quiet", async () => {
		const { user, ana, clock, logged } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(500_000);
		expect(await logged("reminded")).to.have.length(1);
	});

	it("has all the time again with every word", async () => {
		const { user, ana, clock, control, logged } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		for (let round = 0; round < 4; round += 1) {
			await clock.advance(170_000);
			await ana.says("I am still looking");
		}
		expect(await logged("reminded")).to.deep.equal([]);
		expect(await control()).to.equal("held by desk/ana");
	});

	it("is not idle any more after a word that follows the reminder", async () => {
		const { user, ana, clock, control, logged } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(200_000);
		await ana.says("Found it");
		await clock.advance(170_000);
		expect(await logged("reminded")).to.have.length(1);
		await clock.advance(20_000);
		expect(await logged("reminded")).to.have.length(2);
		await clock.advance(580_000);
		expect(await control()).to.equal("held by desk/ana");
		await clock.advance(20_000);
		expect(await control()).to.equal("bot");
	});

	it("is found idle after a restart, too", async () => {
		const { user, ana, clock, control, restart } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(200_000);
		await restart();
		await clock.advance(600_000);
		expect(await control()).to.equal("bot");
	});

	it("is found idle also where their desk is not registered any more", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const before = scene({ clock, store, policy });
		await before.user.says("Hello");
		await before.ana.takeOver();
		await before.handoff.stop();
		const after = scene({ clock, store, policy, apps: [nightDesk] });
		await clock.advance(800_000);
		expect(await after.control()).to.equal("bot");
		await after.user.says("Hello?", { id: "c1-later" });
		expect(await after.user.sees()).to.include("BOT Shop bot: You said: Hello?");
	});

	it("is not taken for the colleague who took over meanwhile", async () => {
		const { user, ana, budi, clock, submit, control, logged } = scene({ policy });
		await user.says("Hello");
		await ana.takeOver();
		await clock.advance(179_000);
		await budi.takeOver();
		await submit({ type: "ring", timer: "idle", about: "1" });
		await clock.advance(10_000);
		expect(await logged("reminded")).to.deep.equal([]);
		await clock.advance(172_000);
		expect(await logged("reminded")).to.have.length(1);
		await clock.advance(600_000);
		expect(await control()).to.equal("bot");
	});
});

describe("A desk that dies", () => {
	it("loses control when its lease ends, and the user is told", async () => {
		const { user, ana, handoff, clock, control, epoch } = scene({ appLeaseMs: 60_000 });
		await user.says("Hello");
		await ana.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(59_000);
		expect(await control()).to.equal("held by desk/ana");
		await clock.advance(2_000);
		expect(await control()).to.equal("bot");
		expect(await epoch()).to.equal(2);
		expect((await user.sees()).slice(-2)).to.deep.equal(["Ana left", "notice humanGone"]);
	});

	it("keeps control if it comes back in time", async () => {
		const { user, ana, handoff, clock, control } = scene({ appLeaseMs: 60_000 });
		await user.says("Hello");
		await ana.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(59_000);
		handoff.appArrived("desk" as AppId);
		await clock.advance(60_000);
		expect(await control()).to.equal("held by desk/ana");
	});

	it("leads to another desk where there is one", async () => {
		const { user, ana, nora, handoff, clock, control, logged } = scene({
			apps: [shopDesk, nightDesk],
			appLeaseMs: 60_000,
		});
		await user.says("Hello");
		await ana.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(61_000);
		expect(await control()).to.equal("offered to night");
		expect((await logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal(["lost"]);
		expect(await nora.confirms()).to.equal("done");
	});

	it("leaves the offer that it made standing", async () => {
		const { user, ana, nora, handoff, clock, control } = scene({
			apps: [shopDesk, nightDesk],
			appLeaseMs: 60_000,
		});
		await user.says("Hello");
		await ana.takeOver();
		await ana.handsOver(["night"]);
		handoff.appLeft("desk" as AppId);
		await clock.advance(61_000);
		expect(await control()).to.equal("offered to night");
		expect(await nora.confirms()).to.equal("done");
	});

	it("has a full lease after a restart of ours: nobody loses control because we were away", async () => {
		const { user, ana, clock, control, restart, handoff } = scene({ appLeaseMs: 60_000, away: ["desk"] });
		handoff.appArrived("desk" as AppId);
		await user.says("Hello");
		await ana.takeOver();
		await handoff.stop();
		await clock.advance(100_000);
		await restart();
		await clock.advance(55_000);
		expect(await control()).to.equal("held by desk/ana");
		await clock.advance(10_000);
		expect(await control()).to.equal("bot");
	});

	it("loses nothing that it does not hold", async () => {
		const { user, nora, handoff, clock, control } = scene({
			apps: [shopDesk, nightDesk],
			appLeaseMs: 60_000,
		});
		await user.says("Hello");
		await nora.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(61_000);
		expect(await control()).to.equal("held by night");
	});

	it("keeps control while it is connected to another process", async () => {
		const elsewhere = scene({ appLeaseMs: 60_000 });
		const { clock, store } = elsewhere;
		const { user, ana, handoff, control } = scene({ clock, store, appLeaseMs: 60_000 });
		await user.says("Hello");
		await ana.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(170_000);
		expect(await control()).to.equal("held by desk/ana");
		elsewhere.handoff.appLeft("desk" as AppId);
		await clock.advance(180_000);
		expect(await control()).to.equal("bot");
	});

	it("loses control also where the store failed just then", async () => {
		let failures = 3;
		const calm = scene({ appLeaseMs: 60_000 });
		const { clock, store } = calm;
		const flaky = {
			...store,
			readHeldBy: (app: AppId) => {
				failures -= 1;
				if (failures >= 0) throw new Error("The disk is full");
				return store.readHeldBy(app);
			},
		};
		const { user, ana, handoff, control } = scene({ clock, store: flaky, appLeaseMs: 60_000 });
		await user.says("Hello");
		await ana.takeOver();
		await calm.handoff.stop();
		handoff.appLeft("desk" as AppId);
		await clock.advance(310_000);
		expect(await control()).to.equal("bot");
	});
});

describe("A release", () => {
	it("by somebody who never held control is refused, and says who does", async () => {
		const { user, ana, submit, nora } = scene({ apps: [shopDesk, nightDesk] });
		await user.says("Hello");
		expect(await nora.releases()).to.equal("not-in-control");
		await ana.takeOver();
		const outcome = await submit({ type: "release", epoch: 1 as never, ...nora.by });
		expect(outcome).to.deep.include({ status: "refused", code: "not-in-control" });
		expect(outcome).to.have.nested.property("standing.holder.person", "ana");
	});

	it("under an epoch that is over is refused: it would end somebody else's stretch", async () => {
		const { user, ana, control } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await ana.releases();
		await ana.takeOver();
		expect(await ana.releases(1)).to.equal("stale-epoch");
		expect(await control()).to.equal("held by desk/ana");
	});

	it("gives its reason to the bot", async () => {
		const { user, submit, ana, logged } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await submit({ type: "release", epoch: 1 as never, why: "solved", ...ana.by });
		expect((await logged("status")).at(-1)).to.include({ state: "completed", message: "solved" });
	});
});
