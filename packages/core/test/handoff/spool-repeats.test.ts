import { expect } from "chai";
import fc from "fast-check";
import { BatonError, memoryStore, type Store } from "../../src/index.js";
import { diskSpool } from "../../src/store/disk-spool.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { manualClock } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";

type Step =
	| { readonly says: number }
	| { readonly repeats: number }
	| { readonly store: "away" | "back" | "away for the answer" }
	| { readonly waits: number }
	| { readonly restarts: true };

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ says: fc.constant(0) }) },
	{ weight: 4, arbitrary: fc.record({ repeats: fc.nat(20) }) },
	{ weight: 3, arbitrary: fc.record({ store: fc.constantFrom("away", "back", "away for the answer") }) },
	{ weight: 2, arbitrary: fc.record({ waits: fc.constantFrom(10, 700, 6_000) }) },
	{ weight: 1, arbitrary: fc.record({ restarts: fc.constant(true as const) }) },
);

/** A store that may be away, or do what it is asked to and be away before it can say so. */
function unsteady(store: Store) {
	const state = { how: "back" as "away" | "back" | "away for the answer" };
	const away = () => new BatonError("store-failed", "Cannot reach the store: connection lost");
	const members = Object.entries(store).map(([name, member]) => {
		if (typeof member !== "function" || name === "now") return [name, member];
		return [
			name,
			(...given: readonly unknown[]) => {
				if (state.how === "away") throw away();
				const answer: unknown = Reflect.apply(member, store, given);
				if (name === "commit" && state.how === "away for the answer") {
					state.how = "away";
					throw away();
				}
				return answer;
			},
		];
	});
	return { state, store: Object.fromEntries(members) as Store };
}

describe("whatever happens to the store", () => {
	it("the user is heard once of each message, in order, and answered", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
				const clock = manualClock();
				const { state, store } = unsteady(memoryStore({ clock }));
				const shop = scene({ clock, store, spool: diskSpool({ disk: memoryDisk(), clock }) });
				const sent: string[] = [];
				const say = async (id: string): Promise<void> => {
					const words = { type: "message", id, channelId: "test", text: `words of ${id}` };
					const places = { recipient: { id: "page" }, from: { id: "siti" }, conversation: { id: "c1" } };
					await shop.handoff.receive({ ...words, ...places });
					await clock.advance(20);
				};
				for (const one of steps) {
					if ("says" in one) {
						sent.push(`m${sent.length}`);
						await say(sent.at(-1) ?? "");
					} else if ("repeats" in one) {
						const id = sent[sent.length - 1 - (one.repeats % Math.max(sent.length, 1))];
						if (id !== undefined) await say(id);
					} else if ("store" in one) state.how = one.store;
					else if ("waits" in one) await clock.advance(one.waits);
					else await shop.restart();
				}
				state.how = "back";
				await clock.advance(120_000);
				const log = await shop.log();
				const heard = log.filter(({ type }) => type === "userSaid");
				const ids = heard.map((entry) => (entry.type === "userSaid" ? entry.activity.id : undefined));
				expect(ids).to.deep.equal(sent);
				if (sent.length > 0) expect((await shop.conversation()).turns).to.deep.equal([]);
				await shop.handoff.stop();
			}),
			{ numRuns: 100 },
		);
	}).timeout(60_000);
});
