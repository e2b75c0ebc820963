import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { describe, it } from "mocha";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

describe("The sample as a program", () => {
	it("says where phone and desk are, serves both, and ends when it is asked to", async () => {
		const env = { ...process.env, PORT: "0", DESK_PORT: "0" };
		const sample = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
		let printed = "";
		for await (const chunk of sample.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
			printed += chunk;
			if (printed.includes("Ctrl+C")) break;
		}
		for (const address of printed.match(/http:\S+/g) ?? []) {
			expect((await fetch(address)).status, address).to.equal(200);
		}
		expect(printed.match(/http:\S+/g)).to.have.length(2);
		sample.kill("SIGTERM");
		const [code] = await once(sample, "exit");
		expect(code).to.equal(0);
	});
});
