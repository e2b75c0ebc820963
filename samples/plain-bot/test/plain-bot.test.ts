import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { describe, it } from "mocha";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** What the sample prints when somebody types these lines. */
async function converse(lines: readonly string[], ...args: readonly string[]): Promise<readonly string[]> {
	const sample = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "inherit"] });
	sample.stdin.end(`${lines.join("\n")}\n`);
	const printed = await text(sample.stdout);
	return printed.split("\n").map((line) => line.replace(/^(> )+/, ""));
}

for (const [name, args] of [
	["Bot Framework", []],
	["the Agents SDK", ["agents"]],
] as const) {
	describe(`The plain bot on ${name}`, () => {
		it("answers, hands over to a person who is announced, and goes on afterwards", async () => {
			const printed = await converse(
				["hello", "agent please", "Can I return it?", "thank you", "hello"],
				...args,
			);
			expect(printed.slice(1, -1)).to.deep.equal([
				"[BOT] Shop bot: Halo! Ask me when we are open.",
				"[BOT] Shop bot: One moment please, we are looking for a colleague who can help you.",
				"[HUMAN] Ana: Ana has joined the conversation.",
				"[HUMAN] Ana: Hello, I am Ana. What can I do for you?",
				"[HUMAN] Ana: I will see to it. Say thank you when you are done with me.",
				"[HUMAN] Ana: You are welcome, bye!",
				"[HUMAN] Ana: Ana has left the conversation.",
				"[BOT] Shop bot: Now it is me again",
				"[BOT] Shop bot: Halo! Ask me when we are open.",
			]);
		});
	});
}
