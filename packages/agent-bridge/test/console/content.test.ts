import { expect } from "chai";
import { initials } from "../../src/console/web/model/initials.js";
import { contentsOf } from "../../src/content/content.js";
import { linkText } from "../../src/content/link-text.js";
import { safeUrl } from "../../src/content/safe-url.js";

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
		expect(contents[3]).to.have.nested.property("choices[1].title", "No");
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

	it("has the lines of a receipt, with what it comes to", () => {
		const content = {
			title: "Order 17",
			facts: [{ key: "Paid by", value: "QRIS" }],
			items: [{ title: "Shirt", quantity: 2, price: "Rp 578.000" }, 7],
			total: "Rp 596.000",
		};
		const [strip] = said({
			attachments: [{ contentType: "application/vnd.microsoft.card.receipt", content }],
		});
		expect(strip)
			.to.have.nested.property("cards[0].facts")
			.that.deep.equals([
				{ name: "Paid by", value: "QRIS" },
				{ name: "2 × Shirt", value: "Rp 578.000" },
				{ name: "", value: "Rp 596.000", sum: "total" },
			]);
	});

	it("has what an adaptive card says, however it is laid out", () => {
		const content = {
			type: "AdaptiveCard",
			body: [
				{ type: "TextBlock", text: "Your parcel" },
				{
					type: "ColumnSet",
					columns: [
						{ type: "Column", items: [{ type: "Image", url: "https://shop.example.com/p.png" }] },
						{ type: "Column", items: [{ type: "RichTextBlock", inlines: ["is ", { text: "on its way" }] }] },
					],
				},
				{ type: "FactSet", facts: [{ title: "Rider", value: "Joko" }] },
			],
			actions: [{ type: "Action.OpenUrl", title: "Follow", url: "https://shop.example.com/follow" }],
		};
		const [strip] = said({
			attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
		});
		expect(strip)
			.to.have.nested.property("cards[0]")
			.that.deep.equals({
				title: "Your parcel",
				subtitle: undefined,
				text: "is on its way",
				imageUrl: "https://shop.example.com/p.png",
				medium: undefined,
				facts: [{ name: "Rider", value: "Joko" }],
				buttons: [{ title: "Follow", href: "https://shop.example.com/follow" }],
			});
	});

	it("has sounds and films, from an attachment or a card", () => {
		const contents = said({
			attachments: [
				{ contentType: "audio/mpeg", contentUrl: "https://shop.example.com/a.mp3" },
				{
					contentType: "application/vnd.microsoft.card.video",
					content: { title: "How to tie it", media: [{ url: "https://shop.example.com/v.mp4" }] },
				},
			],
		});
		expect(contents[0]).to.include({ type: "medium", kind: "audio", url: "https://shop.example.com/a.mp3" });
		expect(contents[1]).to.have.nested.property("cards[0].medium.kind", "video");
	});

	it("leads with a button to the web, a mail or a telephone, and nowhere else", () => {
		const button = (value: string) => ({ type: "openUrl", title: "Go", value });
		const [strip] = said({
			attachments: [
				{
					contentType: "application/vnd.microsoft.card.hero",
					content: {
						title: "Shop",
						buttons: [
							...["https://a.example.com/", "mailto:a@example.com", "tel:+62812"].map(button),
							...["javascript:alert(1)", "data:text/html,x", "/relative"].map(button),
						],
					},
				},
			],
		});
		expect(strip?.type === "cards" && strip.cards[0]?.buttons.map(({ href }) => href)).to.deep.equal([
			...["https://a.example.com/", "mailto:a@example.com", "tel:+62812"],
			...[undefined, undefined, undefined],
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
