import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parseClientFrame, parseServerFrame } from "../src/index.js";

const document = readFileSync(new URL("../../../docs/bridge-protocol.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/```json\n(.*?)```/gs)].map(([, example]) => example ?? "");

describe("The protocol document", () => {
	it("has examples", () => {
		expect(examples).to.have.length.above(10);
	});

	for (const example of examples) {
		it(`shows a frame as it is sent: ${example.replace(/\s+/g, " ").slice(0, 60)}`, () => {
			const readings = [parseClientFrame(example), parseServerFrame(example)];

			expect(readings.some((reading) => "frame" in reading)).to.equal(true);
		});
	}
});
