import { expect } from "chai";
import type { Command, CommandId, EntryId, Epoch, Store } from "../../src/index.js";
import { memoryStore } from "../../src/index.js";
import { manualClock } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";

const id = (name: string): CommandId => name as CommandId;

describe("A command that is given twice", () => {
	it("has the effect of once, and gets the same answer", async () => {
		const { user, ana, submit, epoch } = scene();
		await user.says("Hello");
		const first = await submit({ id: id("take-1"), type: "takeOver", ...ana.by });
		const again = await submit({ id: id("take-1"), type: "takeOver", ...ana.by });
		expect(again).to.deep.equal(first);
		expect(await epoch()).to.equal(1);
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello", "Ana joined"]);
	});

	it("is told what came of it also when things have moved on since", async () => {
		const { user, ana, budi, submit, control } = scene();
		await user.says("Hello");
		const first = await submit({ id: id("take-1"), type: "takeOver", ...ana.by });
		await budi.takeOver();
		expect(await submit({ id: id("take-1"), type: "takeOver", ...ana.by })).to.deep.equal(first);
		expect(await control()).to.equal("held by desk/budi");
	});

	it("sends a human's words once", async () => {
		const { user, ana, submit } = scene();
		await user.says("Hello");
		await ana.takeOver();
		const speak: Command = {
			id: id("say-1"),
			type: "speak",
			epoch: 1 as Epoch,
			activity: { type: "message", text: "Hi" },
			...ana.by,
		};
		await submit(speak);
		await submit(speak);
		expect((await user.sees()).filter((line) => line === "HUMAN Ana: Hi")).to.have.length(1);
	});

	it("answers a webhook that the channel repeats once", async () => {
		let runs = 0;
		const { user, logged } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				runs += 1;
				await context.sendActivity("Hi");
			},
		});
		await user.says("Hello", { id: "mid.1" });
		await user.says("Hello", { id: "mid.1" });
		expect(runs).to.equal(1);
		expect(await logged("userSaid")).to.have.length(1);
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Hi"]);
	});

	it("has the effect of once after a restart", async () => {
		const { user, ana, submit, epoch, restart } = scene();
		await user.says("Hello");
		const first = await submit({ id: id("take-1"), type: "takeOver", ...ana.by });
		await restart();
		expect(await submit({ id: id("take-1"), type: "takeOver", ...ana.by })).to.deep.equal(first);
		expect(await epoch()).to.equal(1);
	});

	it("has the effect of once after conflicts, from two processes at the same time", async () => {
		const clock = manualClock();
		const store = slowToCommit(memoryStore({ clock }));
		const { user, ana, alsoRun, key, handoff, logged } = scene({ clock, store });
		await user.says("Hello");
		await ana.takeOver();
		const { handoff: beside } = alsoRun();
		const note = { type: "note", text: "Likes blue", ...ana.by } as const;
		const outcomes = await Promise.all(
			["n1", "n2", "n1", "n2", "n1"].flatMap((name) => [
				handoff.submit(key, { ...note, id: id(name) }),
				beside.submit(key, { ...note, id: id(name) }),
			]),
		);
		const entries = new Set<EntryId>(
			outcomes.flatMap((outcome) => (outcome.status === "done" ? outcome.entries : [])),
		);
		expect(entries.size).to.equal(2);
		expect(await logged("note")).to.have.length(2);
	});
});

/** Gives others the time to commit first. */
function slowToCommit(store: Store): Store {
	return {
		...store,
		async commit(change, lane) {
			await new Promise((resolve) => {
				setImmediate(resolve);
			});
			return store.commit(change, lane);
		},
	};
}
