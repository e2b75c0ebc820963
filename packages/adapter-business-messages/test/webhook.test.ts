import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, type Store } from "@baton/core";
import { embeddedStore } from "@baton/core/embedded";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { sign, signatureHeader } from "../src/index.js";
import { agent, openStage, type Stage } from "./support/stage.js";

describe("The webhook", () => {
	let stage: Stage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(() => stage.close());

	function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
		return fetch(stage.webhook, { method: "POST", body, headers });
	}

	function signed(body: string): Record<string, string> {
		return { [signatureHeader]: sign(body, stage.emulator.adapterOptions.clientToken) };
	}

	function said(text: string, more: object = {}): string {
		const message = { messageId: "m1", text, createTime: "2021-06-01T12:32:10.213316Z" };
		return JSON.stringify({ agent, conversationId: stage.mia.conversationId, message, ...more });
	}

	async function heard(): Promise<readonly (string | undefined)[]> {
		const entries = await stage.entries();
		return entries.flatMap((entry) => (entry.type === "userSaid" ? [entry.activity.text] : []));
	}

	it("repeats the secret to whoever has the client token, as plain text", async () => {
		const { clientToken } = stage.emulator.adapterOptions;
		const response = await post(JSON.stringify({ clientToken, secret: "<b>1234</b>" }));
		expect(response.status).to.equal(200);
		expect(response.headers.get("content-type")).to.match(/^text\/plain/);
		expect(await response.text()).to.equal("<b>1234</b>");
	});

	it("repeats nothing to anybody else", async () => {
		const response = await post(JSON.stringify({ clientToken: "another", secret: "1234" }));
		expect(response.status).to.equal(403);
		expect(await response.text()).to.not.include("1234");
	});

	it("takes a signed call, and answers 200 when it is in the log", async () => {
		const body = said("Hi");
		expect((await post(body, signed(body))).status).to.equal(200);
		expect(await heard()).to.deep.equal(["Hi"]);
	});

	it("refuses a call without a signature, and one that is signed otherwise", async () => {
		expect((await post(said("Hi"))).status).to.equal(403);
		expect((await post(said("Hi"), signed(said("Ho")))).status).to.equal(403);
		expect(await heard()).to.deep.equal([]);
	});

	it("refuses what is no POST, no JSON, or of no conversation", async () => {
		expect((await fetch(stage.webhook)).status).to.equal(405);
		expect((await post("{", signed("{"))).status).to.equal(400);
		const nowhere = JSON.stringify({ message: { text: "Hi" } });
		expect((await post(nowhere, signed(nowhere))).status).to.equal(400);
	});

	it("takes what nobody could write, and stays up", async () => {
		const { conversationId } = stage.mia;
		const strange: readonly object[] = [
			{ message: null, suggestionResponse: [], userStatus: "typing", receipts: { receipts: {} } },
			{ message: { text: { toString: "x" } }, context: [], requestId: {}, sendTime: 7 },
			{ message: { text: "x", messageId: "m".repeat(10_000) }, requestId: "r".repeat(10_000) },
			JSON.parse(
				'{ "message": { "text": "x", "__proto__": { "admin": true } }, "__proto__": { "agent": 1 } }',
			),
		];
		for (const each of strange) {
			const body = JSON.stringify({ agent, conversationId, ...each });
			expect((await post(body, signed(body))).status).to.equal(200);
		}
		const tooLarge = [
			{ message: { text: "x".repeat(500_000) } },
			{ message: { text: "x" }, more: nested(1000) },
		];
		for (const each of tooLarge) {
			const body = JSON.stringify({ agent, conversationId, ...each });
			expect((await post(body, signed(body))).status).to.equal(413);
		}
		for (const nowhere of [
			{ agent: "a".repeat(301), conversationId },
			{ agent, conversationId: 7 },
			{ agent, conversationId: ".." },
			[],
			null,
			"x",
		]) {
			const body = JSON.stringify(nowhere);
			expect((await post(body, signed(body))).status).to.equal(400);
		}
		await stage.mia.says("Hi");
		expect((await heard()).at(-1)).to.equal("Hi");
	});

	it("keeps the conversations of different agents apart, whatever they are called", async () => {
		const other = "brands/1111/agents/3333";
		const body = JSON.stringify({
			agent: other,
			conversationId: stage.mia.conversationId,
			message: { text: "Ho" },
		});
		await stage.mia.says("Hi");
		expect((await post(body, signed(body))).status).to.equal(200);
		expect(await heard()).to.deep.equal(["Hi"]);
	});

	it("drops a repeat by its requestId", async () => {
		const body = said("Hi", { requestId: "r1" });
		const again = said("Hi", { requestId: "r1", sendTime: "2021-06-01T13:00:00Z" });
		for (const each of [body, body, again]) expect((await post(each, signed(each))).status).to.equal(200);
		expect(await heard()).to.deep.equal(["Hi"]);
	});

	it("drops a repeat without a requestId by its message", async () => {
		const body = said("Hi");
		for (const each of [body, body]) await post(each, signed(each));
		const next = JSON.stringify({
			agent,
			conversationId: stage.mia.conversationId,
			message: { messageId: "m2", text: "Hi" },
		});
		await post(next, signed(next));
		expect(await heard()).to.deep.equal(["Hi", "Hi"]);
	});

	it("takes nothing for a message's id that could be no part of an address", async () => {
		const { conversationId } = stage.mia;
		for (const id of ["..", "x".repeat(301)]) {
			const message = { name: `conversations/${conversationId}/messages/${id}`, text: id };
			const body = JSON.stringify({ agent, conversationId, message });
			expect((await post(body, signed(body))).status).to.equal(200);
		}
		await stage.mia.says("Hi");
		await stage.emulator.accepted(({ kind }) => kind === "receipt");
		expect(await heard()).to.deep.equal(["..", "x".repeat(301), "Hi"]);
		expect(stage.emulator.requests.filter(({ kind }) => kind === "unread")).to.deep.equal([]);
	});

	it("tells calls without any id apart by what is in them", async () => {
		const bare = (text: string) =>
			JSON.stringify({ agent, conversationId: stage.mia.conversationId, message: { text } });
		for (const text of ["Hi", "Hi", "Ho"]) await post(bare(text), signed(bare(text)));
		expect(await heard()).to.deep.equal(["Hi", "Ho"]);
	});
});

