import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { type Example, loadRecognizer } from "../../src/gate/embedded-recognizer.js";
import { confidenceGate } from "../../src/gate/gate.js";
import { parseTuning } from "../../src/gate/tuning/index.js";
import { embeddedStore } from "../../src/store/embedded.js";
import { scene } from "../support/scene.js";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../../../../", import.meta.url));
const embedded = new URL("../../src/store/embedded.ts", import.meta.url).href;
const cli = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

interface Run {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

async function baton(...words: readonly string[]): Promise<Run> {
	try {
		const args = ["node_modules/tsx/dist/cli.mjs", cli, ...words];
		return { code: 0, ...(await execute(process.execPath, args, { cwd: root })) };
	} catch (error) {
		return error as Run;
	}
}

/** Questions that follow a few patterns, so that as many can be made as a test needs. */
function questions(from: number, to: number): readonly Example[] {
	const cities = ["bandung", "medan", "surabaya", "bogor", "depok", "malang", "padang", "solo"];
	return Array.from({ length: to - from }, (_, index) => {
		const city = cities[(from + index) % cities.length];
		return index % 3 === 0
			? { text: `ongkir ke ${city} berapa`, intent: "shipping" }
			: index % 3 === 1
				? { text: `mau retur barang dari ${city}`, intent: "returns" }
				: { text: `apa warna langit malam di ${city}`, intent: "oos" };
	});
}

describe("baton tune", function () {
	this.timeout(60_000);

	let folder = "";
	before(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-tune-"));
		await write("train.json", questions(0, 48));
		await write("validation.json", questions(100, 700));
		await write("few.json", questions(100, 112));
	});
	after(() => rm(folder, { recursive: true, force: true }));

	const file = (name: string) => join(folder, name);
	const write = (name: string, value: unknown) => writeFile(file(name), JSON.stringify(value));
	const tune = (...words: readonly string[]) =>
		baton("tune", "--train", file("train.json"), "--out", file("out"), ...words);

	it("writes a recognizer and thresholds that a gate loads, and a page that needs nothing else", async () => {
		const { code, stdout } = await tune("--validation", file("validation.json"), "--target", "0.9");
		expect(code).to.equal(0);
		expect(stdout).to.contain("90.0 % of answers right, with 95.0 % confidence");

		const recognizer = loadRecognizer(await readFile(join(file("out"), "gate.recognizer")));
		const tuning = parseTuning(JSON.parse(await readFile(join(file("out"), "tuning.json"), "utf8")));
		if (tuning.outcome === "unreachable") throw new Error(tuning.reason);
		const gate = confidenceGate({ recognizer, ...tuning.rules });
		const verdict = await gate.decide({ activity: { text: "ongkir ke bogor berapa" } });
		expect(verdict).to.include({ verdict: "answer", intent: "shipping" });

		const page = await readFile(join(file("out"), "tuning.html"), "utf8");
		expect(page)
			.to.contain("<svg")
			.and.to.not.match(/<script|<link|src=|https?:/);
	});

	it("tunes what has learned already", async () => {
		await tune("--validation", file("validation.json"));
		const recognizer = join(file("out"), "gate.recognizer");
		const args = [
			"--recognizer",
			recognizer,
			"--validation",
			file("validation.json"),
			"--out",
			file("again"),
		];
		expect(await baton("tune", ...args)).to.include({ code: 0, stderr: "" });
		expect(await readFile(join(file("again"), "tuning.json"), "utf8")).to.equal(
			await readFile(join(file("out"), "tuning.json"), "utf8"),
		);
	});

	it("estimates from traffic how much is out of scope", async () => {
		await write("traffic.json", questions(100, 400));
		const traffic = ["--traffic", file("traffic.json")];
		const { stdout } = await tune("--validation", file("validation.json"), ...traffic);
		expect(stdout).to.contain("33.3 % of messages out of scope");
	});

	it("learns from what people taught the bot as well, and not from what it is tuned on", async () => {
		const path = file("data");
		const store = await embeddedStore({ path });
		const { user, handoff } = scene({ store });
		await user.presses("BATON_CLARIFY", { intent: "gift", text: "tolong bungkus kado" });
		await handoff.stop();
		await store.close();
		const opening = `embeddedStore({ path: ${JSON.stringify(path)} })`;
		await writeFile(
			file("baton.config.ts"),
			`import { embeddedStore } from ${JSON.stringify(embedded)};
export default async () => ({ bot: { id: "shop", displayName: "Shop bot" }, store: await ${opening} });
`,
		);
		const config = ["--config", file("baton.config.ts")];
		const intents = async () => loadRecognizer(await readFile(join(file("out"), "gate.recognizer"))).intents;

		const learning = await tune(...config, "--validation", file("few.json"));
		expect(learning.stderr).to.contain("Training on 48 examples of the file and 1 of people");
		expect(await intents()).to.include("gift");

		await write("taught.json", [...questions(100, 112), { text: "tolong bungkus kado", intent: "gift" }]);
		const keeping = await tune(...config, "--validation", file("taught.json"));
		expect(keeping.stderr).to.contain('so every answer to them will be wrong: "gift"');
		expect(await intents()).to.not.include("gift");
	});

	it("says so if it is tuned on what it has learned", async () => {
		const { stderr } = await tune("--validation", file("train.json"));
		expect(stderr).to.contain("48 of 48 validation examples are to be learned from as well");
	});

	it("ends with 1 and says why if no threshold reaches the target", async () => {
		const { code, stdout } = await tune("--validation", file("few.json"));
		expect(code).to.equal(1);
		expect(stdout).to.match(
			/No threshold is shown to reach .*too few examples; \d+ in scope and \d+ out of it/,
		);
	});

	it("ends with 2 and says what to put right", async () => {
		const train = ["--train", file("train.json")];
		const wrong: readonly (readonly [string, readonly string[]])[] = [
			["[bad-arguments]", ["tune"]],
			["[bad-arguments]", ["tune", ...train]],
			["[bad-arguments]", ["tune", ...train, "--recognizer", "x", "--validation", "x"]],
			["[bad-arguments]", ["tune", "--recognizer", "x", "--config", "x", "--validation", "x"]],
			["[unreadable-file]", ["tune", ...train, "--config", "none.js", "--validation", file("few.json")]],
			["[bad-arguments]", ["tune", ...train, "--validation", "x", "--target", "much"]],
			["[bad-arguments]", ["tune", ...train, "--validation", "x", "--loud"]],
			["[bad-arguments]", ["tun"]],
			["[unreadable-file]", ["tune", ...train, "--validation", file("none.json")]],
			["[bad-examples]", ["tune", ...train, "--validation", join(root, "package.json")]],
			["[bad-json]", ["tune", ...train, "--validation", join(root, "README.md")]],
			["[bad-tune-options]", ["tune", ...train, "--validation", file("few.json"), "--target", "1"]],
			[
				"[unwritable-folder]",
				["tune", ...train, "--validation", file("few.json"), "--out", file("few.json")],
			],
		];
		const runs = await Promise.all(wrong.map(([, words]) => baton(...words)));
		for (const [index, { code, stderr }] of runs.entries()) {
			expect(stderr).to.contain(wrong[index]?.[0]);
			expect(code).to.equal(2);
		}
	});

	it("prints what it can do", async () => {
		expect((await baton()).stdout).to.contain("baton tune");
		expect((await baton("tune", "--help")).stdout).to.contain("--validation FILE");
	});
});
