import { expect } from "chai";
import type { Conversation } from "../../src/conversation/conversation.js";
import { type Schema, shippedSchema } from "../../src/conversation/schema.js";
import type { Store } from "../../src/conversation/store.js";
import { BatonError } from "../../src/error.js";
import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { manualClock } from "../support/manual-clock.js";
import { type Scene, scene } from "../support/scene.js";

const { number } = shippedSchema;

/** A later version, in which a state has a mood. */
const next: Schema = {
	number: number + 1,
	upgrade: (older) => ({ ...older, schema: number + 1, mood: "calm" }) as Conversation,
};
/** Its own next version. */
const afterNext: Schema = { number: number + 2, upgrade: (older) => ({ ...older, schema: number + 2 }) };
/** An earlier version. */
const previous: Schema = { number: number - 1 };

function versions() {
	const [disk, clock] = [memoryDisk(), manualClock()];
	const open = (schema?: Schema): Store => diskStore({ disk, clock, schema });
	const shop = scene({ clock, store: open() });
	return { shop, open, alsoRun: (schema: Schema) => shop.alsoRun({ store: open(schema) }).handoff };
}

async function state(shop: Scene, store: Store): Promise<Conversation & { readonly mood?: string }> {
	const { conversation } = await store.load(shop.key);
	if (conversation === undefined) throw new Error("There is no conversation");
	return conversation;
}

async function codeOf(work: () => unknown): Promise<string> {
	try {
		await work();
	} catch (error) {
		return error instanceof BatonError ? error.code : String(error);
	}
	return "nothing was thrown";
}

describe("two versions that follow one another, on one store", () => {
	it("read what the other has written, and lose nothing of it", async () => {
		const { shop, open, alsoRun } = versions();
		const newer = alsoRun(next);
		await shop.user.says("one");
		await newer.submit(shop.key, { type: "setMode", mode: "draft-only" });
		expect(await state(shop, open())).to.deep.include({
			schema: number + 1,
			mood: "calm",
			mode: "draft-only",
		});
		await shop.user.says("two");
		await shop.ana.takeOver();
		const read = await state(shop, open(next));
		expect(read).to.deep.include({ schema: number + 1, mood: "calm", mode: "draft-only" });
		expect(read.control.phase).to.equal("held");
		await newer.submit(shop.key, { type: "setMode", mode: "auto" });
		expect(await shop.control()).to.equal("held by desk/ana");
	});

	it("take turns in one conversation, in one order", async () => {
		const { shop, alsoRun } = versions();
		const newer = alsoRun(next);
		for (let round = 0; round < 5; round++) {
			await shop.user.says(`older ${round}`);
			await newer.submit(shop.key, { type: "setMode", mode: "auto" });
		}
		const log = await shop.log();
		expect(log.map(({ position }) => position)).to.deep.equal(log.map((_, index) => index + 1));
		expect(log.filter(({ type }) => type === "modeSet")).to.have.length(5);
		expect(log.filter(({ type }) => type === "userSaid")).to.have.length(5);
	});
});

describe("a version that is further apart", () => {
	it("does not read what is two versions newer, and says so", async () => {
		const { shop, open, alsoRun } = versions();
		await shop.user.says("one");
		await alsoRun(next).submit(shop.key, { type: "setMode", mode: "auto" });
		expect(await codeOf(() => open(previous).load(shop.key))).to.equal("schema-unsupported");
		expect(await codeOf(() => open().load(shop.key))).to.equal("nothing was thrown");
	});

	it("does not read what is two versions older, until the one in between has", async () => {
		const { shop, open, alsoRun } = versions();
		await shop.user.says("one");
		expect(await codeOf(() => open(afterNext).load(shop.key))).to.equal("schema-unsupported");
		await alsoRun(next).submit(shop.key, { type: "setMode", mode: "auto" });
		expect((await state(shop, open(afterNext))).schema).to.equal(number + 2);
	});

	it("does not read what is older where nothing was before", async () => {
		const { shop, open } = versions();
		await shop.user.says("one");
		expect(await codeOf(() => open({ number: number + 1 }).load(shop.key))).to.equal("schema-unsupported");
	});
});
