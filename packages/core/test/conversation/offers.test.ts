import { expect } from "chai";
import type { AppId } from "../../src/index.js";
import { settle } from "../support/manual-clock.js";
import { foreignDesk, nightDesk, scene, shopDesk, sizeBot } from "../support/scene.js";

const wish = "I want to talk to a human";

describe("An offer", () => {
	it("asks every desk of the bot, and no bot, and tells the user to wait", async () => {
		const { user, control, told } = scene({ apps: [shopDesk, nightDesk, sizeBot] });
		await user.says(wish);
		expect(await control()).to.equal("offered to desk and night");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		expect(await told("desk")).to.include("offered");
		expect(await told("sizes")).to.deep.equal([]);
	});

	it("asks the apps that are named, if there are any", async () => {
		const { user, submit, control } = scene({ apps: [shopDesk, nightDesk] });
		await user.says("Hello");
		await submit({ type: "request", reason: { type: "bot-asked" }, to: ["night" as AppId] });
		expect(await control()).to.equal("offered to night");
	});

	it("never asks an app of another bot, though it is named", async () => {
		const { user, submit, control, told } = scene({ apps: [shopDesk, foreignDesk] });
		await user.says("Hello");
		await submit({
			type: "request",
			reason: { type: "bot-asked" },
			to: ["foreign" as AppId, "nobody" as AppId, "desk" as AppId],
		});
		expect(await control()).to.equal("offered to desk");
		expect(await told("foreign")).to.deep.equal([]);
	});

	it("leaves the bot in control until somebody confirms", async () => {
		const { user, epoch } = scene();
		await user.says(wish);
		await user.says("Do you have batik?");
		expect(await user.sees()).to.deep.equal([
			"notice pleaseWait",
			"BOT Shop bot: You said: Do you have batik?",
		]);
		expect(await epoch()).to.equal(0);
	});

	it("that is confirmed gives control, and names where the transcript begins", async () => {
		const { user, ana, control, logged } = scene();
		await user.says("Hello");
		await user.says(wish);
		expect(await ana.confirms()).to.equal("done");
		expect(await control()).to.equal("held by desk/ana");
		expect((await logged("granted")).map(({ from }) => from)).to.deep.equal([1]);
		expect((await logged("status")).map(({ state }) => state)).to.deep.equal(["accepted"]);
	});

	it("is repeated as long as it stands", async () => {
		const { user, clock, logged } = scene({ policy: { offerRetryMs: 30_000, offerExpiryMs: 300_000 } });
		await user.says(wish);
		await clock.advance(95_000);
		const offered = await logged("offered");
		expect(offered.map(({ again }) => again)).to.deep.equal([false, true, true, true]);
		expect(new Set(offered.map(({ offer }) => offer.id)).size).to.equal(1);
	});

	it("expires, and user and bot are told honestly", async () => {
		const { user, clock, control, epoch, logged } = scene();
		await user.says(wish);
		await clock.advance(301_000);
		expect(await control()).to.equal("bot");
		expect(await epoch()).to.equal(0);
		expect(await user.sees()).to.deep.equal(["notice pleaseWait", "notice nobodyFree"]);
		expect((await logged("status")).map(({ state, message }) => [state, message])).to.deep.equal([
			["failed", "expired"],
		]);
		await clock.advance(600_000);
		expect((await logged("offered")).length).to.be.below(12);
	});

	it("is neither repeated nor expires once somebody has confirmed", async () => {
		const { user, ana, clock, logged } = scene();
		await user.says(wish);
		await ana.confirms();
		await clock.advance(170_000);
		expect(await logged("offered")).to.have.length(1);
		expect((await logged("offerEnded")).map(({ how }) => how)).to.deep.equal(["confirmed"]);
	});

	it("survives a restart: it is repeated and expires as if nothing had happened", async () => {
		const { user, clock, restart, control, logged } = scene();
		await user.says(wish);
		await clock.advance(20_000);
		await restart();
		await clock.advance(20_000);
		expect((await logged("offered")).map(({ again }) => again)).to.deep.equal([false, true]);
		await clock.advance(262_000);
		expect(await control()).to.equal("bot");
		expect((await user.sees()).at(-1)).to.equal("notice nobodyFree");
	});

	it("stands for its whole time once more where no process was running when it would have expired", async () => {
		const { user, clock, handoff, restart, control } = scene();
		await user.says(wish);
		await handoff.stop();
		await clock.advance(3_600_000);
		await restart();
		await clock.advance(290_000);
		expect(await control()).to.equal("offered to desk");
		await clock.advance(10_000);
		expect(await control()).to.equal("bot");
	});

	it("that one of several declines stands for the others", async () => {
		const { user, ana, nora, control, told } = scene({ apps: [shopDesk, nightDesk] });
		await user.says(wish);
		expect(await ana.declines()).to.equal("done");
		expect(await control()).to.equal("offered to night");
		expect(await told("desk")).to.include("offerEnded");
		expect(await told("night")).not.to.include("offerEnded");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		expect(await ana.confirms()).to.equal("not-offered");
		expect(await nora.confirms()).to.equal("done");
	});

	it("that the last one declines fails, and the user is told at once", async () => {
		const { user, ana, nora, control, logged } = scene({ apps: [shopDesk, nightDesk] });
		await user.says(wish);
		await ana.declines();
		await nora.declines();
		expect(await control()).to.equal("bot");
		expect((await user.sees()).at(-1)).to.equal("notice nobodyFree");
		expect((await logged("status")).map(({ state, message }) => [state, message])).to.deep.equal([
			["failed", "declined"],
		]);
	});

	it("that the user no longer wants is withdrawn", async () => {
		const { user, ana, submit, control, told } = scene();
		await user.says(wish);
		expect(await submit({ type: "cancel" })).to.include({ status: "done" });
		expect(await control()).to.equal("bot");
		expect((await user.sees()).at(-1)).to.equal("notice requestCancelled");
		expect(await told("desk")).to.include("offerEnded");
		expect(await ana.confirms()).to.equal("offer-gone");
		expect(await submit({ type: "cancel" })).to.include({ status: "refused", code: "no-request" });
	});

	it("that is asked for again says at once how it stands", async () => {
		const { user } = scene();
		await user.says(wish);
		await user.says(wish);
		expect(await user.sees()).to.deep.equal(["notice pleaseWait", "notice stillWaiting"]);
	});

	it("says how it stands once a minute to a user who only goes on writing", async () => {
		const { user, clock, submit } = scene();
		const unsure = { type: "request", reason: { type: "unsure" } } as const;
		await user.says(wish);
		await submit(unsure);
		await submit(unsure);
		expect(await user.sees()).to.deep.equal(["notice pleaseWait"]);
		await clock.advance(61_000);
		await submit(unsure);
		await submit(unsure);
		expect(await user.sees()).to.deep.equal(["notice pleaseWait", "notice stillWaiting"]);
	});

	it("that is asked for again gives the newest reason to those who were asked", async () => {
		const { user, submit, control, logged } = scene();
		await user.says(wish);
		await submit({ type: "request", reason: { type: "bot-failed", detail: "The shop is closed" } });
		expect(await control()).to.equal("offered to desk");
		const offered = await logged("offered");
		expect(offered.map(({ offer }) => offer.reason.type)).to.deep.equal(["asked", "bot-failed"]);
		expect(new Set(offered.map(({ offer }) => offer.id)).size).to.equal(1);
	});

	it("is not made while a human is there", async () => {
		const { user, ana, submit, control, logged } = scene();
		await user.says("Hello");
		await ana.takeOver();
		expect(await submit({ type: "request", reason: { type: "bot-asked" } })).to.include({ status: "done" });
		expect(await control()).to.equal("held by desk/ana");
		expect(await logged("offered")).to.deep.equal([]);
	});

	it("is withdrawn from everybody when somebody takes over without having been asked", async () => {
		const { user, ana, person, told } = scene({ apps: [shopDesk, sizeBot] });
		await user.says(wish);
		expect(await person("sizes", "m").takeOver()).to.equal("done");
		expect(await told("desk")).to.include("offerEnded");
		expect(await ana.confirms()).to.equal("offer-gone");
	});

	it("keeps its timers when a timer of an earlier offer rings late", async () => {
		const { user, clock, submit, control, logged } = scene();
		await user.says(wish);
		const [first] = await logged("offered");
		const about = first?.offer.id ?? "";
		await submit({ type: "cancel" });
		await user.says(wish);
		await submit({ type: "ring", timer: "offer-retry", about });
		await submit({ type: "ring", timer: "offer-expiry", about });
		expect(await control()).to.equal("offered to desk");
		await clock.advance(31_000);
		expect((await logged("offered")).map(({ again }) => again)).to.deep.equal([false, false, true]);
		await clock.advance(270_000);
		expect(await control()).to.equal("bot");
	});
});

