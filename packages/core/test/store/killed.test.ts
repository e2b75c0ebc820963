import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Store } from "../../src/conversation/store.js";
import { embeddedSpool, embeddedStore } from "../../src/store/embedded.js";
import { appId, commandId, entryId, sampleKey } from "../../src/testing/sample-change.js";

const writer = fileURLToPath(new URL("./killed-writer.ts", import.meta.url));
const spooler = fileURLToPath(new URL("./killed-spooler.ts", import.meta.url));
const desk = appId("desk");

describe("the embedded store of a process that is killed", () => {
	it("has all that was acknowledged, without gaps and without half a change", async () => {
		await Promise.all([killOften({ times: 8, writers: 1 }), killOften({ times: 6, writers: 2 })]);
	}).timeout(120_000);
});

describe("the embedded spool of a process that is killed", () => {
	it("has all that was acknowledged, in order and each once", async () => {
		const path = await mkdtemp(join(tmpdir(), "baton-killed-"));
		const acknowledged = new Map<string, number>();
		for (let time = 0; time < 3; time++) {
			await writeAndKill(spooler, path, acknowledged);
			const spool = embeddedSpool({ path });
			const ids = spool.read(sampleKey("a"), Number.MAX_SAFE_INTEGER).map(({ command }) => command.id);
			await spool.close();
			expect(ids.length).to.be.at.least(acknowledged.get("a") ?? 1);
			expect(ids).to.deep.equal(ids.map((_, index) => `m${index + 1}`));
		}
		await rm(path, { recursive: true });
	}).timeout(60_000);
});

async function killOften({
	times,
	writers,
}: {
	readonly times: number;
	readonly writers: number;
}): Promise<void> {
	const path = await mkdtemp(join(tmpdir(), "baton-killed-"));
	const acknowledged = new Map<string, number>();
	for (let time = 0; time < times; time++) {
		await Promise.all(Array.from({ length: writers }, () => writeAndKill(writer, path, acknowledged)));
		const store = embeddedStore({ path });
		for (const [name, version] of acknowledged) await expectWhole(store, name, { version, writers });
		await store.close();
	}
	expect(acknowledged.size).to.be.greaterThan(0);
	await rm(path, { recursive: true });
}

/** Lets a process write, notes what it says was acknowledged, and kills it up to 60 ms after the first such word. */
async function writeAndKill(script: string, path: string, acknowledged: Map<string, number>): Promise<void> {
	const child = spawn(process.execPath, ["--import", "tsx", script, path], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let said = "";
	child.stdout.on("data", (data) => {
		said += data;
	});
	await Promise.race([once(child.stdout, "data"), endOf(child)]);
	await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
	const ended = once(child, "close");
	expect(child.kill("SIGKILL"), "the writer was still writing").to.equal(true);
	await ended;
	for (const line of said.split("\n").slice(0, -1)) {
		const [name = "", version] = line.split(" ");
		acknowledged.set(name, Math.max(acknowledged.get(name) ?? 0, Number(version)));
	}
}

async function endOf(child: ChildProcess): Promise<never> {
	const [code] = await once(child, "close");
	throw new Error(`The writer ended by itself with code ${code}`);
}

/** Beyond what was acknowledged there is at most the one commit that each writer had under way. */
async function expectWhole(
	store: Store,
	name: string,
	acknowledged: { readonly version: number; readonly writers: number },
): Promise<void> {
	const key = sampleKey(name);
	const { conversation, outbox } = await store.load(key);
	const version = conversation?.version ?? 0;
	expect(version).to.be.within(acknowledged.version, acknowledged.version + acknowledged.writers);
	const log = await store.readEntries(key, { limit: version * 3 + 9 });
	const ids = Array.from(
		{ length: version * 3 },
		(_, index) => `e${Math.floor(index / 3) + 1}-${(index % 3) + 1}`,
	);
	expect(log.map(({ id }) => id)).to.deep.equal(ids);
	expect(log.map(({ position }) => position)).to.deep.equal(ids.map((_, index) => index + 1));
	expect((await store.readEntry(key, entryId(`e${version}-2`)))?.position).to.equal(version * 3 - 1);
	expect((await store.load(key, commandId(`c${version}`))).recorded).not.to.equal(undefined);
	expect((await store.load(key, commandId(`c${version + 1}`))).recorded).to.equal(undefined);
	expect(await store.readNews(desk)).to.include(key);
	await expectSent(store, name, { version, unsent: outbox.map(({ id }) => id) });
}

/** Each message is either still to be sent or has its delivery; the lists of what is to be done agree. */
async function expectSent(
	store: Store,
	name: string,
	{ version, unsent }: { readonly version: number; readonly unsent: readonly string[] },
): Promise<void> {
	const key = sampleKey(name);
	const ids = Array.from({ length: version }, (_, index) => entryId(`e${index + 1}-3`));
	const deliveries = await store.readDeliveries(key, ids);
	const sent = deliveries.filter(({ state }) => state === "sent").map(({ entry }) => entry);
	expect([...sent, ...unsent]).to.have.members(ids);
	for (const id of sent.slice(-3)) expect(await store.findEntry(key, `n${id}`)).to.equal(id);
	expect((await store.readLanes(99)).includes(key)).to.equal(unsent.length > 0);
}
