import type { Activity } from "@baton/core";
import { expect } from "chai";
import { toMessages } from "../src/to-message.js";

function made(activity: Partial<Activity>): readonly unknown[] {
	return toMessages({ type: "message", ...activity });
}

const card = "application/vnd.microsoft.card.";

describe("An activity as Messenger gets it", () => {
	it("is its text", () => {
		expect(made({ text: "Hello" })).to.deep.equal([{ message: { text: "Hello" } }]);
	});

	it("is several messages if its text is too long", () => {
		const found = made({ text: `${"a".repeat(1500)} ${"b".repeat(1500)}` });
		expect(found).to.deep.equal([
			{ message: { text: "a".repeat(1500) } },
			{ message: { text: "b".repeat(1500) } },
		]);
	});

	it("is a sender action if somebody types", () => {
		expect(made({ type: "typing" })).to.deep.equal([{ sender_action: "typing_on" }]);
	});

	it("is nothing if it is an event that shows nothing", () => {
		expect(made({ type: "event", name: "handoff.status", value: {} })).to.deep.equal([]);
		expect(made({ type: "endOfConversation" })).to.deep.equal([]);
	});

	it("is its line if somebody joined or left", () => {
		const line = { type: "event", name: "representative.joined", text: "Ana is here now" };
		expect(made(line)).to.deep.equal([{ message: { text: "Ana is here now" } }]);
	});

	it("has its attachments after its text, by their kind", () => {
		const attachments = [
			{ contentType: "image/png", contentUrl: "https://shop.example/a.png" },
			{ contentType: "audio/mpeg", contentUrl: "https://shop.example/b.mp3" },
			{ contentType: "video/mp4", contentUrl: "https://shop.example/c.mp4" },
			{ contentType: "application/pdf", contentUrl: "https://shop.example/d.pdf" },
		];
		expect(made({ text: "Look", attachments })).to.deep.equal([
			{ message: { text: "Look" } },
			{ message: { attachment: { type: "image", payload: { url: "https://shop.example/a.png" } } } },
			{ message: { attachment: { type: "audio", payload: { url: "https://shop.example/b.mp3" } } } },
			{ message: { attachment: { type: "video", payload: { url: "https://shop.example/c.mp4" } } } },
			{ message: { attachment: { type: "file", payload: { url: "https://shop.example/d.pdf" } } } },
		]);
	});

	it("has suggested actions as quick replies, on its last message", () => {
		const actions = [
			{ type: "postBack", title: "Yes", value: '{"type":"yes"}' },
			{ type: "imBack", title: "No", value: "no", image: "https://shop.example/no.png" },
			{ type: "messageBack", title: "Maybe", value: { type: "maybe" } },
		];
		const attachments = [{ contentType: "image/png", contentUrl: "https://shop.example/a.png" }];
		const [text, image] = made({ text: "Well?", attachments, suggestedActions: { actions } });
		expect(text).to.deep.equal({ message: { text: "Well?" } });
		expect(image)
			.to.have.nested.property("message.quick_replies")
			.that.deep.equals([
				{ content_type: "text", title: "Yes", payload: '{"type":"yes"}' },
				{ content_type: "text", title: "No", payload: "no", image_url: "https://shop.example/no.png" },
				{ content_type: "text", title: "Maybe", payload: '{"type":"maybe"}' },
			]);
	});

	it("has a card with a picture as a generic template", () => {
		const content = {
			title: "Shoes",
			subtitle: "Red",
			text: "Size 42",
			images: [{ url: "https://shop.example/shoes.png" }],
			tap: { type: "openUrl", value: "https://shop.example/shoes" },
			buttons: [
				{ type: "postBack", title: "Buy", value: "buy" },
				{ type: "openUrl", title: "See", value: "https://shop.example/shoes" },
				{ type: "call", title: "Call", value: "tel:+6281" },
			],
		};
		const element = {
			title: "Shoes",
			subtitle: "Red\nSize 42",
			image_url: "https://shop.example/shoes.png",
			default_action: { type: "web_url", url: "https://shop.example/shoes" },
			buttons: [
				{ type: "postback", title: "Buy", payload: "buy" },
				{ type: "web_url", title: "See", url: "https://shop.example/shoes" },
				{ type: "phone_number", title: "Call", payload: "+6281" },
			],
		};
		expect(made({ attachments: [{ contentType: `${card}hero`, content }] })).to.deep.equal([
			{
				message: {
					attachment: { type: "template", payload: { template_type: "generic", elements: [element] } },
				},
			},
		]);
	});

	it("has a card with words and buttons as a button template, and one with words alone as text", () => {
		const buttons = [{ type: "postBack", title: "Yes", value: "yes" }];
		expect(
			made({ attachments: [{ contentType: `${card}hero`, content: { title: "Sure?", buttons } }] }),
		).to.deep.equal([
			{
				message: {
					attachment: {
						type: "template",
						payload: {
							template_type: "button",
							text: "Sure?",
							buttons: [{ type: "postback", title: "Yes", payload: "yes" }],
						},
					},
				},
			},
		]);
		const plain = [{ contentType: `${card}thumbnail`, content: { title: "One", text: "Two" } }];
		expect(made({ attachments: plain })).to.deep.equal([{ message: { text: "One\nTwo" } }]);
	});

	it("has a carousel as generic templates of ten elements each", () => {
		const attachments = Array.from({ length: 12 }, (_, index) => ({
			contentType: `${card}hero`,
			content: { title: `Card ${index}`, subtitle: "A card" },
		}));
		const found = made({ attachments, attachmentLayout: "carousel" }) as readonly {
			readonly message: {
				readonly attachment: { readonly payload: { readonly elements: readonly unknown[] } };
			};
		}[];
		expect(found.map(({ message }) => message.attachment.payload.elements.length)).to.deep.equal([10, 2]);
	});

	it("has a video card as the video and what is written on it", () => {
		const content = { title: "How to", media: [{ url: "https://shop.example/how.mp4" }] };
		expect(made({ attachments: [{ contentType: `${card}video`, content }] })).to.deep.equal([
			{ message: { attachment: { type: "video", payload: { url: "https://shop.example/how.mp4" } } } },
			{ message: { text: "How to" } },
		]);
	});

	it("has what a bot for botbuilder-adapter-facebook puts into its channel data", () => {
		const attachment = { type: "template", payload: { template_type: "coupon", title: "10 %" } };
		const channelData = {
			attachment,
			quick_replies: [{ title: "Thanks", payload: "thanks" }],
			messaging_type: "UPDATE",
			notification_type: "NO_PUSH",
			persona_id: "17",
			metadata: "mine",
			reply_to: { mid: "m_1" },
		};
		expect(made({ channelData })).to.deep.equal([
			{
				messaging_type: "UPDATE",
				notification_type: "NO_PUSH",
				persona_id: "17",
				reply_to: { mid: "m_1" },
				message: {
					attachment,
					quick_replies: [{ content_type: "text", title: "Thanks", payload: "thanks" }],
					metadata: "mine",
				},
			},
		]);
		expect(made({ channelData: { sticker_id: 369239263222822 } })).to.deep.equal([
			{ message: { sticker_id: "369239263222822" } },
		]);
		expect(made({ channelData: { sender_action: "mark_seen" } })).to.deep.equal([
			{ sender_action: "mark_seen" },
		]);
	});

	it("is refused where Messenger has nothing for it", () => {
		const adaptive = [{ contentType: `${card}adaptive`, content: {} }];
		expect(() => made({ attachments: adaptive })).to.throw(/\[messenger-unsupported\].*adaptive.*hero card/);
		const actions = [{ type: "openUrl", title: "Go", value: "https://shop.example" }];
		expect(() => made({ text: "x", suggestedActions: { actions } })).to.throw(
			/\[messenger-unsupported\].*openUrl/,
		);
	});

	it("is refused if its parts are not what they should be", () => {
		expect(() => made({ attachments: ["picture"] })).to.throw(/\[bad-activity\].*attachments/);
		expect(() => made({ attachments: [{ contentType: `${card}hero`, content: 5 }] })).to.throw(
			/\[bad-activity\].*card/,
		);
		expect(() => made({ channelData: { quick_replies: "yes" } })).to.throw(/\[bad-activity\].*channel data/);
		const attachment = { type: "template", payload: { template_type: "generic", elements: "many" } };
		expect(() => made({ channelData: { attachment } })).to.throw(/\[bad-activity\].*channel data/);
	});
});
