import { equal } from "node:assert/strict";
import { frameLimits } from "../protocol/parse.js";
import { codeOf } from "./server-contract-connecting.js";
import type { ServerSuite } from "./server-fixture.js";

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const about = { id: "x", conversationId: "a/b/c" };

/** Each costs its sender an answer, and nobody anything else. */
const wrong: readonly (readonly [string, object | string, string])[] = [
	["text that is not JSON", "{", "bad-frame"],
	["nothing", "", "bad-frame"],
	["a list", "[]", "bad-frame"],
	["a type that does not exist", { type: "explode", id: "x" }, "bad-frame"],
	["a type that every object has", { type: "constructor", id: "x" }, "bad-frame"],
	["a member of the wrong kind", { type: "takeover", id: "x", conversationId: 7 }, "bad-frame"],
	["a member that is missing", { type: "takeover", id: "x" }, "bad-frame"],
	["an address that runs code", says({ type: "url", value: "javascript:alert(1)" }), "bad-frame"],
	["no words", { type: "interject", ...about }, "nothing-to-say"],
	["something very deep", nested(10_000), "frame-too-deep"],
	["something very large", `"${"x".repeat(frameLimits.frameBytes + 1)}"`, "frame-too-large"],
	["something large in bytes", `"${"€".repeat(frameLimits.frameBytes / 3 + 1)}"`, "frame-too-large"],
	["a conversation that does not exist", { type: "takeover", ...about }, "unknown-conversation"],
];

function says(input: object): object {
	return { type: "agentSay", ...about, epoch: 0, input };
}

export function serverFramesContract({ describe, test }: ServerSuite): void {
	describe("frames that are wrong", () => {
		for (const [what, frame, code] of wrong) {
			test(`refuses ${what}, and leaves the connection`, async ({ connected, desk, settled }) => {
				const line = await connected(desk);
				line.send(frame);

				equal((await line.next("refused")).code, code);
				await settled(line);
			});
		}

		test("says which frame it refuses", async ({ connected, desk }) => {
			const line = await connected(desk);
			line.send({ type: "takeover", id: "mine" });

			equal(codeOf(await line.answer("mine")), "bad-frame");
		});

		test("ignores members that it does not know", async ({ connected, desk }) => {
			const line = await connected(desk);
			line.send({ type: "getList", id: "l", of: "open", later: { version: 2 } });

			equal((await line.answer("l")).type, "list");
		});

		test("ends a connection that sends a frame beyond all limits", async ({ connected, desk }) => {
			const line = await connected(desk);
			line.send("x".repeat(2 * frameLimits.frameBytes + 1));

			equal((await line.closed()).code, 1009);
		});

		test("ends a connection that sends what is no text", async ({ connected, desk }) => {
			const line = await connected(desk);
			line.send(Buffer.from([1, 2, 3]));

			equal((await line.closed()).code, 1003);
		});

		test("slows down whoever sends too much, acknowledgments aside", async ({ connected, desk, until }) => {
			const line = await connected(desk);
			for (let count = 0; count < 3_000; count += 1)
				line.send({ type: "ack", conversationId: "a/b/c", position: 1 });
			const flood = 1_200;
			for (let count = 0; count < flood; count += 1)
				line.send({ type: "getList", id: `${count}`, of: "held" });
			const answered = () => line.frames.filter(({ type }) => type === "list" || type === "refused").length;
			await until(() => answered() === flood, "Every one of too many frames should be answered");

			const refused = line.frames.filter((frame) => codeOf(frame) === "too-many-frames").length;
			equal(refused > 0 && refused < flood, true);
			equal(codeOf(await line.answer("0")), undefined);
		});
	});
}
