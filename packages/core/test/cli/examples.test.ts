import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { embeddedStore } from "../../src/store/embedded.js";
import { scene } from "../support/scene.js";

const baton = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const embedded = new URL("../../src/store/embedded.ts", import.meta.url).href;

describe("baton examples", function () {
	this.timeout(30_000);
	let folder: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-examples-"));
		const path = JSON.stringify(join(folder, "data"));
		await writeFile(
			join(folder, "baton.config.ts"),
			`import { embeddedStore } from ${JSON.stringify(embedded)};
export default async () => ({ bot: { id: "shop", displayName: "Shop bot" }, store: await embeddedStore({ path: ${path} }) });
`,
		);
	});

	afterEach(() => rm(folder, { recursive: true, force: true }));

	async function run(): Promise<unknown> {
		const config = join(folder, "baton.config.ts");
		const args = ["--import", "tsx", baton, "examples", "--config", config];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		return JSON.parse(stdout);
	}

	it("writes what people taught the bot, as baton tune reads it", async () => {
		const store = await embeddedStore({ path: join(folder, "data") });
		const all = scene({ store });
		await all.user.presses("BATON_CLARIFY", { intent: "returns", text: 'a "wide" one\nplease' });
		await all.user.presses("BATON_CLARIFY", { intent: "shipping", text: "when" });
		await all.handoff.stop();
		await store.close();
		expect(await run()).to.deep.equal([
			{ text: 'a "wide" one\nplease', intent: "returns" },
			{ text: "when", intent: "shipping" },
		]);
	});

	it("writes an empty list where nobody taught it anything", async () => {
		expect(await run()).to.deep.equal([]);
	});
});
