import { expect } from "chai";
import fc from "fast-check";
import { splitText } from "../../src/index.js";

const family = "👨‍👩‍👧‍👦";

describe("Splitting text", () => {
	it("leaves alone what fits", () => {
		expect(splitText("  as it is\n", 20)).to.deep.equal(["  as it is\n"]);
	});

	it("splits between words", () => {
		expect(splitText("one two three four", 9)).to.deep.equal(["one two", "three", "four"]);
	});

	it("rather splits after a paragraph, a line or a sentence", () => {
		expect(splitText("one two\n\nthree four", 14)).to.deep.equal(["one two", "three four"]);
		expect(splitText("one two\nthree four", 14)).to.deep.equal(["one two", "three four"]);
		expect(splitText("One two. Three four", 14)).to.deep.equal(["One two.", "Three four"]);
	});

	it("keeps an address whole", () => {
		const url = "https://shop.example/orders?id=17&tab=items";
		expect(splitText(`see ${url} please`, 50)).to.deep.equal([`see ${url}`, "please"]);
		expect(splitText(`see it here: ${url} please`, 50)).to.deep.equal(["see it here:", `${url} please`]);
	});

	it("splits scripts without spaces after a sentence, or between words", () => {
		expect(splitText("今日は晴れです。明日は雨でしょう。", 10)[0]).to.equal("今日は晴れです。");
		expect(splitText("ราคาสินค้าเท่าไหร่ครับ", 10).join("")).to.equal("ราคาสินค้าเท่าไหร่ครับ");
	});

	it("never splits what is seen as one character", () => {
		expect(splitText(family.repeat(3), family.length + 5)).to.deep.equal([family, family, family]);
		expect(splitText("e\u0301".repeat(4), 3)).to.deep.equal(["e\u0301", "e\u0301", "e\u0301", "e\u0301"]);
	});

	it("makes nothing of nothing", () => {
		expect(splitText("", 5)).to.deep.equal([]);
		expect(splitText(" \n ".repeat(5), 5)).to.deep.equal([]);
	});

	it("gives parts that fit, are well-formed and lack nothing but spaces, for any text", () => {
		const pieces = fc.constantFrom(
			"word",
			" ",
			"\n\n",
			".",
			"。",
			family,
			"é",
			"ก็",
			"\u0301",
			"\u{1F600}",
			"\u00A0",
		);
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (list, most) => {
				const text = list.join("");
				const parts = splitText(text, most);
				expect(parts.every((part) => part.length <= most && part.isWellFormed())).to.equal(true);
				expect(parts.join("").replace(/\s/g, "")).to.equal(text.replace(/\s/g, ""));
			}),
		);
	});
});
