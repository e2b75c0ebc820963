import { expect } from "chai";
import { contentsOf } from "../../src/console/web/model/content.js";
import { initials } from "../../src/console/web/model/initials.js";
import { linkText } from "../../src/console/web/model/link-text.js";
import { safeUrl } from "../../src/console/web/model/safe-url.js";

const said = (activity: Record<string, unknown>) =>
	contentsOf({ input: { type: "text", value: "" }, activity: { type: "message", ...activity } });

describe("What was said, as the desk shows it", () => {
	it("has the text, the pictures, the cards and the choices of an activity", () => {
		const contents = said({
			text: "Look",
			attachments: [
				{ contentType: "image/png", contentUrl: "https://shop.example.com/a.png", name: "a" },
				{
					contentType: "application/vnd.microsoft.card.hero",
					content: { title: "Shirt", buttons: [{ title: "Buy" }] },
				},
			],
			suggestedActions: { actions: [{ title: "Yes" }, { title: "No" }] },
		});
		expect(contents.map(({ type }) => type)).to.deep.equal(["text", "image", "cards", "choices"]);
		expect(contents[2]).to.have.nested.property("cards[0].title", "Shirt");
		expect(contents[3]).to.deep.equal({ type: "choices", titles: ["Yes", "No"] });
	});

	it("has cards that follow each other in one strip", () => {
		const card = (title: string) => ({
			contentType: "application/vnd.microsoft.card.hero",
			content: { title },
		});
		const [strip, ...others] = said({ attachments: [card("Shirt"), card("Dress")] });
		expect(strip).to.have.property("cards").with.length(2);
		expect(others).to.be.empty;
	});

	it("has no address that a browser should not follow", () => {
		const contents = said({
			attachments: [
				{ contentType: "image/png", contentUrl: "javascript:alert(1)", name: "picture" },
				{ contentType: "text/html", contentUrl: "data:text/html,<script>alert(1)</script>", name: "page" },
			],
		});
		expect(contents).to.deep.equal([
			{ type: "other", name: "picture" },
			{ type: "other", name: "page" },
		]);
	});

	it("survives whatever an activity is made of", () => {
		const odd = [undefined, null, 7, "x", [], {}, { content: 7 }, { contentType: 7 }];
		expect(() => said({ attachments: odd, suggestedActions: { actions: odd } })).not.to.throw();
		expect(() => said({ attachments: "x", suggestedActions: 7 })).not.to.throw();
	});
});

describe("An address at the desk", () => {
	it("is followed only to the web", () => {
		expect(safeUrl("https://a.example.com/x")).to.equal("https://a.example.com/x");
		for (const address of [
			"javascript:alert(1)",
			" JaVaScRiPt:alert(1)",
			"data:image/png,x",
			"file:///etc/passwd",
			"blob:x",
			"",
		]) {
			expect(safeUrl(address), address).to.equal(undefined);
		}
	});

	it("is found in a text, and nothing of the text is lost", () => {
		const text = "See https://a.example.com/x?y=1. Or (http://b.example.com)!";
		const parts = linkText(text);
		expect(parts.map((part) => part.text).join("")).to.equal(text);
		expect(parts.flatMap(({ href }) => href ?? [])).to.deep.equal([
			"https://a.example.com/x?y=1",
			"http://b.example.com/",
		]);
	});
});

describe("A person without a picture", () => {
	it("is shown by initials, in any script", () => {
		expect(initials("Siti Nur Rahma")).to.equal("SR");
		expect(initials("李雷")).to.equal("李");
		expect(initials("  ")).to.equal("?");
	});
});
