import type { AppId } from "@baton/core";
import { expect } from "chai";
import type { Found } from "../src/client.js";
import { codeOf, failure } from "./support/failure.js";
import { mara, openStage, type Stage } from "./support/stage.js";

describe("Searching", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
		stage.bridge.attend("console" as AppId);
	});

	afterEach(() => stage.end());

	async function page(appId = "console") {
		const ticket = stage.bridge.ticketFor({ appId, person: mara, role: "read-only" });
		return (await stage.desk(appId, { ticket })).client;
	}

	/** Every stretch, one after the other. */
	async function all(text: string, appId?: string): Promise<readonly Found[]> {
		const client = await page(appId);
		const pages: Found[] = [];
		for (let from: string | undefined; pages.length === 0 || from !== undefined; ) {
			const found = await client.search({ text, from });
			pages.push(found);
			from = found.next;
		}
		return pages;
	}

	async function hits(text: string, appId?: string) {
		return (await all(text, appId)).flatMap((found) => found.hits);
	}

	it("finds by the user's name, in any case", async () => {
		await stage.customer("Ada Lovelace").say("hello");
		await stage.customer("Charles").say("hello");
		const found = await hits("LOVELACE");
		expect(found.map(({ conversation, isUser }) => [conversation.user.name, isUser])).to.deep.equal([
			["Ada Lovelace", true],
		]);
	});

	it("finds what anybody said, if one line has all the words, and shows where", async () => {
		const ada = stage.customer();
		await ada.say("My parcel is late");
		await ada.say("It has a red ribbon");
		const [hit, ...others] = await hits("late parcel");
		expect(others).to.deep.equal([]);
		expect(hit?.isUser).to.equal(false);
		expect(hit?.lines.map(({ by, text, position }) => ({ by, text, position }))).to.deep.equal([
			{ by: "user", text: "My parcel is late", position: 1 },
		]);
		expect(await hits("parcel ribbon")).to.deep.equal([]);
	});

	it("finds notes and what people said, and cuts long lines around the words", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const by = { app: "desk" as AppId, human: { id: "tom" as never, displayName: "Tom" } };
		const long = `${"before ".repeat(100)}needle${" after".repeat(100)}`;
		await stage.command(ada, { type: "note", text: long, ...by });
		const [hit] = await hits("needle");
		expect(hit?.lines[0]?.by).to.equal("note");
		expect(hit?.lines[0]?.text)
			.to.match(/^….*needle.*…$/)
			.and.have.length.below(210);
	});

	it("finds what was said before the session ended, after what is open", async () => {
		const ada = stage.customer("ada");
		await ada.say("needle");
		await stage.command(ada, { type: "close" });
		await stage.customer("bob").say("needle");
		const found = (await hits("needle")).map(({ conversation }) => conversation.user.name);
		expect(found).to.deep.equal(["bob", "ada"]);
	});

	it("looks through a bounded number at a time, everything once, and says where to go on", async () => {
		for (let count = 0; count < 120; count += 1) await stage.customer(`c${count}`).say(`needle ${count}`);
		const pages = await all("needle");
		expect(Math.max(...pages.map(({ looked }) => looked))).to.equal(50);
		const names = pages.flatMap((found) => found.hits.map(({ conversation }) => conversation.user.name));
		expect(names).to.have.length(120);
		expect(new Set(names).size).to.equal(120);
		expect(pages.at(-1)?.next).to.equal(undefined);
	});

	it("shows nobody a conversation of another's bot", async () => {
		await stage.customer().say("needle");
		expect(await hits("needle", "elsewhere")).to.deep.equal([]);
	});

	it("goes on from where it stopped, and from nowhere that somebody makes up", async () => {
		for (let count = 0; count < 60; count += 1) await stage.customer(`c${count}`).say("needle");
		const client = await page();
		const next = (await client.search({ text: "needle" })).next ?? "";
		expect((await client.search({ text: "needle", from: next })).looked).to.equal(10);
		const altered = next.startsWith("A") ? `B${next.slice(1)}` : `A${next.slice(1)}`;
		for (const from of ["../etc", "open 0", "all ", "all -9000000000000 ", altered, `${next}AAAA`])
			expect(codeOf(await failure(client.search({ text: "needle", from })))).to.equal("bad-frame");
	});

	it("says with the place nothing of what lies there, which may be another's", async () => {
		for (let count = 0; count < 60; count += 1) await stage.customer(`c${count}`).say("needle");
		const { next = "" } = await (await page()).search({ text: "needle" });
		expect(Buffer.from(next, "base64url").toString("latin1")).to.not.match(/open|all|facebook/);
	});

	it("refuses two at once on one connection", async () => {
		await stage.customer().say("needle");
		const client = await page();
		const [one, other] = await Promise.allSettled([
			client.search({ text: "needle" }),
			client.search({ text: "needle" }),
		]);
		expect(one.status).to.equal("fulfilled");
		expect(other.status === "rejected" && codeOf(other.reason)).to.equal("too-many-frames");
	});
});
