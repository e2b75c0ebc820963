import { expect } from "chai";
import { describe } from "mocha";
import type { AuditRecord } from "../conversation/audit.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Store } from "../conversation/store.js";
import { appId, commitNext, sampleBot, sampleKey } from "./sample-change.js";
import { type OpenStore, onStore, plain } from "./store-contract-fixture.js";

const key = sampleKey("mine / ü");

export function auditContract(open: OpenStore): void {
	describe("the audit log", () => {
		reading(open);
		bounding(open);
	});
}

/** Somebody took over at that time; `about` makes it about a conversation. */
function record(id: string, at: number, about?: ConversationKey): AuditRecord {
	const person = { id: "mara", displayName: "Mara ü" } as NonNullable<AuditRecord["person"]>;
	const who = { app: appId("desk"), person, role: "agent" };
	return { id, at, what: "takeOver", outcome: "done", ...who, bot: sampleBot, conversation: about };
}

async function idsOf(store: Store, limit = 99): Promise<readonly string[]> {
	return (await store.readAudit({ limit })).map(({ id }) => id);
}

function reading(open: OpenStore): void {
	onStore(
		open,
		"has what was written, the newest first, with everything that was said of it",
		async ({ store }) => {
			await store.writeAudit(record("b", 2, key));
			await store.writeAudit(record("a", 1));
			await store.writeAudit(record("c", 3, sampleKey("other")));
			const all = await store.readAudit({ limit: 9 });
			expect(plain(all)).to.deep.equal(
				plain([record("c", 3, sampleKey("other")), record("b", 2, key), record("a", 1)]),
			);
			expect(await idsOf(store, 1)).to.deep.equal(["c"]);
			expect(await idsOf(store, 0)).to.deep.equal([]);
		},
	);

	onStore(
		open,
		"has a record with the change that it is of, and without it if that does not fit",
		async ({ store }) => {
			const { committed } = await commitNext(store, key, { audit: record("a", 1, key) });
			expect(committed.status).to.equal("committed");
			const { conversation } = await store.load(key);
			await commitNext(store, key);
			await store.commit({
				...(await commitNext(store, sampleKey("other"))).change,
				...{ key, expected: conversation ?? { version: 0, commit: "" }, audit: record("late", 2, key) },
			});
			expect(await idsOf(store)).to.deep.equal(["a"]);
		},
	);

	onStore(open, "is read in pages, each record once, also of the same millisecond", async ({ store }) => {
		const ids = Array.from({ length: 30 }, (_, index) => `r${index}`);
		for (const [index, id] of ids.entries())
			await store.writeAudit(record(id, index < 20 ? 5 : 6, index % 2 === 0 ? key : sampleKey(id)));
		const seen: string[] = [];
		let page = await store.readAudit({ limit: 7 });
		while (page.length > 0) {
			seen.push(...page.map(({ id }) => id));
			page = await store.readAudit({ limit: 7, before: page.at(-1) });
		}
		expect(seen).to.have.length(30);
		expect([...seen].sort()).to.deep.equal([...ids].sort());
	});

	onStore(open, "takes the same record again for the first", async ({ store }) => {
		await store.writeAudit(record("a", 1, key));
		await store.writeAudit({ ...record("a", 1, key), outcome: "stale-epoch" });
		expect((await store.readAudit({ limit: 9 })).map(({ outcome }) => outcome)).to.deep.equal([
			"stale-epoch",
		]);
	});

	onStore(open, "is there for every process, and after a restart", async ({ store, another, reopen }) => {
		await store.writeAudit(record("a", 1, key));
		if (another !== undefined) expect(await idsOf(await another())).to.deep.equal(["a"]);
		if (reopen !== undefined) expect(await idsOf(await reopen())).to.deep.equal(["a"]);
	});
}

function bounding(open: OpenStore): void {
	onStore(open, "is trimmed to the newest, and to what is not too old", async ({ store }) => {
		for (let at = 1; at <= 12; at += 1)
			await store.writeAudit(record(`r${at}`, at, at % 2 === 0 ? key : undefined));
		expect(await store.trimAudit({ keep: 10 })).to.equal(2);
		expect(await store.trimAudit({ keep: 10 })).to.equal(0);
		expect(await store.trimAudit({ olderThan: 11 })).to.equal(8);
		expect(await idsOf(store)).to.deep.equal(["r12", "r11"]);
		await store.erase(key);
		expect(await idsOf(store)).to.deep.equal(["r11"]);
	});

	onStore(open, "loses what is of an erased conversation, and nothing else", async ({ store, dump }) => {
		await commitNext(store, key, { audit: record("canary1", 1, key) });
		await store.writeAudit(record("canary2", 2, key));
		await store.writeAudit(record("other", 3, sampleKey("other")));
		await store.writeAudit(record("none", 4));
		expect((await store.erase(key)).audit).to.equal(2);
		expect(await idsOf(store)).to.deep.equal(["none", "other"]);
		if (dump !== undefined) expect(await dump()).to.not.include("canary");
	});

	onStore(open, "stays when a conversation expires", async ({ store }) => {
		await commitNext(store, key, { audit: record("a", 1, key) });
		const { conversation } = await store.load(key);
		expect(conversation && (await store.expire(key, conversation))).to.equal(true);
		expect(await idsOf(store)).to.deep.equal(["a"]);
	});
}
