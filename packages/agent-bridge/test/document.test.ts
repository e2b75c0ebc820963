import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { frameJsonSchemas } from "../src/index.js";
import { faultOf, type Sender, typesFrom } from "./support/frame-schema.js";

const require = createRequire(import.meta.url);
const document = readFileSync(new URL("../../../docs/bridge-protocol.md", import.meta.url), "utf8");

function examplesIn(text: string): readonly string[] {
	return [...text.matchAll(/```json\n(.*?)```/gs)].map(([, example]) => example ?? "");
}

/** What stands between two markers that tables are printed between. */
function table(name: string): string {
	return document.split(`<!-- table:${name} -->`)[1]?.split("<!-- /table -->")[0] ?? "";
}

describe("The protocol document", () => {
	for (const example of examplesIn(document)) {
		it(`shows a frame as it is sent: ${example.replace(/\s+/g, " ").slice(0, 60)}`, () => {
			const faults = (["client", "server"] as const).map((sender) => faultOf(example, sender));

			expect(faults, faults.join("\n")).to.include(undefined);
		});
	}

	for (const [sender, name] of [
		["server", "server-examples"],
		["client", "client-examples"],
	] as const satisfies readonly (readonly [Sender, string])[]) {
		it(`shows every frame from a ${sender} once, as its schema has it`, () => {
			const examples = examplesIn(table(name));

			expect(examples.map((example) => faultOf(example, sender)).filter(Boolean)).to.deep.equal([]);
			expect(examples.map((example) => JSON.parse(example).type).sort()).to.deep.equal(typesFrom(sender));
		});
	}

	it("names only refusals that it explains", () => {
		const explained = [...table("refusals").matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code);
		const named = [...table("client-examples").matchAll(/^Refused with (.*)\.$/gm)].flatMap(
			([, codes = ""]) => [...codes.matchAll(/`([\w-]+)`/g)].map(([, code]) => code),
		);

		expect(explained).to.include.members(named);
	});
});

describe("The published JSON Schemas", () => {
	for (const sender of ["client", "server"] as const) {
		it(`are those of the code, for frames from a ${sender}`, () => {
			const published = require.resolve(`@baton/agent-bridge/schemas/${sender}.json`);

			expect(JSON.parse(readFileSync(published, "utf8"))).to.deep.equal(
				JSON.parse(JSON.stringify(frameJsonSchemas()[sender])),
			);
		});
	}

	it("find what is not as it should be", () => {
		const taken = { type: "ack", conversationId: "a/b/c", position: 1 };

		expect(faultOf(JSON.stringify(taken), "client")).to.equal(undefined);
		expect(faultOf(JSON.stringify({ ...taken, position: -1 }), "client")).to.include("/position");
		expect(faultOf(JSON.stringify({ type: "ack", position: 1 }), "client")).to.include("conversationId");
		expect(faultOf(JSON.stringify({ ...taken, more: [{}] }), "client")).to.include("/more/0");
		expect(faultOf('{"type":"explode"}', "server")).to.include("explode");
	});
});
