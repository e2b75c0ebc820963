import { expect } from "chai";
import { describe } from "mocha";
import type { LaneToken, Store } from "../conversation/store.js";
import { commitNext, laneOf, sampleItem, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, together } from "./store-contract-fixture.js";

const key = sampleKey();
const lane = laneOf("process");
const another = laneOf("another");

export function laneContract(open: OpenStore): void {
	describe("a lane", () => {
		granting(open);
		leaving(open);
		finding(open);
	});
}

/** Commits something to send and gives back the lane. */
export async function laneWith(store: Store, ...ids: readonly string[]): Promise<LaneToken> {
	const { committed } = await commitNext(store, key, { outbox: ids.map((id) => sampleItem(id)), lane });
	if (committed.status !== "committed" || committed.lane === undefined)
		throw new Error("The lane was not granted");
	return committed.lane;
}

function granting(open: OpenStore): void {
	onStore(open, "comes with a commit that has something to send", async ({ store }) => {
		expect(await laneWith(store, "a")).to.be.a("number");
		expect(await store.takeLane(key, another)).to.equal(undefined);
	});

	onStore(
		open,
		"does not come with a commit that has nothing to send, or does not ask",
		async ({ store }) => {
			const nothing = await commitNext(store, key, { lane });
			expect(nothing.committed).to.deep.equal({ status: "committed", lane: undefined });
			const unasked = await commitNext(store, key, { outbox: [sampleItem("a")] });
			expect(unasked.committed).to.deep.equal({ status: "committed", lane: undefined });
			expect(await store.takeLane(key, another)).to.be.a("number");
		},
	);

	onStore(
		open,
		"does not come again with a commit while a process has it, not even to that one",
		async ({ store }) => {
			await laneWith(store, "a");
			for (const request of [lane, another]) {
				const { committed } = await commitNext(store, key, { outbox: [sampleItem("b")], lane: request });
				expect(committed).to.deep.equal({ status: "committed", lane: undefined });
			}
		},
	);

	onStore(open, "of one conversation is no lane of another", async ({ store }) => {
		await laneWith(store, "a");
		const { committed } = await commitNext(store, sampleKey("other"), { outbox: [sampleItem("b")], lane });
		expect(committed).to.have.property("lane").that.is.a("number");
	});

	onStore(open, "has a token that grows with every grant", async ({ store, pass }) => {
		const first = await laneWith(store, "a");
		for (const item of await store.readOutbox(key)) {
			await store.settleSend(key, item, first, { entry: item.id, state: "sent" });
		}
		await store.leaveLane(key, first);
		const second = await store.takeLane(key, laneOf("process", 20));
		expect(second).to.be.greaterThan(first);
		await pass(20);
		expect(await store.takeLane(key, another)).to.be.greaterThan(second ?? 0);
	});

	onStore(
		open,
		"is free for others when its lease has lapsed, also along with a commit",
		async ({ store, pass }) => {
			await commitNext(store, key);
			const first = await store.takeLane(key, laneOf("process", 20));
			await pass(20);
			const { committed } = await commitNext(store, key, { outbox: [sampleItem("a")], lane: another });
			expect(committed)
				.to.have.property("lane")
				.that.is.greaterThan(first ?? 0);
		},
	);

	onStore(open, "is renewed for the process that has it, under the same token", async ({ store, pass }) => {
		await commitNext(store, key);
		const token = await store.takeLane(key, laneOf("process", 20));
		expect(await store.takeLane(key, lane)).to.equal(token);
		await pass(20);
		expect(await store.takeLane(key, another)).to.equal(undefined);
	});

	onStore(
		open,
		"that has lapsed comes back to its process with a commit, if nobody else took it",
		async ({ store, pass }) => {
			await commitNext(store, key);
			const token = await store.takeLane(key, laneOf("process", 20));
			await pass(20);
			const { committed } = await commitNext(store, key, { outbox: [sampleItem("a")], lane });
			expect(committed).to.deep.equal({ status: "committed", lane: token });
		},
	);

	onStore(open, "goes to one of many that take it at the same time", async ({ store, another: open2 }) => {
		await commitNext(store, key);
		const stores = [store, (await open2?.()) ?? store] as const;
		const tokens = await together(50, async (index) =>
			stores[index % 2 === 0 ? 0 : 1].takeLane(key, laneOf(`p${index}`)),
		);
		expect(tokens.filter((token) => token !== undefined)).to.have.length(1);
	});
}

