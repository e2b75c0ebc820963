import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

describe("The example for bot teams", () => {
	it("runs as it stands, and shows one voice at a time", async () => {
		const code = [...readme.matchAll(/```ts\n(.*?)```/gs)]
			.map(([, block]) => block ?? "")
			.find((block) => block.includes("assertOneVoice"));
		const folder = await mkdtemp(join(fileURLToPath(new URL(".", import.meta.url)), "example-"));
		const file = join(folder, "example.mts");
		await writeFile(file, code ?? "");
		try {
			const { stdout } = await promisify(execFile)(process.execPath, ["--import=tsx", file]);

			expect(stdout.trim().split("\n")).to.deep.equal([
				"BOT: One moment please, we are looking for a colleague who can help you.",
				"HUMAN: Mara has joined the conversation.",
				"HUMAN: Hello, how can I help?",
				"HUMAN: I will look into it: Where is my parcel?",
				"HUMAN: You are welcome, bye!",
				"HUMAN: Mara has left the conversation.",
				"BOT: I am only a bot",
			]);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
