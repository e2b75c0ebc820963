import { expect } from "chai";
import {
	type CannedReply,
	fillIn,
	findReplies,
	openBlank,
	parseReplies,
	soughtIn,
} from "../../src/console/web/model/canned-replies.js";

const replies: readonly CannedReply[] = [
	{ title: "Shipping", text: "We ship on Mondays.", locale: "en", isOwn: false },
	{ title: "Ongkir", text: "Kirim hari Senin.", locale: "id", isOwn: false },
	{ title: "Ship late", text: "Sorry, it ships late.", isOwn: true },
];

const found = (sought: string, locale?: string) =>
	findReplies(replies, sought, locale).map(({ title }) => title);

describe("A canned reply", () => {
	it("is looked for by a slash at the beginning of a field, and nowhere else", () => {
		expect(soughtIn("/")).to.equal("");
		expect(soughtIn("/ship")).to.equal("ship");
		for (const text of ["", "and/or", "https://a.example.com", " /ship", "/ship\nmore"])
			expect(soughtIn(text), text).to.equal(undefined);
	});

	it("is found by all its words, those in the user's language first", () => {
		expect(found("")).to.deep.equal(["Shipping", "Ongkir", "Ship late"]);
		expect(found("", "id-ID")).to.deep.equal(["Ongkir", "Shipping", "Ship late"]);
		expect(found("SHIP late")).to.deep.equal(["Ship late"]);
		expect(found("nothing")).to.deep.equal([]);
	});

	it("has its placeholders filled in, and says which are left", () => {
		const text = "Hi {{user.name}}, {{ agent.name }} here: order {{order}} of {{toString}}";
		expect(fillIn(text, { "user.name": "Siti", "agent.name": "Ana", "bot.name": "Kiko" })).to.deep.equal({
			text: "Hi Siti, Ana here: order {{order}} of {{toString}}",
			blanks: ["{{order}}", "{{toString}}"],
		});
	});

	it("leaves open what is not known, such as the name of a guest", () => {
		expect(fillIn("Hi {{user.name}}", { "user.name": undefined }).blanks).to.deep.equal(["{{user.name}}"]);
	});

	it("takes a name that looks like a placeholder for a name", () => {
		expect(fillIn("Hi {{user.name}}", { "user.name": "{{agent.name}}" })).to.deep.equal({
			text: "Hi agent.name",
			blanks: [],
		});
	});

	it("is not to be sent while one is open that came with it; what somebody writes is theirs", () => {
		const blanks = ["{{order}}"];
		expect(openBlank({ text: "Order {{order}}", blanks })).to.equal("{{order}}");
		expect(openBlank({ text: "Order 17", blanks })).to.equal(undefined);
		expect(openBlank({ text: "In templates, write {{order}}" })).to.equal(undefined);
	});

	it("is read from whatever was kept", () => {
		const kept = [
			{ title: "A", text: "a" },
			{ title: 7, text: "b" },
			"c",
			undefined,
			{ title: "D", text: "" },
		];
		expect(parseReplies(kept, true).map(({ title }) => title)).to.deep.equal(["A"]);
		expect(parseReplies("x", true)).to.deep.equal([]);
	});
});
