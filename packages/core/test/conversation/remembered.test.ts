import { expect } from "chai";
import { type ConversationKey, type Loaded, memoryStore, type Store } from "../../src/index.js";
import { manualClock } from "../support/manual-clock.js";
import { scene } from "../support/scene.js";

/** A process that keeps what it saw last, and hears nothing of what others commit or send. */
function remembering(store: Store): Store {
	const seen = new Map<ConversationKey, Loaded>();
	return {
		...store,
		async load(key, command, how) {
			const known = how?.recent === true ? seen.get(key) : undefined;
			if (known !== undefined) return { ...known, recorded: undefined, remembered: true };
			const loaded = await store.load(key, command);
			seen.set(key, loaded);
			return loaded;
		},
		async commit(change, lane) {
			const committed = await store.commit(change, lane);
			const before = seen.get(change.key);
			if (committed.status !== "committed" || before === undefined) seen.delete(change.key);
			else {
				const outbox = [...before.outbox, ...change.outbox];
				seen.set(change.key, { conversation: change.next, outbox, recorded: undefined });
			}
			return committed;
		},
	};
}

describe("A process that decides on what it saw last", () => {
	function twoProcesses() {
		const clock = manualClock();
		const shared = memoryStore({ clock });
		const world = scene({ clock, store: remembering(shared) });
		return { ...world, elsewhere: world.alsoRun({ store: shared }).handoff };
	}

	it("refuses nothing that is right by now", async () => {
		const { user, ana, key, elsewhere, control, epoch } = twoProcesses();
		await user.says("Hello");
		const taken = await elsewhere.submit(key, { type: "takeOver", ...ana.by });
		expect(taken.status).to.equal("done");
		expect(await ana.says("I am here", taken.status === "done" ? taken.epoch : 0)).to.equal("done");
		expect(await control()).to.equal("held by desk/ana");
		expect(await epoch()).to.equal(1);
	});

	it("takes nobody for the holder who is not any more", async () => {
		const { user, ana, key, elsewhere, epoch } = twoProcesses();
		await user.says("Hello");
		await ana.takeOver();
		const held = await epoch();
		const released = await elsewhere.submit(key, { type: "release", epoch: held as never, ...ana.by });
		expect(released.status).to.equal("done");
		expect(await ana.says("Still me", held)).not.to.equal("done");
	});

	it("takes nothing for unsent that was sent meanwhile", async () => {
		const { user, ana, drafts } = twoProcesses();
		await user.says("Hello");
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: You said: Hello"]);
		await ana.takeOver();
		expect(await drafts()).to.deep.equal([]);
	});

	it("answers a repeat as the first time", async () => {
		const { user, ana, key, elsewhere, handoff, log } = twoProcesses();
		await user.says("Hello");
		const note = { type: "note", id: "frame-1" as never, text: "once", ...ana.by } as const;
		const first = await elsewhere.submit(key, note);
		expect(await handoff.submit(key, note)).to.deep.equal(first);
		expect((await log()).filter(({ type }) => type === "note")).to.have.length(1);
	});
});
