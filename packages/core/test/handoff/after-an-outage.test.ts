import { expect } from "chai";
import { type ConversationKey, memoryStore } from "../../src/index.js";
import { breakable } from "../support/breakable.js";
import { manualClock } from "../support/manual-clock.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const each = 100;

/** A shop where a hundred people wait for somebody, and Ana talks with a hundred others. */
async function busyShop(more: SceneOptions = {}) {
	const clock = manualClock();
	let ahead = 0;
	const { store, ...control } = breakable(memoryStore({ clock: { now: () => clock.now() + ahead } }));
	const shop = scene({ clock, store, ...more });
	const waiting: ConversationKey[] = [];
	const held: ConversationKey[] = [];
	for (let number = 0; number < each; number++) {
		const one = shop.other(`waits-${number}`);
		await one.user.says("I want to talk to a human");
		waiting.push(one.key);
		const other = shop.other(`talks-${number}`);
		await other.user.says("hello");
		const outcome = await shop.handoff.submit(other.key, { type: "takeOver", ...shop.ana.by });
		expect(outcome.status).to.equal("done");
		held.push(other.key);
	}
	return {
		...{ shop, clock, ...control },
		/** The store's clock is set, and not that of this process. */
		setClock(ms: number) {
			ahead += ms;
		},
		waiting: () => inPhase(shop, waiting, "offered"),
		held: () => inPhase(shop, held, "held"),
	};
}

async function inPhase(shop: Scene, keys: readonly ConversationKey[], phase: string): Promise<number> {
	let count = 0;
	for (const key of keys) {
		const { conversation } = await shop.store.load(key);
		if (conversation?.control.phase === phase) count++;
	}
	return count;
}

describe("an hour in which nobody could do anything", () => {
	it("takes nothing from anybody while the store was away, and all have their whole time afterwards", async () => {
		const { clock, goAway, comeBack, waiting, held } = await busyShop();
		goAway();
		await clock.advance(hourMs);
		comeBack();
		await clock.advance(4 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([each, each]);
		await clock.advance(2 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([0, each]);
		await clock.advance(15 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([0, 0]);
	});

	it("takes nothing from anybody when the clock of the store jumps ahead", async () => {
		const { shop, clock, setClock, waiting, held } = await busyShop();
		shop.alsoRun({ away: ["desk"] });
		await clock.advance(minuteMs / 2);
		setClock(hourMs);
		await clock.advance(3 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([each, each]);
		await clock.advance(20 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([0, 0]);
	});

	it("takes nothing from anybody when the clock of the store is set back", async () => {
		const { shop, clock, setClock, waiting, held } = await busyShop();
		shop.alsoRun({ away: ["desk"] });
		await clock.advance(minuteMs / 2);
		setClock(-hourMs);
		await clock.advance(2 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([each, each]);
	});

	it("takes nothing from anybody when no process was running", async () => {
		const { shop, clock, waiting, held } = await busyShop();
		await shop.handoff.stop();
		await clock.advance(hourMs);
		await shop.restart();
		await clock.advance(4 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([each, each]);
		await clock.advance(20 * minuteMs);
		expect([await waiting(), await held()]).to.deep.equal([0, 0]);
	});

	it("leaves a desk that had just left its whole lease, and no more", async () => {
		const { shop, clock, goAway, comeBack, held } = await busyShop({ appLeaseMs: minuteMs });
		shop.handoff.appLeft(shop.ana.by.app);
		goAway();
		await clock.advance(hourMs);
		comeBack();
		await clock.advance(minuteMs / 2);
		const left = await held();
		await clock.advance(2 * minuteMs);
		expect([left, await held()]).to.deep.equal([each, 0]);
	});
});