describe("Where nobody is there", () => {
	it("the user is told so at once, and the bot goes on", async () => {
		const { user, control, logged } = scene({ isAvailable: () => false });
		await user.says(wish);
		expect(await control()).to.equal("bot");
		expect(await user.sees()).to.deep.equal(["notice nobodyFree"]);
		expect((await logged("status")).map(({ state }) => state)).to.deep.equal(["failed"]);
	});

	it("only the desks with somebody in are asked", async () => {
		const { user, control } = scene({ apps: [shopDesk, nightDesk], isAvailable: (app) => app === "night" });
		await user.says(wish);
		expect(await control()).to.equal("offered to night");
	});
});

describe("A user who asks for a person", () => {
	for (const mode of ["auto", "draft-only", "off"] as const) {
		it(`gets one asked for in the mode ${mode}, without the bot being run`, async () => {
			let runs = 0;
			const { user, control, logged } = scene({
				mode,
				bot: async ({ activity }) => {
					if (activity.type === "message") runs += 1;
				},
			});
			await user.says(wish);
			expect(await control()).to.equal("offered to desk");
			expect((await logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal(["asked"]);
			expect(runs).to.equal(0);
		});
	}

	it("may do so in their own language, and is answered in it", async () => {
		const { user, channel } = scene({ locale: "id-ID" });
		await user.says("Saya mau bicara dengan orang");
		const [notice] = channel.arrived;
		expect(notice?.activity.text).to.match(/^Mohon tunggu|tunggu|sebentar/i);
	});
});

describe("A notice", () => {
	it("is in the language that the user writes in now", async () => {
		const { user, submit, channel } = scene({ locale: "en" });
		await user.says("Hello", { locale: "id_ID" });
		await submit({ type: "request", reason: { type: "bot-asked" } });
		await settle();
		const texts = channel.arrived.map(({ activity }) => activity.text);
		expect(texts.at(-1)).to.match(/tunggu|sebentar/i);
	});

	it("may be the team's own", async () => {
		const { user, channel } = scene({ notices: { en: { pleaseWait: "Siti, we are on our way" } } });
		await user.says(wish);
		expect(channel.arrived.map(({ activity }) => activity.text)).to.deep.equal(["Siti, we are on our way"]);
	});

	it("is labelled BOT", async () => {
		const { user, channel } = scene();
		await user.says(wish);
		expect(channel.arrived[0]?.activity.channelData).to.deep.equal({
			representative: { representativeType: "BOT", displayName: "Shop bot" },
		});
	});
});
