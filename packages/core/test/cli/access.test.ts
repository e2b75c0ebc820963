import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type AppId, type AuditRecord, appCredentials, hashSecret } from "../../src/index.js";
import { embeddedStore } from "../../src/store/embedded.js";
import { scene } from "../support/scene.js";
import { type Ended, runBaton } from "./run-baton.js";

const embedded = new URL("../../src/store/embedded.ts", import.meta.url).href;
const desk = "desk" as AppId;

describe("baton apps and baton audit", function () {
	this.timeout(60_000);
	let folder: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-access-"));
		await writeFile(
			join(folder, "baton.config.ts"),
			`import { embeddedStore } from ${JSON.stringify(embedded)};
export default async () => ({
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [
		{ id: "desk", kind: "human", displayName: "Shop desk" },
		{ id: "night", kind: "human", displayName: "Night desk" },
	],
	store: await embeddedStore({ path: ${JSON.stringify(join(folder, "data"))} }),
});
`,
		);
	});

	afterEach(() => rm(folder, { recursive: true, force: true }));

	function run(...words: readonly string[]): Promise<Ended> {
		return runBaton(join(folder, "baton.config.ts"), words);
	}

	async function onStore<T>(
		work: (store: Awaited<ReturnType<typeof embeddedStore>>) => Promise<T>,
	): Promise<T> {
		const store = await embeddedStore({ path: join(folder, "data") });
		try {
			return await work(store);
		} finally {
			await store.close();
		}
	}

	async function made(
		...words: readonly string[]
	): Promise<{ readonly id: string; readonly secret: string }> {
		const [row] = JSON.parse((await run("apps", ...words, "--json")).out);
		return row;
	}

	it("make a secret that is shown once and kept as a hash", async () => {
		const { code, out } = await run("apps", "make", "desk");
		const secret = /^[\w-]{43}$/m.exec(out)?.[0] ?? "";

		expect(code).to.equal(0);
		const listed = await run("apps");
		expect(listed.out)
			.to.match(/^app +credential +made/)
			.and.to.match(/^desk +[0-9a-f]{8} /m);
		expect(listed.out)
			.to.match(/^night +none/m)
			.and.to.not.include(secret);
		await onStore(async (store) => {
			expect(await appCredentials(store).find(desk, secret)).to.have.property("id");
			expect(await store.readFact("credentials:desk"))
				.to.include(hashSecret(secret))
				.and.to.not.include(secret);
		});
	});

	it("rotate with an overlap, and revoke one or all", async () => {
		const first = await made("make", "desk");
		const second = await made("rotate", "desk", "--overlap", "1h");
		await onStore(async (store) => {
			const credentials = appCredentials(store);
			expect((await credentials.find(desk, first.secret))?.until).to.be.a("number");
			expect((await credentials.find(desk, second.secret))?.until).to.equal(undefined);
		});

		expect((await run("apps", "revoke", "desk", second.id)).code).to.equal(0);
		expect((await run("apps", "revoke", "desk", second.id)).code).to.equal(1);
		expect((await run("apps", "revoke", "desk")).code).to.equal(0);
		await onStore(async (store) => {
			for (const { secret } of [first, second])
				expect(await appCredentials(store).find(desk, secret)).to.equal(undefined);
		});
	});

	it("say what is wrong with the command", async () => {
		const unknown = await run("apps", "make", "desks");
		expect(unknown.code).to.equal(2);
		expect(unknown.errors).to.include("desk, night");
		expect((await run("apps", "rotate", "desk", "--overlap", "soon")).errors).to.include("--overlap");
		expect((await run("apps", "explode")).code).to.equal(2);
	});

	it("show who made and revoked credentials, in lines or in JSON, by app and person", async () => {
		const { id } = await made("make", "desk");
		await made("make", "night");
		await run("apps", "revoke", "desk", id);

		const { out } = await run("audit", "--app", "desk", "--since", "1h");
		const json = await run("audit", "--json", "--limit", "1");

		expect(out.split("\n")[1])
			.to.match(/ desk .* operator +revokeCredential +done/)
			.and.include(id);
		expect(out).to.include("makeCredential").and.to.not.include("night");
		const record = JSON.parse(json.out) as AuditRecord;
		expect(record).to.include({ what: "revokeCredential", app: "desk", about: id, role: "operator" });
		expect((await run("audit", "--person", "nobody")).out).to.equal("Nothing was done\n");
	});
});

describe("credentials that several operators change at once", () => {
	it("are each kept, or refused", async () => {
		const folder = await mkdtemp(join(tmpdir(), "baton-access-"));
		const store = await embeddedStore({ path: join(folder, "data") });
		const credentials = appCredentials(store);

		const results = await Promise.allSettled(Array.from({ length: 5 }, () => credentials.make(desk)));
		const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));

		expect(made).to.not.have.length(0);
		expect((await credentials.list(desk)).map(({ id }) => id)).to.have.members(made);
		await store.close();
		await rm(folder, { recursive: true, force: true });
	});
});

describe("baton transcript", function () {
	this.timeout(60_000);

	it("writes a conversation as a Bot Framework transcript, and that it was read into the audit log", async () => {
		const folder = await mkdtemp(join(tmpdir(), "baton-transcript-"));
		const path = join(folder, "data");
		const store = await embeddedStore({ path });
		const shop = scene({ store });
		await shop.user.says("hello");
		const { id } = (await shop.conversation()).user;
		await shop.handoff.stop(500);
		await store.close();
		const config = join(folder, "baton.config.ts");
		await writeFile(
			config,
			`import { embeddedStore } from ${JSON.stringify(embedded)};
export default async () => ({
	bot: { id: "shop", displayName: "Shop bot" },
	store: await embeddedStore({ path: ${JSON.stringify(path)} }),
});
`,
		);
		const file = join(folder, "all.transcript");
		const run = async (...words: readonly string[]): Promise<number> => (await runBaton(config, words)).code;

		expect(await run("transcript", id, "--output", file)).to.equal(0);
		expect(await run("transcript", "u_nobody")).to.equal(1);

		const activities = JSON.parse(await readFile(file, "utf8"));
		expect(activities[0]).to.deep.include({ type: "message", text: "hello", conversation: { id: shop.key } });
		expect(activities[0].from).to.include({ id, role: "user" });
		const after = await embeddedStore({ path });
		const [record] = await after.readAudit({ limit: 1 });
		expect(record).to.include({ what: "readTranscript", role: "operator", conversation: shop.key });
		await after.close();
		await rm(folder, { recursive: true, force: true });
	});
});
