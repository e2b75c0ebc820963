import { expect } from "chai";
import { checkMessage, checkRequest } from "../src/limits-check.js";
import type { Button, Message, Template } from "../src/send-request.js";

const button: Button = { type: "postback", title: "Yes", payload: "yes" };
const element = { title: "Shoes", subtitle: "Red" };

function template(payload: Template): Message {
	return { attachment: { type: "template", payload } };
}

function of<T>(count: number, value: T): readonly T[] {
	return Array.from({ length: count }, () => value);
}

/** What fits exactly, and what is one too many. */
const bounds: readonly (readonly [string, number, (size: number) => Message])[] = [
	["text", 2000, (size) => ({ text: "x".repeat(size) })],
	["metadata", 900, (size) => ({ text: "x", metadata: "x".repeat(size) })],
	[
		"quick replies",
		13,
		(size) => ({ text: "x", quick_replies: of(size, { content_type: "text", title: "a", payload: "a" }) }),
	],
	[
		"title of a quick reply",
		20,
		(size) => ({
			text: "x",
			quick_replies: [{ content_type: "text", title: "x".repeat(size), payload: "a" }],
		}),
	],
	[
		"payload of a quick reply",
		1000,
		(size) => ({
			text: "x",
			quick_replies: [{ content_type: "text", title: "a", payload: "x".repeat(size) }],
		}),
	],
	["buttons", 3, (size) => template({ template_type: "button", text: "x", buttons: of(size, button) })],
	[
		"title of a button",
		20,
		(size) =>
			template({ template_type: "button", text: "x", buttons: [{ ...button, title: "x".repeat(size) }] }),
	],
	[
		"payload of a button",
		1000,
		(size) =>
			template({ template_type: "button", text: "x", buttons: [{ ...button, payload: "x".repeat(size) }] }),
	],
	[
		"text of a button template",
		640,
		(size) => template({ template_type: "button", text: "x".repeat(size), buttons: [button] }),
	],
	[
		"elements of a generic template",
		10,
		(size) => template({ template_type: "generic", elements: of(size, element) }),
	],
	[
		"title of an element",
		80,
		(size) => template({ template_type: "generic", elements: [{ ...element, title: "x".repeat(size) }] }),
	],
	[
		"subtitle of an element",
		80,
		(size) => template({ template_type: "generic", elements: [{ ...element, subtitle: "x".repeat(size) }] }),
	],
	["images of a grid", 6, (size) => template({ template_type: "image_grid", elements: of(size, {}) })],
	[
		"title of a grid",
		45,
		(size) => template({ template_type: "image_grid", elements: of(2, {}), title: "x".repeat(size) }),
	],
	["title of a coupon", 80, (size) => template({ template_type: "coupon", title: "x".repeat(size) })],
];

