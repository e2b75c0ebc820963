import { expect } from "chai";
import { parseServerFrame, type ServerFrame } from "../src/index.js";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage, secret } from "./support/stage.js";
import { createBridge } from "./support/watched.js";

/** A connection by hand. */
interface RawLine {
	readonly frames: ServerFrame[];
	readonly closed: (readonly [number, string])[];
	send(frame: unknown): Promise<void>;
}

describe("A connection that does not speak the protocol", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	function dial(bridge = stage.bridge): RawLine {
		const frames: ServerFrame[] = [];
		const closed: [number, string][] = [];
		let receive: (text: string) => void = () => {};
		let ended: () => void = () => {};
		bridge.accept({
			send(text) {
				const parsed = parseServerFrame(text);
				if ("frame" in parsed) frames.push(parsed.frame);
			},
			close(code, reason) {
				closed.push([code, reason]);
				ended();
			},
			onMessage: (listener) => {
				receive = listener;
			},
			onClose: (listener) => {
				ended = listener;
			},
		});
		return {
			frames,
			closed,
			async send(frame) {
				receive(typeof frame === "string" ? frame : JSON.stringify(frame));
				await settle();
			},
		};
	}

	const hello = { type: "connect", version: 1, appId: "desk", appSecret: secret };

	const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
	const hostile: readonly (readonly [string, unknown, string])[] = [
		["text that is not JSON", "{", "bad-frame"],
		["nothing", "", "bad-frame"],
		["a number", "7", "bad-frame"],
		["null", "null", "bad-frame"],
		["a list", "[]", "bad-frame"],
		["a type that does not exist", { type: "explode", id: "x" }, "bad-frame"],
		["a type that every object has", { type: "constructor", id: "x" }, "bad-frame"],
		["a prototype", '{"type":"takeover","id":"x","__proto__":{"conversationId":"a/b/c"}}', "bad-frame"],
		["a member of the wrong kind", { type: "takeover", id: 7, conversationId: "a/b/c" }, "bad-frame"],
		[
			"a length that cannot be compared",
			{ type: "takeover", id: "x", conversationId: { length: { toString: 1, valueOf: 1 } } },
			"bad-frame",
		],
		["an address that runs code", spoken({ type: "url", value: "javascript:alert(1)" }), "bad-frame"],
		["a position below zero", { type: "ack", conversationId: "a/b/c", position: -1 }, "bad-frame"],
		["something very deep", nested(50_000), "frame-too-deep"],
		["something very large", `"${"x".repeat(300_000)}"`, "frame-too-large"],
		["something large in bytes", `"${"€".repeat(100_000)}"`, "frame-too-large"],
		["no words", { type: "interject", id: "x", conversationId: "a/b/c" }, "nothing-to-say"],
		[
			"a key that is none",
			{ type: "takeover", id: "x", conversationId: "../../etc" },
			"unknown-conversation",
		],
		["a second greeting", hello, "already-connected"],
	];

	function spoken(input: unknown) {
		return { type: "agentSay", id: "x", conversationId: "a/b/c", epoch: 0, input };
	}

	for (const [what, frame, code] of hostile) {
		it(`gets a refusal for ${what}, and stays connected`, async () => {
			const line = dial();
			await line.send(hello);
			await line.send(frame);
			await line.send({ type: "getList", id: "after", of: "open" });

			expect(line.frames.map(({ type }) => type)).to.deep.equal(["connected", "refused", "list"]);
			expect(line.frames[1]).to.have.property("code", code);
			expect(line.closed).to.deep.equal([]);
		});
	}

	it("is told which of its frames was refused", async () => {
		const line = dial();
		await line.send(hello);
		await line.send({ type: "takeover", id: "mine" });

		expect(line.frames[1]).to.include({ type: "refused", re: "mine" });
	});

	it("may connect first and nothing else", async () => {
		const line = dial();
		await line.send({ type: "getList", id: "x", of: "open" });

		expect(line.frames[0]).to.include({ type: "refused", code: "not-connected" });
		expect(line.closed).to.deep.equal([[4401, "not-connected"]]);
	});

	it("is sent away with a version that nobody speaks", async () => {
		const line = dial();
		await line.send({ ...hello, version: 2 });

		expect(line.closed).to.deep.equal([[4406, "unsupported-version"]]);
	});

	it("is sent away without a secret", async () => {
		for (const { appSecret: _, ...rest } of [hello, { ...hello, appId: "nobody" }]) {
			const line = dial();
			await line.send(rest);
			expect(line.closed).to.deep.equal([[4403, "forbidden"]]);
		}
	});

	it("is sent away if it never says who it is", async () => {
		const line = dial();
		for (let second = 0; second < 20; second++) {
			await line.send("?");
			await stage.clock.advance(1_000);
		}

		expect(line.closed).to.deep.equal([[4401, "not-connected"]]);
	});

	it("is sent away if it does not answer any more", async () => {
		const line = dial();
		await line.send(hello);
		await stage.clock.advance(100_000);

		expect(line.frames.some(({ type }) => type === "ping")).to.equal(true);
		expect(line.closed).to.deep.equal([[4408, "silent"]]);
	});

	it("is slowed down if it asks too often", async () => {
		const bridge = createBridge({
			handoff: stage.handoff,
			authenticate: () => true,
			limits: { framesPerSecond: 3 },
		});
		const line = dial(bridge);
		await line.send(hello);
		for (let number = 0; number < 5; number++)
			await line.send({ type: "getList", id: `${number}`, of: "open" });

		expect(line.frames.map(({ type }) => type)).to.deep.equal([
			"connected",
			"list",
			"list",
			"list",
			"refused",
			"refused",
		]);
		bridge.close();
	});

	it("cannot acknowledge what it was not sent", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const line = dial();
		await line.send(hello);
		await line.send({ type: "takeover", id: "1", conversationId: ada.key });
		await line.send({ type: "ack", conversationId: ada.key, position: 1_000_000 });
		await ada.say("one");

		const later = dial();
		await later.send(hello);
		expect(later.frames.map(({ type }) => type)).to.deep.equal(["connected", "userSay"]);
	});
});
