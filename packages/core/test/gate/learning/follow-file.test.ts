import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { followFile, swappable } from "../../../src/gate/learning/learning.js";
import { confidenceGate, type Logger, silentLogger } from "../../../src/index.js";
import { turn } from "./made-up-gate.js";

const recognizer = {
	recognizeText: (text: string) => ({ text, intents: [{ intent: "shipping", confidence: 0.6 }] }),
};

describe("A file that is followed", () => {
	let folder: string;
	let stop: (() => void) | undefined;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-follow-"));
	});

	afterEach(async () => {
		stop?.();
		await rm(folder, { recursive: true, force: true });
	});

	it("changes the gate when it changes, also when it is moved into place, and not when it cannot be read", async () => {
		const path = join(folder, "tuning.json");
		await writeFile(path, '{"answerAt":0.7}');
		const load = async () => confidenceGate({ recognizer, ...JSON.parse(await readFile(path, "utf8")) });
		const gate = swappable(await load());
		const heard: string[] = [];
		let wake = () => {};
		const hear = (event: string) => {
			heard.push(event);
			wake();
		};
		const logger: Logger = { ...silentLogger, info: hear, error: hear };
		const next = () =>
			new Promise<void>((resolve) => {
				wake = resolve;
			});
		stop = followFile(path, async () => void gate.use(await load()), { everyMs: 10, logger });

		let taken = next();
		await writeFile(`${path}.new`, '{"answerAt":0.5}');
		await rename(`${path}.new`, path);
		await taken;
		expect(await gate.decide(turn("x"))).to.have.property("verdict", "answer");

		taken = next();
		await writeFile(`${path}.new`, '{"answerAt":');
		await rename(`${path}.new`, path);
		await taken;
		expect(await gate.decide(turn("x"))).to.have.property("verdict", "answer");

		taken = next();
		await writeFile(`${path}.new`, '{"answerAt":0.8}');
		await rename(`${path}.new`, path);
		await taken;
		expect(await gate.decide(turn("x"))).to.have.property("verdict", "clarify");
		expect(heard).to.deep.equal(["file-taken", "file-not-taken", "file-taken"]);
	});
});
