import { expect } from "chai";
import { describe } from "mocha";
import type { PageRequest, Store } from "../conversation/store.js";
import { commitNext, entryId, sampleEntry, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore } from "./store-contract-fixture.js";

const key = sampleKey();

const pages: readonly (readonly [string, PageRequest, readonly number[]])[] = [
	["begins with the first entry", { limit: 3 }, [1, 2, 3]],
	["has the whole log if the limit allows", { limit: 100 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
	["goes on after a position", { after: 4, limit: 3 }, [5, 6, 7]],
	["ends with the log", { after: 10, limit: 5 }, [11, 12]],
	["is empty after the end", { after: 12, limit: 5 }, []],
	["is empty far after the end", { after: 99, limit: 5 }, []],
	["has the nearest entries before a position", { before: 6, limit: 3 }, [3, 4, 5]],
	["begins with the log when it is read backward", { before: 3, limit: 5 }, [1, 2]],
	["is empty before the first entry", { before: 1, limit: 5 }, []],
	["has the last entries before a position past the end", { before: 99, limit: 2 }, [11, 12]],
	["has the last entries", { last: true, limit: 2 }, [11, 12]],
	["has the last entries after a position", { after: 10, last: true, limit: 5 }, [11, 12]],
	["lies between two positions", { after: 2, before: 9, limit: 100 }, [3, 4, 5, 6, 7, 8]],
	["has the later ones between two positions", { after: 2, before: 9, limit: 2 }, [7, 8]],
	["is empty between neighbors", { after: 4, before: 5, limit: 2 }, []],
	["is empty if nothing is asked for", { limit: 0 }, []],
];

export function logContract(open: OpenStore): void {
	describe("a log", () => {
		for (const [sentence, page, positions] of pages) {
			onStore(open, `gives a page that ${sentence}`, async ({ store }) => {
				await writeTwelve(store);
				const entries = await store.readEntries(key, page);
				expect(entries.map(({ position }) => position)).to.deep.equal(positions);
			});
		}

		onStore(open, "finds an entry by its id, in its own conversation only", async ({ store }) => {
			await writeTwelve(store);
			await commitNext(store, sampleKey("other"), { entries: [sampleEntry("elsewhere")] });
			expect((await store.readEntry(key, entryId("e7")))?.position).to.equal(7);
			await commitNext(store, key, { entries: [sampleEntry("later")] });
			expect((await store.readEntry(key, entryId("later")))?.position).to.equal(13);
			expect(await store.readEntry(key, entryId("elsewhere"))).to.equal(undefined);
			expect(await store.readEntry(sampleKey("unknown"), entryId("e7"))).to.equal(undefined);
		});

		onStore(open, "keeps the order of entries past ten and past a thousand", async ({ store }) => {
			const entries = Array.from({ length: 1003 }, (_, index) => sampleEntry(`e${index + 1}`));
			await commitNext(store, key, { entries });
			const last = await store.readEntries(key, { last: true, limit: 5 });
			expect(last.map(({ id }) => id)).to.deep.equal(["e999", "e1000", "e1001", "e1002", "e1003"]);
		});
	});
}

async function writeTwelve(store: Store): Promise<void> {
	for (const ids of [[1, 2, 3, 4, 5], [6], [7, 8, 9, 10, 11, 12]]) {
		await commitNext(store, key, { entries: ids.map((id) => sampleEntry(`e${id}`)) });
	}
}
