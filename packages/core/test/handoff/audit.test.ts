import { expect } from "chai";
import type { AppId, AuditRecord, ByApp, Command, Epoch, PersonId } from "../../src/index.js";
import { nightDesk, type Scene, scene, shopDesk } from "../support/scene.js";

const deskAndNight = [shopDesk, nightDesk];

const hour = 3_600_000;

function member(id: string, displayName: string, more: Partial<ByApp> = {}): ByApp {
	return { app: "desk" as AppId, human: { id: id as PersonId, displayName }, ...more };
}

async function auditOf({ store }: Scene): Promise<readonly AuditRecord[]> {
	return [...(await store.readAudit({ limit: 99 }))].reverse();
}

async function answerTo(shop: Scene, command: Command): Promise<string> {
	const outcome = await shop.submit(command);
	return outcome.status === "done" ? "done" : outcome.code;
}

describe("the audit log of a handoff", () => {
	it("says who did what, where and when, and never what was said", async () => {
		const shop = scene();
		await shop.user.says("my card is lost");
		const begun = shop.clock.now();
		const ana = member("ana", "Ana", { actor: { role: "supervisor", address: "192.0.2.7" } });
		await shop.submit({ type: "takeOver", ...ana });
		await shop.ana.says("the secret word is plum");
		await shop.ana.notes("call the plum back");

		const records = await auditOf(shop);

		expect(records.map(({ what, person }) => `${person?.displayName} ${what}`)).to.deep.equal([
			"Ana takeOver",
			"Ana speak",
			"Ana note",
		]);
		expect(records[0]).to.deep.include({
			...{ outcome: "done", app: "desk", bot: "shop", conversation: shop.key },
			...{ role: "supervisor", address: "192.0.2.7" },
		});
		expect(records[0]?.at).to.be.within(begun, shop.clock.now());
		expect(JSON.stringify(records)).to.not.include("plum").and.not.include("card");
	});

	it("has nothing of what users and the bot do, and nothing twice", async () => {
		const shop = scene();
		await shop.user.says("hello");
		const command = { id: "c1" as never, type: "takeOver", ...member("ana", "Ana") } as const;
		await shop.submit(command);
		await shop.submit(command);
		expect((await auditOf(shop)).map(({ what }) => what)).to.deep.equal(["takeOver"]);
	});

	it("goes with an erased person", async () => {
		const shop = scene();
		await shop.user.says("hello");
		await shop.ana.takeOver();
		const { removed } = await shop.handoff.erase({ conversation: shop.key });
		expect(removed.audit).to.equal(1);
		expect(await auditOf(shop)).to.deep.equal([]);
	});

	it("can keep what the staff did, without whose conversation it was", async () => {
		const shop = scene({ audit: { keepErased: true } });
		const second = shop.other("c2");
		await shop.user.says("hello");
		await second.user.says("hello again");
		await shop.ana.takeOver();
		await shop.handoff.submit(second.key, { type: "takeOver", ...member("budi", "Budi") });
		const user = (await shop.conversation()).user.id;

		await shop.handoff.erase({ user });
		await shop.handoff.erase({ user });

		const records = await auditOf(shop);
		expect(records.map(({ what, person }) => `${person?.id} ${what}`)).to.have.members([
			"ana takeOver",
			"budi takeOver",
		]);
		for (const trace of [user, shop.key, second.key]) expect(JSON.stringify(records)).to.not.include(trace);
	});

	it("is bounded by count and by age", async () => {
		const shop = scene({ audit: { entries: 2, ageMs: 3 * hour } });
		await shop.user.says("hello");
		for (const text of ["a", "b", "c"]) await shop.ana.notes(text);
		await shop.clock.advance(2 * hour);
		expect(await auditOf(shop)).to.have.length(2);
		await shop.clock.advance(3 * hour);
		expect(await auditOf(shop)).to.have.length(0);
	});
});

describe("reach over a desk", () => {
	it("of one's own is refused where a colleague holds control", async () => {
		const shop = scene();
		await shop.user.says("hello");
		await shop.ana.takeOver();
		const budi = member("budi", "Budi", { reach: "own" });

		expect(await answerTo(shop, { type: "takeOver", ...budi })).to.equal("colleague-in-control");
		expect(await answerTo(shop, { type: "setMode", mode: "off", by: budi })).to.equal("colleague-in-control");
		const ana = member("ana", "Ana", { reach: "own" });
		expect(await answerTo(shop, { type: "setMode", mode: "auto", by: ana })).to.equal("done");
	});

	for (const type of ["release", "close", "handOver"] as const) {
		it(`of the desk may ${type} for a colleague, which the audit log says`, async () => {
			const shop = scene({ apps: [...deskAndNight] });
			await shop.user.says("hello");
			await shop.ana.takeOver();
			const epoch = (await shop.epoch()) as Epoch;
			const by = member("budi", "Budi", { reach: "desk" });
			const command: Command =
				type === "close" ? { type, by, epoch } : { type, ...by, epoch, to: ["night" as AppId] };

			expect(await answerTo(shop, command)).to.equal("done");

			expect(await shop.control()).to.not.equal("held by desk/ana");
			expect((await auditOf(shop)).at(-1)).to.deep.include({
				what: type,
				person: { id: "budi", displayName: "Budi" },
			});
		});
	}

	it("of the desk ends at the desk", async () => {
		const shop = scene({ apps: [...deskAndNight] });
		await shop.user.says("hello");
		await shop.ana.takeOver();
		const epoch = (await shop.epoch()) as Epoch;
		const nora: ByApp = { app: "night" as AppId, reach: "desk" };
		expect(await answerTo(shop, { type: "release", ...nora, epoch })).to.equal("not-in-control");
	});

	it("lets nobody speak as a colleague", async () => {
		const shop = scene();
		await shop.user.says("hello");
		await shop.ana.takeOver();
		const epoch = (await shop.epoch()) as Epoch;
		const by = member("budi", "Budi", { reach: "desk" });
		const activity = { type: "message", text: "hi" };
		expect(await answerTo(shop, { type: "speak", ...by, epoch, activity })).to.equal("colleague-in-control");
	});
});
