import { expect } from "chai";
import type { AppId, Store } from "../../src/index.js";
import { memoryStore } from "../../src/index.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { type ManualClock, manualClock, settle } from "../support/manual-clock.js";
import { later, recordingChannel } from "../support/recording-channel.js";
import { nightDesk, type Scene, type SceneOptions, scene, shopDesk } from "../support/scene.js";

const hour = 3_600_000;
const second = 1_000;

const stores: Readonly<Record<string, (clock: ManualClock) => Store>> = {
	memory: (clock) => memoryStore({ clock }),
	embedded: (clock) => diskStore({ disk: memoryDisk(), clock }),
};

for (const [name, openStore] of Object.entries(stores)) {
	describe(`A clock that jumps by hours, on the ${name} store`, () => {
		function open(options: SceneOptions = {}): Scene {
			const clock = manualClock();
			return scene({ clock, store: openStore(clock), apps: [shopDesk, nightDesk], ...options });
		}

		for (const [direction, ms] of [
			["forward", 3 * hour],
			["back", -3 * hour],
		] as const) {
			it(`takes no offer from the desks when it is set ${direction}`, async () => {
				const all = open();
				await all.user.says("I want to talk to a human");
				await all.clock.advance(10 * second);
				all.clock.jump(ms);
				await all.clock.advance(200 * second);
				expect(await all.control()).to.equal("offered to desk and night");
				expect(await all.ana.confirms()).to.equal("done");
			});

			it(`takes no conversation from a human when it is set ${direction}`, async () => {
				const all = open();
				await all.user.says("Hello");
				await all.ana.takeOver();
				await all.clock.advance(200 * second);
				expect(await all.logged("reminded")).to.have.length(1);
				all.clock.jump(ms);
				await all.clock.advance(500 * second);
				expect(await all.control()).to.equal("held by desk/ana");
				expect(await all.logged("reminded")).to.have.length(1);
			});

			it(`takes no conversation from a desk that another process hears when it is set ${direction}`, async () => {
				const all = open();
				const beside = all.alsoRun({ away: ["desk", "night"] });
				await all.user.says("Hello");
				await all.ana.takeOver();
				await all.clock.advance(50 * second);
				all.clock.jump(ms);
				await all.clock.advance(120 * second);
				expect(await all.control()).to.equal("held by desk/ana");
				await beside.handoff.stop();
			});

			it(`lets a desk that is gone lose control within two leases when it is set ${direction}`, async () => {
				const all = open({ apps: [shopDesk] });
				await all.user.says("Hello");
				await all.ana.takeOver();
				all.handoff.appLeft("desk" as AppId);
				all.clock.jump(ms);
				await all.clock.advance(125 * second);
				expect(await all.control()).to.equal("bot");
			});
		}

		it("lets a human who is silent go in the end, though it was set forward", async () => {
			const all = open();
			await all.user.says("Hello");
			await all.ana.takeOver();
			await all.clock.advance(200 * second);
			all.clock.jump(3 * hour);
			await all.clock.advance(601 * second);
			expect(await all.control()).to.equal("bot");
			expect(await all.logged("revoked")).to.have.length(1);
		});

		it("stops no lane that waits to try again when it is set back", async () => {
			const channel = recordingChannel();
			channel.answers.push(later(5 * second));
			const all = open({ channel });
			const turn = all.user.says("Hello");
			await settle();
			all.clock.jump(-3 * hour);
			await all.clock.advance(6 * second);
			await turn;
			expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello"]);
		});
	});
}