function leaving(open: OpenStore): void {
	onStore(open, "is kept while there is something to send", async ({ store }) => {
		const token = await laneWith(store, "a");
		expect(await store.leaveLane(key, token)).to.equal(false);
		expect(await store.takeLane(key, another)).to.equal(undefined);
	});

	onStore(open, "is free when it was left", async ({ store }) => {
		await commitNext(store, key);
		const token = (await store.takeLane(key, lane)) as LaneToken;
		expect(await store.leaveLane(key, token)).to.equal(true);
		await commitNext(store, key, { outbox: [sampleItem("a")] });
		expect(await store.beginSend(key, sampleItem("a").id, token, 2 ** 44)).to.equal(false);
		expect(await store.takeLane(key, another)).to.be.greaterThan(token);
	});

	onStore(open, "that is another's by now is not left", async ({ store, pass }) => {
		await commitNext(store, key);
		const old = (await store.takeLane(key, laneOf("process", 20))) as LaneToken;
		await pass(20);
		await store.takeLane(key, another);
		expect(await store.leaveLane(key, old)).to.equal(true);
		expect(await store.takeLane(key, laneOf("third"))).to.equal(undefined);
	});

	onStore(open, "is never left behind with something to send that nobody was told of", async ({ store }) => {
		await commitNext(store, key);
		for (let round = 0; round < 20; round++) {
			const conversation = sampleKey(`round ${round}`);
			await commitNext(store, conversation);
			const token = (await store.takeLane(conversation, lane)) as LaneToken;
			const sending = commitNext(store, conversation, { outbox: [sampleItem("a")], lane: another });
			const [left, { committed }] = await Promise.all([store.leaveLane(conversation, token), sending]);
			const isGranted = committed.status === "committed" && committed.lane !== undefined;
			expect(left).to.equal(isGranted);
		}
	});
}

function finding(open: OpenStore): void {
	onStore(open, "is found while there is something to send, free ones first", async ({ store }) => {
		const [held, free, idle] = [sampleKey("a held"), sampleKey("b free"), sampleKey("c idle")];
		await commitNext(store, held, { outbox: [sampleItem("a")], lane });
		await commitNext(store, free, { outbox: [sampleItem("b")] });
		await commitNext(store, idle);
		expect(await store.readLanes(9)).to.deep.equal([free, held]);
		expect(await store.readLanes(1)).to.deep.equal([free]);
	});

	onStore(open, "counts as free for a finder when its lease has lapsed", async ({ store, pass }) => {
		const [lapsed, held] = [sampleKey("z lapsed"), sampleKey("a held")];
		await commitNext(store, held, { outbox: [sampleItem("a")], lane });
		await commitNext(store, lapsed, { outbox: [sampleItem("b")], lane: laneOf("gone", 20) });
		await pass(20);
		expect(await store.readLanes(1)).to.deep.equal([lapsed]);
	});

	onStore(open, "is not found any more when everything was sent or taken back", async ({ store }) => {
		const token = await laneWith(store, "a", "b");
		await commitNext(store, key, { withdraw: [sampleItem("b").id] });
		for (const item of await store.readOutbox(key)) {
			await store.settleSend(key, item, token, { entry: item.id, state: "sent" });
		}
		expect(await store.readLanes(9)).to.deep.equal([]);
	});
}