describe("Before a message is sent", () => {
	for (const [what, most, make] of bounds) {
		it(`its ${what} may be ${most} and not one more`, () => {
			expect(() => checkMessage(make(most))).not.to.throw();
			expect(() => checkMessage(make(most + 1)))
				.to.throw(
					new RegExp(
						`\\[messenger-limit\\].*${most}.*${what}.*${most + 1}|${what} may have ${most} .*${most + 1}`,
					),
				)
				.with.property("code", "messenger-limit");
		});
	}

	const incomplete: Readonly<Record<string, Message>> = {
		"it has nothing in it": {},
		"it has only spaces in it": { text: " \n" },
		"it has text and an attachment": {
			text: "x",
			attachment: { type: "image", payload: { url: "https://x.example" } },
		},
		"its picture has no address": { attachment: { type: "image", payload: {} } },
		"a quick reply has no title": { text: "x", quick_replies: [{ content_type: "text", payload: "a" }] },
		"a quick reply has no payload": { text: "x", quick_replies: [{ content_type: "text", title: "a" }] },
		"a button template has no buttons": template({ template_type: "button", text: "x", buttons: [] }),
		"a button has no address": template({
			template_type: "button",
			text: "x",
			buttons: [{ type: "web_url", title: "a" }],
		}),
		"a button has no payload": template({
			template_type: "button",
			text: "x",
			buttons: [{ type: "postback", title: "a" }],
		}),
		"an element has nothing but a title": template({ template_type: "generic", elements: [{ title: "a" }] }),
		"an element has no title": template({ template_type: "generic", elements: [{ subtitle: "a" }] }),
		"a media template has two elements": template({ template_type: "media", elements: [{}, {}] }),
		"a grid has one image": template({ template_type: "image_grid", elements: [{}] }),
		"a receipt says not how it was paid": template({
			template_type: "receipt",
			recipient_name: "A",
			order_number: "1",
			currency: "EUR",
			summary: {},
		}),
	};
	for (const [what, message] of Object.entries(incomplete)) {
		it(`it is refused if ${what}`, () => {
			expect(() => checkMessage(message)).to.throw(/\[messenger-limit\]/);
		});
	}

	it("a quick reply that asks for the phone number needs no title", () => {
		checkMessage({ text: "Your number?", quick_replies: [{ content_type: "user_phone_number" }] });
	});

	it("a button that links an account needs no title", () => {
		const buttons = [{ type: "account_link", url: "https://shop.example/login" }];
		checkMessage(template({ template_type: "button", text: "Log in", buttons }));
	});

	it("tags that Meta has taken away are refused", () => {
		const request = { message: { text: "x" }, messaging_type: "MESSAGE_TAG", tag: "ACCOUNT_UPDATE" } as const;
		expect(() => checkRequest(request)).to.throw(/\[messenger-limit\].*ACCOUNT_UPDATE.*2026/);
	});

	it("a media template needs something to show, and a button for a call a near end", () => {
		expect(() =>
			checkMessage(template({ template_type: "media", elements: [{ media_type: "image" }] })),
		).to.throw(/attachment_id/);
		const buttons = [{ type: "audio_call", title: "Call us", expires_in_days: 8 }];
		expect(() => checkMessage(template({ template_type: "button", text: "x", buttons }))).to.throw(/7 days/);
	});

	const account = { type: "account_link", url: "https://shop.example/login", title: "Log in" };
	const receipt = {
		...{ template_type: "receipt", recipient_name: "A", order_number: "1", currency: "EUR" },
		...{ payment_method: "Cash", summary: { total_cost: 1 } },
	};
	const media = { media_type: "image", attachment_id: "1" };
	const named: Readonly<Record<string, readonly [Message, RegExp]>> = {
		"a quick reply for a place, which Meta has taken away": [
			{ text: "Where?", quick_replies: [{ content_type: "location" as never }] },
			/of location/,
		],
		"a button that Meta has taken away": [
			template({ template_type: "button", text: "x", buttons: [{ type: "element_share" }] }),
			/element_share any more/,
		],
		"a title of a button that links an account": [
			template({ template_type: "button", text: "x", buttons: [account] }),
			/account_link has no title/,
		],
		"a receipt without a total": [template({ ...receipt, summary: {} }), /total_cost/],
		"media of another type": [
			template({ template_type: "media", elements: [{ ...media, media_type: "audio" }] }),
			/"audio"/,
		],
		"media by id and address": [
			template({ template_type: "media", elements: [{ ...media, url: "https://www.facebook.com/a" }] }),
			/not both/,
		],
		"media from elsewhere than Facebook": [
			template({ template_type: "media", elements: [{ media_type: "image", url: "https://a.example/" }] }),
			/"https:\/\/a\.example\/"/,
		],
		"a tap that opens nothing": [
			template({ template_type: "generic", elements: [{ ...element, default_action: button }] }),
			/web_url with a url/,
		],
	};
	for (const [what, [message, why]] of Object.entries(named)) {
		it(`refuse ${what}, and say so`, () => {
			expect(() => checkMessage(message)).to.throw(why);
		});
	}

	it("take a receipt, and media of an id or of Facebook's", () => {
		checkMessage(template(receipt));
		checkMessage(template({ template_type: "media", elements: [media] }));
		const element = { media_type: "video", url: "https://www.facebook.com/shop/videos/1" };
		checkMessage(template({ template_type: "media", elements: [element] }));
	});

	it("a tag and its messaging type go together", () => {
		expect(() => checkRequest({ message: { text: "x" }, tag: "CUSTOMER_FEEDBACK" })).to.throw(/MESSAGE_TAG/);
		expect(() => checkRequest({ message: { text: "x" }, messaging_type: "MESSAGE_TAG" })).to.throw(
			/needs a tag/,
		);
		const feedback = {
			message: { text: "x" },
			messaging_type: "MESSAGE_TAG",
			tag: "CUSTOMER_FEEDBACK",
		} as const;
		expect(() => checkRequest(feedback)).to.throw(/customer_feedback/);
	});
});
