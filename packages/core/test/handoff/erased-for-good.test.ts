import { expect } from "chai";
import fc from "fast-check";
import type { EntryId } from "../../src/index.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { dumpOf } from "../store/dump.js";
import { manualClock } from "../support/manual-clock.js";
import { nightDesk, scene, shopDesk } from "../support/scene.js";

const canary = "canary7f3a";

type Step = "says" | "takes" | "answers" | "releases" | "waits" | "restarts" | "fails" | "trims" | "erases";

const steps = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant<Step>("says") },
		{
			weight: 6,
			arbitrary: fc.constantFrom<Step>("takes", "answers", "releases", "waits", "restarts", "fails", "trims"),
		},
		{ weight: 1, arbitrary: fc.constant<Step>("erases") },
	),
	{ minLength: 3, maxLength: 20 },
);

describe("whatever happened before a person was erased", () => {
	it("nothing of them is left, and nothing that comes late brings it back", async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const [disk, clock] = [memoryDisk(), manualClock()];
				const shop = scene({ clock, store: diskStore({ disk, clock }), apps: [shopDesk, nightDesk] });
				const said: { readonly id: string; readonly timestamp: Date }[] = [];
				const says = async (message: { readonly id: string; readonly timestamp: Date }): Promise<void> => {
					await shop.handoff.receive({
						...{ type: "message", channelId: "test", text: `${canary} ${message.id}`, ...message },
						...{ recipient: { id: "page" }, from: { id: "siti", name: canary }, conversation: { id: "c1" } },
					});
					await clock.advance(60);
				};
				const whom = { conversation: shop.key };
				for (const step of all) {
					if (step === "says") {
						said.push({ id: `mid.${canary}.${said.length}`, timestamp: new Date(clock.now()) });
						await says(said.at(-1) ?? expect.fail("Nothing was said"));
					} else if (step === "waits") await clock.advance(400_000);
					else if (step === "restarts") await shop.restart();
					else if (step === "erases") await shop.handoff.erase(whom);
					else if (step === "trims") await shop.store.trim(shop.key, { keep: 2 });
					else if (step === "fails") {
						const entry = "1.none" as EntryId;
						await shop.handoff.reportDelivery(shop.key, { entry, state: "failed", error: canary });
					} else if ((await shop.store.load(shop.key)).conversation !== undefined) {
						if (step === "takes") await shop.ana.takeOver();
						if (step === "answers") await shop.ana.says(`dear ${canary}`);
						if (step === "releases") await shop.ana.releases();
					}
				}
				const { conversation } = await shop.store.load(shop.key);
				await shop.handoff.erase(whom);
				for (const message of said) await says(message);
				await clock.advance(400_000);
				const dump = dumpOf(disk);
				for (const trace of [canary, shop.key, conversation?.user.id ?? canary])
					expect(dump).not.to.contain(trace);
				await shop.handoff.stop();
			}),
			{ numRuns: 30 },
		);
	}).timeout(60_000);
});
