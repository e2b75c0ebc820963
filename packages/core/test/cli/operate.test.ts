import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { systemClock } from "../../src/clock.js";
import { embeddedStore } from "../../src/store/embedded.js";
import { failing, recordingChannel } from "../support/recording-channel.js";
import { nightDesk, type Scene, scene, shopDesk } from "../support/scene.js";
import { type Ended, runBaton } from "./run-baton.js";

const embedded = new URL("../../src/store/embedded.ts", import.meta.url).href;

describe("baton, for operators", function () {
	this.timeout(30_000);
	let folder: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-cli-"));
		await writeFile(
			join(folder, "baton.config.ts"),
			`import { embeddedStore } from ${JSON.stringify(embedded)};
export default async () => ({
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [
		{ id: "desk", kind: "human", displayName: "Shop desk", personal: true },
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

	/** What happened before the operator looks. */
	async function playedOut(
		happen: (all: Scene) => Promise<void>,
		answers: readonly (typeof failing)[] = [],
	): Promise<string> {
		const channel = recordingChannel();
		channel.answers.push(...answers);
		const store = await embeddedStore({ path: join(folder, "data") });
		const all = scene({ store, channel, apps: [shopDesk, nightDesk], clock: realTime() as never });
		await happen(all);
		await all.handoff.stop(500);
		await store.close();
		return all.key;
	}

	it("lists who waits", async () => {
		const key = await playedOut(async ({ user, handoff, key: of }) => {
			await user.says("Hello");
			await handoff.submit(of, { type: "request", reason: { type: "asked" } });
		});
		const { out, code } = await run("waiting");
		expect(code).to.equal(0);
		expect(out).to.match(/^conversation +bot +waits\n/);
		expect(out).to.contain(key);
	});

	it("lists what was left for people, first of all", async () => {
		const key = await playedOut(async ({ user, ana, nora }) => {
			await user.says("I want to talk to a human");
			await ana.declines();
			await nora.declines();
			await user.says("Please call me");
		});
		const lines = (await run("waiting")).out.split("\n");
		expect(lines[1]).to.contain(key).and.to.contain("left a message");
	});

	it("says that nobody waits", async () => {
		expect((await run("waiting")).out).to.equal("Nobody waits\n");
	});

	it("lists who holds what, and shows a conversation line by line", async () => {
		const key = await playedOut(async ({ user, ana }) => {
			await user.says("Hello \u001b[31mred");
			await ana.takeOver();
			await ana.says("Hi");
		});
		expect((await run("held")).out).to.contain(`desk  ${key}`);
		expect((await run("held", "night")).out).to.equal("Nobody holds anything\n");
		const misspelt = await run("held", "nihgt");
		expect(misspelt.code).to.equal(2);
		expect(misspelt.errors).to.contain("name one of: desk, night");
		const { out } = await run("show", key);
		expect(out).to.contain("ana of desk holds control");
		expect(out).to.match(/HUMAN Ana +Hi +sent/);
		expect(out).to.not.contain("\u001b");
	});

	it("lists what could not be sent, and sends it again", async () => {
		const key = await playedOut(async ({ user }) => user.says("Hello"), [failing]);
		const { out } = await run("undelivered");
		const [, , entry] = /failed +(\S+) +(\S+) +The user blocked the page/.exec(out) ?? [];
		expect(entry).to.not.equal(undefined);
		const again = await run("send-again", key, entry ?? "");
		expect(again).to.deep.include({ code: 0, out: "It is on its way again\n" });
		expect((await run("undelivered")).out).to.equal("Everything has been sent\n");
		const twice = await run("send-again", key, "nothing");
		expect(twice).to.deep.include({ code: 1, errors: "Refused: unknown-entry\n" });
	});

	it("erases a person, when that is meant", async () => {
		const key = await playedOut(async ({ user }) => user.says("Hello"));
		expect((await run("erase", key)).code).to.equal(2);
		const { out, code } = await run("erase", key, "--yes");
		expect(code).to.equal(0);
		expect(out).to.match(/^1 conversations\n/);
		const gone = await run("show", key);
		expect(gone.code).to.equal(2);
		expect(gone.errors).to.contain("unknown-conversation");
		const misspelt = await run("erase", "test/page/c0", "--yes");
		expect(misspelt).to.deep.include({ code: 1, out: "" });
		expect(misspelt.errors).to.contain('Found nothing of "test/page/c0"');
	});

	it("examines a configuration", async () => {
		const { out, code } = await run("doctor");
		expect(code).to.equal(0);
		expect(out).to.contain("ok     2 desk(s) are asked when a person is wanted");
		expect(out).to.contain("ok     The store answers, for shop");
		expect(out).to.contain("mind   Everything is kept for ever");
	});

	it("says what is wrong with a configuration", async () => {
		await writeFile(join(folder, "baton.config.ts"), 'export default { bot: { id: "", displayName: "x" } };');
		const { out, code } = await run("doctor");
		expect(code).to.equal(1);
		expect(out).to.contain("WRONG  No desk is asked");
		expect(out).to.contain("bad-handoff-options");
	});

	it("says what is missing on the command line", async () => {
		expect((await run("show")).errors).to.contain("name a conversation");
		expect((await run("dance")).errors).to.contain("it is no command of baton");
		await rm(join(folder, "baton.config.ts"));
		expect((await run("waiting")).errors).to.contain("name the configuration with --config");
	});
});

/** The scene moves a clock that stands still; here it is the machine's. */
function realTime() {
	return {
		...systemClock,
		advance: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
	};
}
