import type { ActivityLike } from "@baton/core";
import { expect } from "chai";
import { describe, it } from "mocha";
import { parseWebhook, toActivity } from "../src/index.js";
import { body, echoed, noon, page, person, said, standby, told } from "./support/webhook-body.js";

type Members = Readonly<Record<string, unknown>>;

function activityOf(what: Members, inBody: (what: Members) => Members = body): ActivityLike {
	const [event] = parseWebhook(inBody(what), noon).events;
	if (event === undefined) throw new Error("expected an event");
	return toActivity(event);
}

function withAttachments(...attachments: readonly Members[]): ActivityLike {
	return activityOf(told({ message: { mid: "m_1", attachments } }));
}

describe("An activity of Messenger", () => {
	it("carries the platform's own id and time, and is in the conversation of page and person", () => {
		const activity = activityOf(said("hello", "m_7"));
		expect(activity).to.deep.include({
			...{ type: "message", id: "m_7", text: "hello", channelId: "facebook" },
			...{ timestamp: new Date(noon), conversation: { id: person } },
			...{ from: { id: person }, recipient: { id: page } },
		});
	});

	it("has everything that came as channel data, with the message's members beside it", () => {
		const message = { mid: "m_1", text: "hi", nlp: { traits: {} }, quick_reply: { payload: "hi" } };
		const { channelData } = activityOf(told({ message }));
		expect(channelData).to.deep.include({ message, nlp: { traits: {} }, quick_reply: { payload: "hi" } });
		expect(channelData).to.deep.include({ sender: { id: person } });
	});

	it("is a press with type and payload where the button has them, and shows its title", () => {
		const payload = JSON.stringify({ type: "DELETE_CART_ITEM", payload: { sku: "A1" } });
		const pressed = activityOf(told({ postback: { mid: "m_1", title: "Delete", payload } }));
		expect(pressed).to.deep.include({ type: "message", text: "Delete" });
		expect(pressed.value).to.deep.equal({ type: "DELETE_CART_ITEM", payload: { sku: "A1" } });
		const replied = activityOf(told({ message: { mid: "m_1", text: "Delete", quick_reply: { payload } } }));
		expect(replied).to.deep.include({ text: "Delete", value: pressed.value });
	});

	it("is a press of the type of its payload where that is anything else, and says the payload as Botkit's does", () => {
		const start = activityOf(told({ postback: { title: "Start", payload: "GET_STARTED" } }));
		expect(start).to.deep.include({ type: "message", text: "GET_STARTED", value: { type: "GET_STARTED" } });
		const more = activityOf(told({ postback: { title: "Buy", payload: '{"type":"BUY","sku":1}' } }));
		expect(more.value).to.deep.equal({ type: '{"type":"BUY","sku":1}' });
	});

	it("is an answer in the words of a quick reply that carries anything else, as a dialog wants it", () => {
		for (const payload of ["COLOR_RED", "Red", "", '{"color":"red"}']) {
			const reply = activityOf(told({ message: { mid: "m", text: "Red", quick_reply: { payload } } }));
			expect(reply).to.include({ type: "message", text: "Red" });
			expect(reply).not.to.have.property("value");
			expect(reply.channelData).to.deep.include({ quick_reply: { payload } });
		}
	});

	it("is an event, whatever it says, while another app has the thread", () => {
		for (const what of [said("for the human"), told({ postback: { title: "Talk", mid: "m_1" } })]) {
			const activity = activityOf(what, standby);
			expect(activity).to.include({ type: "event", name: "messenger.standby" });
			expect(activity.channelData).to.include({ standby: true });
		}
		const pressed = activityOf(told({ postback: { title: "Talk", mid: "m_1" } }));
		expect(pressed).to.include({ type: "event", name: "messenger.postback", text: "Talk" });
	});

	it("is an event with the platform's words for what is not said", () => {
		const reaction = { mid: "m_1", action: "react", reaction: "love", emoji: "❤" };
		expect(activityOf(told({ reaction }))).to.deep.include({
			...{ type: "event", name: "messenger.reaction", value: reaction, replyToId: "m_1" },
		});
		const edited = activityOf(told({ message_edit: { mid: "m_1", text: "Two bikes", num_edit: 1 } }));
		expect(edited).to.include({ name: "messenger.message_edit", replyToId: "m_1" });
		expect(activityOf(told({ read: { watermark: noon } }))).to.include({ name: "messenger.read" });
		expect(activityOf(told({ brand_new: {} }))).to.include({ type: "event", name: "messenger.unknown" });
	});

	it("tells people in plain words what was done", () => {
		const reaction = { mid: "m_1", action: "react", reaction: "love", emoji: "❤" };
		const done: readonly (readonly [Members, string])[] = [
			[{ reaction }, "Reacted ❤"],
			[{ reaction: { ...reaction, emoji: undefined } }, "Reacted love"],
			[{ reaction: { mid: "m_1", action: "unreact" } }, "Took a reaction back"],
			[{ message_edit: { mid: "m_1", text: "Two bikes", num_edit: 1 } }, "Changed a message to “Two bikes”"],
			[{ message_edit: { mid: "m_1", text: "x".repeat(99) } }, `Changed a message to “${"x".repeat(80)}…”`],
			[{ message: { mid: "m_1", is_deleted: true } }, "Deleted a message"],
			[{ referral: { source: "ADS", type: "OPEN_THREAD" } }, "Came by an advertisement"],
			[{ referral: { source: "SHORTLINK", ref: "poster" } }, "Came by a link: “poster”"],
			[{ account_linking: { status: "linked", authorization_code: "c" } }, "Logged in"],
			[{ account_linking: { status: "unlinked" } }, "Logged out"],
			[{ optin: { type: "notification_messages" } }, "Asked for messages"],
			[{ response_feedback: { mid: "m_1", feedback: "Bad response" } }, "Rated an answer: Bad response"],
			[{ order: { products: [], note: "no bag" } }, "Sent an order: “no bag”"],
			[{ template: { type: "coupon", coupon_code: "SENJA" } }, "Took the coupon SENJA"],
			[{ brand_new: {} }, "Did something that is not known here"],
		];
		for (const [what, text] of done) expect(activityOf(told(what)).text).to.equal(text);
		expect(activityOf(told({ read: { watermark: noon } }))).not.to.have.property("text");
	});

	it("is an event where Messenger does not pass on what was said", () => {
		for (const message of [{ mid: "m", is_unsupported: true }, { mid: "m", text: "" }, { mid: "m" }]) {
			const activity = activityOf(told({ message }));
			expect(activity).to.include({ type: "event", name: "messenger.message", id: "m" });
			expect(activity.text).to.equal("Sent something that Messenger does not pass on");
		}
	});

	it("is an event where another app wrote in the person's name", () => {
		const summary = { message: { mid: "m", text: "Lead summary" }, hop_context: { app_id: 498721317747541 } };
		expect(activityOf(told(summary))).to.include({ type: "event", text: "Lead summary" });
	});

	it("stays a message where the person came by an advertisement", () => {
		const message = { mid: "m", text: "Is it still there?", referral: { source: "ADS", ad_id: 1 } };
		const activity = activityOf(told({ message }));
		expect(activity).to.include({ type: "message" });
		expect(activity.channelData).not.to.have.property("referral");
	});

	it("is in the user's conversation where the page said it", () => {
		const activity = activityOf(echoed({ text: "hi" }));
		expect(activity).to.deep.include({ type: "event", conversation: { id: person }, from: { id: person } });
	});

	it("is in no person's conversation where it is of the page", () => {
		const activity = activityOf({ recipient: { id: page }, policy_enforcement: { action: "warning" } });
		expect(activity.conversation).to.deep.equal({ id: page, isGroup: true });
	});

	it("answers the message that the person answers", () => {
		const message = { mid: "m_2", text: "this one", reply_to: { mid: "m_1" } };
		expect(activityOf(told({ message })).replyToId).to.equal("m_1");
	});
});

