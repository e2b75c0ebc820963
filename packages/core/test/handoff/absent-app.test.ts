import { expect } from "chai";
import type { AppId, EntryOf } from "../../src/index.js";
import { nightDesk, type Scene, type SceneOptions, scene, shopDesk } from "../support/scene.js";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const night = "night" as AppId;

/** The night desk watches, is told of some words, and goes away. */
async function deskThatLeft(more: SceneOptions = {}): Promise<Scene> {
	const apps = [shopDesk, nightDesk];
	const shop = scene({ apps, appLeaseMs: hourMs, parts: { sweepMs: hourMs }, ...more });
	await shop.user.says("before");
	await shop.nora.watches();
	const { position } = await shop.conversation();
	await shop.store.acknowledge(night, shop.key, position);
	shop.handoff.appLeft(night);
	await shop.user.says("missed one");
	await shop.user.says("missed two");
	return shop;
}

async function unread(shop: Scene, app = night) {
	const after = await shop.store.readCursor(app, shop.key);
	const entries = await shop.store.readEntries(shop.key, { after, limit: 99 });
	return entries.filter(({ to }) => to.includes(app));
}

describe("the mailbox of an app that is away", () => {
	it("keeps everything for a week", async () => {
		const shop = await deskThatLeft();
		await shop.clock.advance(6 * dayMs);
		expect((await unread(shop)).map(({ type }) => type)).to.include.members(["userSaid", "botSaid"]);
	});

	it("is cut then to one line that says what was missed and where it is", async () => {
		const shop = await deskThatLeft();
		const missed = await unread(shop);
		const last = missed.at(-1)?.position ?? 0;
		await shop.clock.advance(9 * dayMs);
		const left = await unread(shop);
		expect(left).to.have.length(1);
		const gap = left[0] as EntryOf<"missed">;
		expect(gap).to.deep.include({ type: "missed", app: "night", from: missed[0]?.position, to: ["night"] });
		expect(gap.through).to.be.at.least(last);
		const kept = await shop.store.readEntries(shop.key, {
			after: gap.from - 1,
			before: gap.through + 1,
			limit: 99,
		});
		expect(kept.filter(({ to }) => to.includes(night))).to.have.length(gap.count);
		expect(kept.filter(({ type }) => type === "userSaid")).to.have.length(2);
		expect(await shop.store.readNews(night)).to.deep.equal([shop.key]);
	});

	it("says once how much was missed, however long it goes on", async () => {
		const shop = await deskThatLeft();
		await shop.clock.advance(9 * dayMs);
		const [first] = (await unread(shop)) as EntryOf<"missed">[];
		await shop.user.says("missed three");
		await shop.clock.advance(12 * dayMs);
		const left = (await unread(shop)) as EntryOf<"missed">[];
		expect(left.map(({ type }) => type)).to.deep.equal(["missed"]);
		expect(left[0]?.from).to.equal(first?.from);
		expect(left[0]?.count).to.be.greaterThan(first?.count ?? 0);
	});

	it("no longer keeps the log from being trimmed", async () => {
		const shop = await deskThatLeft({ retention: { entries: 1 } });
		await shop.clock.advance(dayMs);
		expect((await shop.log()).length).to.be.greaterThan(3);
		await shop.clock.advance(9 * dayMs);
		expect((await shop.log()).map(({ type }) => type)).to.deep.equal(["missed"]);
	});

	it("is left alone while the app is here, and is cut after as long as the team says", async () => {
		const shop = await deskThatLeft({ retention: { absenceMs: dayMs } });
		await shop.clock.advance(dayMs / 2);
		shop.handoff.appArrived(night);
		await shop.clock.advance(5 * dayMs);
		expect((await unread(shop)).map(({ type }) => type)).not.to.include("missed");
		shop.handoff.appLeft(night);
		await shop.clock.advance(3 * dayMs);
		expect((await unread(shop)).map(({ type }) => type)).to.deep.equal(["missed"]);
	});
});
