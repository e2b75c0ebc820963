import { expect } from "chai";
import { describe } from "mocha";
import { type OpenStore, onStore, together } from "./store-contract-fixture.js";

const longMs = 3_600_000;

export function factContract(open: OpenStore): void {
	describe("a fact", () => {
		keeping(open);
		claiming(open);
	});
}

function keeping(open: OpenStore): void {
	onStore(open, "is what was written last under its name", async ({ store }) => {
		expect(await store.readFact("pause:page")).to.equal(undefined);
		await store.writeFact("pause:page", "one", longMs);
		await store.writeFact("pause:page", "two / ü\n", longMs);
		await store.writeFact("pause:other", "", longMs);
		expect(await store.readFact("pause:page")).to.equal("two / ü\n");
		expect(await store.readFact("pause:other")).to.equal("");
	});

	onStore(open, "is told apart by its whole name, however long or strange", async ({ store }) => {
		const long = "x".repeat(3000);
		const names = ["a b", "a", "a:b", "person:a:b", "person:a", "person:a:", "ü", `${long}1`, `${long}2`];
		for (const name of names) await store.writeFact(name, `of ${name}`, longMs);
		for (const name of names) expect(await store.readFact(name)).to.equal(`of ${name}`);
	});

	onStore(open, "is gone when it is taken away", async ({ store }) => {
		await store.writeFact("a", "one", longMs);
		await store.writeFact("a", undefined, longMs);
		await store.writeFact("never", undefined, longMs);
		expect(await store.readFact("a")).to.equal(undefined);
	});

	onStore(
		open,
		"lapses by the store's clock, and not sooner if it is written again",
		async ({ store, pass }) => {
			await store.writeFact("short", "one", 50);
			await store.writeFact("again", "one", 50);
			await store.writeFact("again", "two", longMs);
			await store.writeFact("long", "one", longMs);
			await pass(60);
			expect(await store.readFact("short")).to.equal(undefined);
			for (let index = 0; index < 20; index++) await store.writeFact(`later ${index}`, "one", longMs);
			expect(await store.readFact("again")).to.equal("two");
			expect(await store.readFact("long")).to.equal("one");
		},
	);

	onStore(open, "is there for every process", async ({ store, another }) => {
		if (another === undefined) return;
		await store.writeFact("a", "one", longMs);
		expect(await (await another()).readFact("a")).to.equal("one");
	});
}

function claiming(open: OpenStore): void {
	onStore(open, "that is claimed stands until it lapses", async ({ store, pass }) => {
		expect(await store.claimFact("a", "first", longMs)).to.equal("first");
		expect(await store.claimFact("a", "second", longMs)).to.equal("first");
		expect(await store.readFact("a")).to.equal("first");
		expect(await store.claimFact("short", "first", 50)).to.equal("first");
		await pass(60);
		expect(await store.claimFact("short", "second", longMs)).to.equal("second");
	});

	onStore(open, "that many claim at the same time is that of one", async ({ store, another }) => {
		const stores = [store, (await another?.()) ?? store] as const;
		const stood = await together(20, async (index) =>
			stores[index % 2 === 0 ? 0 : 1].claimFact("a", `${index}`, longMs),
		);
		expect(new Set(stood).size).to.equal(1);
		expect(await store.readFact("a")).to.equal(stood[0]);
	});

	onStore(open, "that was written cannot be claimed before it is taken away", async ({ store }) => {
		await store.writeFact("a", "written", longMs);
		expect(await store.claimFact("a", "claimed", longMs)).to.equal("written");
		await store.writeFact("a", undefined, longMs);
		expect(await store.claimFact("a", "claimed", longMs)).to.equal("claimed");
	});
}
