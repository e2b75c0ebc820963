import { expect } from "chai";
import { describe } from "mocha";
import { appId, commitNext, sampleEntry, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, together } from "./store-contract-fixture.js";

const key = sampleKey();
const desk = appId("desk");
const watcher = appId("watcher/ö");

export function mailboxContract(open: OpenStore): void {
	describe("a mailbox", () => {
		onStore(open, "has the conversations in which the app is told something", async ({ store }) => {
			const other = sampleKey("other");
			await commitNext(store, key, {
				entries: [sampleEntry("a", { to: [desk, watcher] })],
				tell: [desk, watcher],
			});
			await commitNext(store, other, { entries: [sampleEntry("b", { to: [desk] })], tell: [desk] });
			await commitNext(store, sampleKey("quiet"), { entries: [sampleEntry("c")] });
			expect(await store.readNews(desk)).to.have.members([key, other]);
			expect(await store.readNews(watcher)).to.deep.equal([key]);
			expect(await store.readNews(appId("nobody"))).to.deep.equal([]);
		});

		onStore(
			open,
			"is empty once the last position that the app was told is acknowledged",
			async ({ store }) => {
				const entries = [
					sampleEntry("a", { to: [desk] }),
					sampleEntry("b", { to: [desk] }),
					sampleEntry("c"),
				];
				await commitNext(store, key, { entries, tell: [desk] });
				await store.acknowledge(desk, key, 1);
				expect(await store.readNews(desk)).to.deep.equal([key]);
				await store.acknowledge(desk, key, 2);
				expect(await store.readNews(desk)).to.deep.equal([]);
			},
		);

		onStore(open, "is filled again by what comes later", async ({ store }) => {
			await commitNext(store, key, { entries: [sampleEntry("a", { to: [desk] })], tell: [desk] });
			await store.acknowledge(desk, key, 1);
			await commitNext(store, key, { entries: [sampleEntry("b", { to: [desk] })], tell: [desk] });
			expect(await store.readNews(desk)).to.deep.equal([key]);
			await store.acknowledge(desk, key, 1);
			expect(await store.readNews(desk)).to.deep.equal([key]);
		});

		onStore(open, "of one app is not emptied by another", async ({ store }) => {
			const entries = [sampleEntry("a", { to: [desk, watcher] })];
			await commitNext(store, key, { entries, tell: [desk, watcher] });
			await store.acknowledge(watcher, key, 1);
			expect(await store.readNews(desk)).to.deep.equal([key]);
			expect(await store.readCursor(desk, key)).to.equal(0);
		});

		onStore(open, "has a cursor that begins at 0 and never moves back", async ({ store }) => {
			expect(await store.readCursor(desk, key)).to.equal(0);
			await commitNext(store, key, { entries: [1, 2, 3].map((id) => sampleEntry(`e${id}`)) });
			await store.acknowledge(desk, key, 2);
			await store.acknowledge(desk, key, 1);
			expect(await store.readCursor(desk, key)).to.equal(2);
			await together(3, async (index) => store.acknowledge(desk, key, 3 - index));
			expect(await store.readCursor(desk, key)).to.equal(3);
			expect(await store.readCursor(desk, sampleKey("other"))).to.equal(0);
		});

		onStore(open, "keeps what is told while something older is acknowledged", async ({ store }) => {
			for (let position = 1; position <= 20; position++) {
				const told = commitNext(store, key, {
					entries: [sampleEntry(`e${position}`, { to: [desk] })],
					tell: [desk],
				});
				await Promise.all([told, store.acknowledge(desk, key, position - 1)]);
				expect(await store.readNews(desk)).to.deep.equal([key]);
			}
		});
	});
}