describe("What a message shows", () => {
	it("is a picture, a sound, a video or a file", () => {
		const types = ["image", "audio", "video", "file"];
		const { attachments } = withAttachments(
			...types.map((type) => ({ type, payload: { url: `https://cdn.example/${type}` } })),
		);
		expect(attachments).to.deep.equal([
			{ contentType: "image/*", contentUrl: "https://cdn.example/image" },
			{ contentType: "audio/*", contentUrl: "https://cdn.example/audio" },
			{ contentType: "video/*", contentUrl: "https://cdn.example/video" },
			{ contentType: "application/octet-stream", contentUrl: "https://cdn.example/file" },
		]);
	});

	it("is one sticker, in the form of before, of after, and of the time between", () => {
		const url = "https://cdn.example/s.png";
		const before = { type: "image", payload: { url, sticker_id: 369239263222822 } };
		const after = { type: "sticker", payload: { url, sticker_id: "369239263222822" } };
		for (const form of [[before], [after], [after, { type: "image", payload: { url } }]]) {
			const { attachments = [] } = withAttachments(...form);
			expect(attachments).to.have.length(1);
			expect(attachments[0]).to.include({ contentType: "image/*", contentUrl: url });
		}
	});

	it("is a link with its title, wherever the version puts them", () => {
		const url = "https://shop.example/bike";
		const fallbacks = [
			{ type: "fallback", payload: { url, title: "A bike" } },
			{ type: "fallback", payload: null, title: "A bike", url },
			{ type: "fallback", payload: null, title: "A bike", URL: url },
			{ type: "post", payload: { url, title: "A bike", id: "122141721440024251" } },
		];
		for (const fallback of fallbacks) {
			expect(withAttachments(fallback).attachments).to.deep.equal([
				{ contentType: "text/html", contentUrl: url, name: "A bike" },
			]);
		}
	});

	it("is a place", () => {
		const location = {
			type: "location",
			title: "Ana's place",
			payload: { coordinates: { lat: -6.2, long: 106.8 } },
		};
		const { attachments, entities } = withAttachments(location);
		expect(attachments).to.equal(undefined);
		expect(entities).to.deep.equal([
			{
				type: "Place",
				name: "Ana's place",
				geo: { type: "GeoCoordinates", latitude: -6.2, longitude: 106.8 },
			},
		]);
	});

	it("is cards of what a template or a product shows", () => {
		const elements = [
			{
				title: "Bike",
				subtitle: "$40",
				image_url: "https://cdn.example/b.png",
				buttons: [{ type: "postback", title: "Buy" }],
			},
		];
		for (const payload of [{ template_type: "generic", elements }, { product: { elements } }]) {
			const { attachments = [] } = withAttachments({ type: "template", payload });
			expect(attachments).to.have.length(1);
			const [{ contentType, content }] = attachments as [{ contentType: string; content: Members }];
			expect(contentType).to.equal("application/vnd.microsoft.card.hero");
			expect(content).to.deep.include({
				title: "Bike",
				subtitle: "$40",
				images: [{ url: "https://cdn.example/b.png" }],
			});
			expect(content.buttons).to.deep.equal([{ type: "imBack", title: "Buy", value: "Buy" }]);
		}
	});
});
