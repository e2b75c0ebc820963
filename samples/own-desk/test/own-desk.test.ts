import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { deskContract } from "@baton/agent-bridge/testing";
import { expect } from "chai";
import { sitDown } from "./desk-process.js";

const inProgram = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

describe("A desk of one's own", () => {
	it("is no longer than it says", () => {
		const lines = readFileSync(inProgram("desk.js"), "utf8").trimEnd().split("\n");

		expect(lines.length).to.be.at.most(60);
		expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(110);
	});

	deskContract("a terminal in a process of its own", {
		open: sitDown,
		cannot: {
			edits: "change what is printed: it prints below what the bot made of it",
			deletions: "take back what is printed",
			onceAfterCrash: "remember what it printed: it keeps nothing on disk",
			watch: "watch: nobody at a terminal reads along",
			repeat: "carry anything twice: the client gives every command an id",
			discardDraft: "make a printed draft disappear",
		},
	});
});

describe("The sample", () => {
	it("shows a customer and lets somebody work at the desk", async () => {
		const sample = spawn(process.execPath, [inProgram("dist/main.js")], {
			stdio: ["pipe", "pipe", "inherit"],
		});
		const printed: string[] = [];
		const replies = new Map([
			["[1] asked: asked", "take 1"],
			["[1] ours: shop", "say 1 Hello, I am Mara"],
			["[1] userSay: It is order 4711, the green one", "release 1"],
		]);
		const last = ["[1] elsewhere: released", "│ HUMAN Mara: Mara has left the conversation."];
		for await (const line of createInterface({ input: sample.stdout })) {
			printed.push(line.trim());
			const reply = replies.get(line.trim());
			if (reply !== undefined) sample.stdin.write(`${reply}\n`);
			if (last.every((expected) => printed.includes(expected))) break;
		}
		sample.stdin.end();
		await once(sample, "exit");

		expect(printed).to.include.members([
			"│ Ada: I want to talk to a person",
			"[1] HUMAN Mara: Hello, I am Mara",
			"│ HUMAN Mara: Hello, I am Mara",
		]);
	});
});