describe("The webhook in special cases", () => {
	let stage: Stage;

	afterEach(() => stage.close());

	it("takes calls without a signature if it is told to, and still refuses wrong ones", async () => {
		stage = await openStage({ adapter: { allowUnsigned: true } });
		const body = JSON.stringify({ agent, conversationId: "c1", message: { text: "Hi" } });
		const post = (headers: Record<string, string>) => fetch(stage.webhook, { method: "POST", body, headers });
		expect((await post({})).status).to.equal(200);
		expect((await post({ [signatureHeader]: sign(body, "another") })).status).to.equal(403);
	});

	it("drops a repeat that comes after a restart", async () => {
		const path = await mkdtemp(join(tmpdir(), "baton-"));
		const message = { messageId: "m1", text: "Hi" };
		const calls = [
			{ agent, conversationId: "c1", requestId: "r1", message },
			{ agent, conversationId: "c1", message: { ...message, messageId: "m2" } },
			{ agent, conversationId: "c1", requestId: "r2", userStatus: { requestedLiveAgent: "true" } },
		];
		for (let start = 0; start < 2; start += 1) {
			stage = await openStage({
				...{ handoff: { store: embeddedStore({ path }) }, user: { conversationId: "c1" } },
			});
			for (const call of calls) await stage.emulator.call(call);
			const entries = await stage.entries();
			expect(entries.filter(({ type }) => type === "userSaid")).to.have.length(3);
			expect(entries.filter(({ type }) => type === "offered")).to.have.length(1);
			if (start === 0) await stage.close();
		}
	});

	it("drops a repeat that comes to another process at the same time", async () => {
		const store = memoryStore();
		const both = { handoff: { store }, user: { conversationId: "c1" } };
		const other = await openStage(both);
		stage = await openStage(both);
		const call = { agent, conversationId: "c1", requestId: "r1", message: { messageId: "m1", text: "Hi" } };
		await Promise.all([stage, other, stage, other].map(({ emulator }) => emulator.call(call)));
		expect((await stage.entries()).filter(({ type }) => type === "userSaid")).to.have.length(1);
		await other.close();
	});

	it("does not acknowledge what could not be stored, and takes it when it comes again", async () => {
		const store = memoryStore();
		let failures = 2;
		const failing: Store = {
			...store,
			commit(change, lane) {
				failures -= 1;
				if (failures >= 0) throw new Error("the disk is full");
				return store.commit(change, lane);
			},
		};
		stage = await openStage({ handoff: { store: failing } });
		await stage.mia.says("Hi");
		const entries = await stage.entries();
		expect(entries.filter(({ type }) => type === "userSaid")).to.have.length(1);
		expect(failures).to.be.below(0);
	});

	it("serves Fetch as it serves Node", async () => {
		stage = await openStage();
		const body = JSON.stringify({ clientToken: stage.emulator.adapterOptions.clientToken, secret: "1234" });
		const response = await stage.adapter.fetch(new Request("https://bot.example/", { method: "POST", body }));
		expect(await response.text()).to.equal("1234");
	});
});

function nested(depth: number): object {
	let value: object = {};
	for (let level = 0; level < depth; level += 1) value = { value };
	return value;
}
