import { expect } from "chai";
import { parseClientFrame } from "../../src/channel/client-frame.js";

const parse = (frame: unknown) => parseClientFrame(JSON.stringify(frame));
const say = { type: "say", id: "m-12345678", text: "halo", language: "id" };

describe("A frame from a customer's page", () => {
	it("is taken with words, a button press, typing, what was seen, or a wish for more", () => {
		const press = { ...say, type: "press", text: undefined, title: "Remove", value: "{}" };
		expect(parse(say)).to.deep.equal(say);
		expect(parse(press)?.type).to.equal("press");
		expect(parse({ type: "typing" })?.type).to.equal("typing");
		expect(parse({ type: "cancel" })?.type).to.equal("cancel");
		expect(parse({ type: "seen", state: "read", lines: ["1.x"] })?.type).to.equal("seen");
		expect(parse({ type: "earlier", before: 5 })?.type).to.equal("earlier");
	});

	it("loses the space around the words", () => {
		expect(parse({ ...say, text: "  halo \n" })).to.deep.equal(say);
	});

	it("is refused if it is anything else", () => {
		const wrong: readonly unknown[] = [
			null,
			"say",
			{},
			{ type: "sudo" },
			{ ...say, text: "" },
			{ ...say, text: "x".repeat(2001) },
			{ ...say, id: "short" },
			{ ...say, id: "no spaces here" },
			{ ...say, language: "xx" },
			{ ...say, customer: "somebody-else" },
			{ type: "seen", state: "failed", lines: ["1.x"] },
			{ type: "seen", state: "read", lines: [] },
			{ type: "earlier", before: 0 },
		];
		for (const frame of wrong) expect(parse(frame), JSON.stringify(frame)).to.equal(undefined);
		expect(parseClientFrame("{")).to.equal(undefined);
	});
});
