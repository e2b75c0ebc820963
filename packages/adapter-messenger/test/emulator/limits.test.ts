import { expect } from "chai";
import {
	type EmulatedUser,
	type MessengerEmulator,
	type VirtualClock,
	virtualClock,
} from "../../src/emulator/index.js";
import { codeOf, type GraphAnswer, graphOf, otherPage, page, startMessenger } from "./small-app.js";

const hour = 60 * 60_000;
const day = 24 * hour;

const x = (length: number) => "x".repeat(length);
const times = <T>(count: number, item: T) => Array.from({ length: count }, () => item);
const template = (payload: object) => ({ attachment: { type: "template", payload } });
const reply = (more: object = {}) => ({ content_type: "text", title: "Yes", payload: "YES", ...more });
const button = (more: object = {}) => ({ type: "postback", title: "Add", payload: "ADD", ...more });
const buttons = (...items: readonly object[]) =>
	template({ template_type: "button", text: "Which?", buttons: items });
const generic = (...elements: readonly object[]) => template({ template_type: "generic", elements });
const element = (more: object = {}) => ({ title: "Batik", subtitle: "Blue", ...more });
const media = (...elements: readonly object[]) => template({ template_type: "media", elements });
const mediaElement = { media_type: "image", attachment_id: "1" };
const receipt = (more: object = {}) =>
	template({
		template_type: "receipt",
		recipient_name: "Sari",
		order_number: "1",
		currency: "IDR",
		payment_method: "COD",
		summary: { total_cost: 1 },
		...more,
	});
const grid = (images: number, more: object = {}) =>
	template({
		template_type: "image_grid",
		elements: times(images, { image_url: "https://a.example/" }),
		...more,
	});
const coupon = (more: object) => template({ template_type: "coupon", title: "10 %", ...more });

/** What is refused, under which code, and the nearest thing that is taken. */
const limits: readonly (readonly [what: string, refused: object, code: string, taken?: object])[] = [
	["text of more than 2000", { text: x(2001) }, "100", { text: x(2000) }],
	["no text", { text: " " }, "100/2018034", { text: "." }],
	["text and attachment", { text: "Hi", ...buttons(button()) }, "100"],
	["metadata of more than 1000", { text: "Hi", metadata: x(1001) }, "100", { text: "Hi", metadata: x(1000) }],
	[
		"more than 13 quick replies",
		{ text: "Hi", quick_replies: times(14, reply()) },
		"100",
		{ text: "Hi", quick_replies: times(13, reply()) },
	],
	[
		"a quick reply's title of more than 20",
		{ text: "Hi", quick_replies: [reply({ title: x(21) })] },
		"100",
		{ text: "Hi", quick_replies: [reply({ title: x(20) })] },
	],
	["a quick reply without title", { text: "Hi", quick_replies: [reply({ title: "" })] }, "100/2018098"],
	[
		"a quick reply's payload of more than 1000",
		{ text: "Hi", quick_replies: [reply({ payload: x(1001) })] },
		"100",
		{ text: "Hi", quick_replies: [reply({ payload: x(1000) })] },
	],
	["a quick reply without payload", { text: "Hi", quick_replies: [reply({ payload: "" })] }, "100/2018099"],
	[
		"a quick reply for the location, which is gone",
		{ text: "Hi", quick_replies: [{ content_type: "location" }] },
		"100",
		{ text: "Hi", quick_replies: [{ content_type: "user_phone_number" }] },
	],
	["more than 3 buttons", buttons(...times(4, button())), "100", buttons(...times(3, button()))],
	["no buttons", buttons(), "194"],
	[
		"a button's title of more than 20",
		buttons(button({ title: x(21) })),
		"100",
		buttons(button({ title: x(20) })),
	],
	["a button without title", buttons(button({ title: "" })), "100/2018053"],
	[
		"a button's payload of more than 1000",
		buttons(button({ payload: x(1001) })),
		"100",
		buttons(button({ payload: x(1000) })),
	],
	["a postback without payload", buttons(button({ payload: undefined })), "100/2018040"],
	["a link without address", buttons({ type: "web_url", title: "Look", url: "" }), "100/2018041"],
	["a button of no type that there is", buttons(button({ type: "element_share" })), "100"],
	[
		"a phone number without country",
		buttons(button({ type: "phone_number", payload: "0812" })),
		"100",
		buttons(button({ type: "phone_number", payload: "+62812000" })),
	],
	[
		"a login button with a title",
		buttons({ type: "account_link", title: "Log in", url: "https://a.example/" }),
		"100",
		buttons({ type: "account_link", url: "https://a.example/" }),
	],
	[
		"a button for a call of more than 7 days",
		buttons(button({ type: "audio_call", expires_in_days: 8 })),
		"100",
		buttons(button({ type: "audio_call", expires_in_days: 7 })),
	],
	[
		"a button template's text of more than 640",
		template({ template_type: "button", text: x(641), buttons: [button()] }),
		"100",
		template({ template_type: "button", text: x(640), buttons: [button()] }),
	],
	["more than 10 elements", generic(...times(11, element())), "100", generic(...times(10, element()))],
	["no elements", generic(), "194"],
	["a title of more than 80", generic(element({ title: x(81) })), "100", generic(element({ title: x(80) }))],
	[
		"a subtitle of more than 80",
		generic(element({ subtitle: x(81) })),
		"100",
		generic(element({ subtitle: x(80) })),
	],
	[
		"an element with nothing but a title",
		generic({ title: "Batik" }),
		"100/2018035",
		generic({ title: "Batik", buttons: [button()] }),
	],
	["an element without title", generic({ subtitle: "Blue" }), "100/2018035"],
	["an element with more than 3 buttons", generic(element({ buttons: times(4, button()) })), "100"],
	[
		"a default action that is no link",
		generic(element({ default_action: button() })),
		"100",
		generic(element({ default_action: { type: "web_url", url: "https://a.example/" } })),
	],
	["more than 1 media element", media(mediaElement, mediaElement), "100", media(mediaElement)],
	["media of another type", media({ media_type: "audio", attachment_id: "1" }), "100"],
	["media with id and address", media({ ...mediaElement, url: "https://www.facebook.com/a" }), "100"],
	[
		"media from elsewhere than Facebook",
		media({ media_type: "video", url: "https://a.example/" }),
		"100",
		media({ media_type: "video", url: "https://www.facebook.com/a" }),
	],
	...["recipient_name", "order_number", "currency", "payment_method", "summary"].map(
		(name) => [`a receipt without ${name}`, receipt({ [name]: undefined }), "100", receipt()] as const,
	),
	[
		"a receipt with more than 100 elements",
		receipt({ elements: times(101, element()) }),
		"100",
		receipt({ elements: times(100, element()) }),
	],
	["a grid of 1 image", grid(1), "194", grid(2)],
	["a grid of more than 6 images", grid(7), "100", grid(6)],
	["a grid's title of more than 45", grid(2, { title: x(46) }), "100", grid(2, { title: x(45) })],
	["a grid's subtitle of more than 80", grid(2, { subtitle: x(81) }), "100", grid(2, { subtitle: x(80) })],
	["a coupon's title of more than 80", coupon({ title: x(81) }), "100", coupon({ title: x(80) })],
	["a coupon's subtitle of more than 80", coupon({ subtitle: x(81) }), "100", coupon({ subtitle: x(80) })],
	["a template that there is not", template({ template_type: "open_graph" }), "100"],
	["an attachment that there is not", { attachment: { type: "location", payload: {} } }, "100"],
	["an attachment without address", { attachment: { type: "image", payload: {} } }, "100/2018034"],
];

describe("What the emulated Messenger refuses", () => {
	let clock: VirtualClock;
	let messenger: MessengerEmulator;
	let graph: ReturnType<typeof graphOf>;
	let sari: EmulatedUser;

	beforeEach(async () => {
		clock = virtualClock(Date.UTC(2026, 5, 1));
		messenger = await startMessenger({ clock });
		graph = graphOf(messenger);
		sari = messenger.user({ name: "Sari" });
		sari.say("Hi");
	});

	afterEach(() => messenger.close());

	function send(message: object, more: object = {}): Promise<GraphAnswer> {
		return graph("me/messages", { recipient: { id: sari.id }, message, ...more });
	}

	for (const [what, refused, code, taken] of limits) {
		it(`refuses ${what}${taken === undefined ? "" : ", and no less"}`, async () => {
			expect(codeOf(await send(refused))).to.equal(code);
			expect(sari.heard).to.deep.equal([]);
			if (taken !== undefined) expect((await send(taken)).body).to.include({ recipient_id: sari.id });
		});
	}

	it("refuses a call with neither message nor action, and with both", async () => {
		const recipient = { id: sari.id };
		expect(codeOf(await graph("me/messages", { recipient }))).to.equal("100/2018015");
		const both = { recipient, sender_action: "typing_on", message: { text: "Hi" } };
		expect(codeOf(await graph("me/messages", both))).to.equal("100");
	});

	it("refuses what is of the wrong type, and names it", async () => {
		const answer = await send({ text: 1 });
		expect(answer.body.error.message).to.include("message.text");
		expect(codeOf(answer)).to.equal("100");
	});

	it("refuses an action with anything beside it, but a persona", async () => {
		const act = (more: object) => graph("me/messages", { recipient: { id: sari.id }, ...more });
		expect(codeOf(await act({ sender_action: "typing_on", messaging_type: "RESPONSE" }))).to.equal("100");
		expect(codeOf(await act({ sender_action: "jump" }))).to.equal("100");
		const persona = await graph("me/personas", { name: "Ana", profile_picture_url: "https://a.example/" });
		await act({ sender_action: "typing_on", persona_id: persona.body.id });
		expect(sari.typist).to.equal("Ana");
		await clock.advance(19_999);
		expect(sari.typist).to.equal("Ana");
		await clock.advance(1);
		expect(sari.typist).to.equal(undefined);
		await act({ sender_action: "typing_on" });
		expect(sari.typist).to.equal("Toko Senja");
		await act({ sender_action: "typing_off" });
		expect(sari.typist).to.equal(undefined);
	});

	it("takes reactions to what people said, and to nothing else", async () => {
		const mid = sari.say("Thank you");
		const react = (sender_action: string, payload?: object) =>
			graph("me/messages", { recipient: { id: sari.id }, sender_action, payload });
		expect(codeOf(await react("react"))).to.equal("100");
		expect(codeOf(await react("react", { message_id: "m_other", reaction: "👍" }))).to.equal("100");
		expect(codeOf(await react("react", { message_id: mid }))).to.equal("100");
		expect((await react("react", { message_id: mid, reaction: "👍" })).status).to.equal(200);
		const own = (await send({ text: "Welcome" })).body.message_id;
		expect(codeOf(await react("react", { message_id: own, reaction: "👍" }))).to.equal("100");
		expect((await react("unreact", { message_id: mid })).status).to.equal(200);
	});

	it("refuses an answer to a message that is not of the thread", async () => {
		expect(codeOf(await send({ text: "Hi" }, { reply_to: { mid: "m_none" } }))).to.equal("100");
		const mid = sari.say("And this?");
		await send({ text: "Yes" }, { reply_to: { mid } });
		expect(sari.heard.at(-1)?.replyTo).to.equal(mid);
	});

	it("refuses everybody whom the page does not know", async () => {
		const stranger = messenger.user({ page: otherPage });
		stranger.say("Hi");
		for (const id of [stranger.id, "1", undefined]) {
			const answer = await graph("me/messages", { recipient: { id }, message: { text: "Hi" } });
			expect(codeOf(answer), String(id)).to.equal("100/2018001");
		}
	});

	describe("after a while", () => {
		const tagged = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };

		it("refuses all but people after 24 hours, and them after 7 days", async () => {
			await clock.advance(day);
			expect((await send({ text: "Hi" }, { messaging_type: "UPDATE" })).status).to.equal(200);
			await clock.advance(1);
			expect(codeOf(await send({ text: "Hi" }))).to.equal("10/2018278");
			expect(codeOf(await send({ text: "Hi" }, { messaging_type: "UPDATE" }))).to.equal("10/2018278");
			expect((await send({ text: "Hi" }, tagged)).status).to.equal(200);
			await clock.advance(6 * day);
			expect(codeOf(await send({ text: "Hi" }, tagged))).to.equal("10/2018278");
		});

		it("refuses the page that writes first", async () => {
			const dewi = messenger.user({ name: "Dewi" });
			const first = await graph("me/messages", { recipient: { id: dewi.id }, message: { text: "Hi" } });
			expect(codeOf(first)).to.equal("10/2018278");
		});

		it("opens the window again for a reaction or a press, and not for reading", async () => {
			const { body } = await send(buttons(button()));
			await clock.advance(25 * hour);
			sari.read();
			expect(codeOf(await send({ text: "Hi" }))).to.equal("10/2018278");
			sari.react(body.message_id, "👍");
			expect((await send({ text: "Hi" })).status).to.equal(200);
			await clock.advance(25 * hour);
			expect(codeOf(await send({ text: "Hi" }))).to.equal("10/2018278");
			sari.press("Add");
			expect((await send({ text: "Hi" })).status).to.equal(200);
		});

		it("refuses tags that are gone, unknown, alone or missing", async () => {
			for (const tag of [
				"CONFIRMED_EVENT_UPDATE",
				"ACCOUNT_UPDATE",
				"POST_PURCHASE_UPDATE",
				"X",
				undefined,
			]) {
				const answer = await send({ text: "Hi" }, { messaging_type: "MESSAGE_TAG", tag });
				expect(codeOf(answer), tag).to.equal("100");
			}
			expect(codeOf(await send({ text: "Hi" }, { tag: "HUMAN_AGENT" }))).to.equal("100");
			expect(codeOf(await send({ text: "Hi" }, { messaging_type: "UTILITY" }))).to.equal("100");
			expect(codeOf(await send({ text: "Hi" }, { messaging_type: "PROMOTION" }))).to.equal("100");
		});

		it("takes the tag for feedback with its template only", async () => {
			const feedback = { messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" };
			expect(codeOf(await send({ text: "Hi" }, feedback))).to.equal("100");
			await clock.advance(2 * day);
			const form = template({ template_type: "customer_feedback", title: "How was it?" });
			expect((await send(form, feedback)).status).to.equal(200);
		});

		it("refuses people without Meta's approval", async () => {
			const strict = await startMessenger({ mayTagHumanAgent: false });
			const dewi = strict.user();
			dewi.say("Hi");
			const body = { recipient: { id: dewi.id }, message: { text: "Hi" }, ...tagged };
			expect(codeOf(await graphOf(strict)("me/messages", body))).to.equal("10");
			await strict.close();
		});
	});

	describe("when there are too many calls", () => {
		it("refuses the 301st message within a second", async () => {
			await Promise.all(times(300, { text: "Hi" }).map((message) => send(message)));
			expect(sari.heard).to.have.length(300);
			expect(codeOf(await send({ text: "Hi" }))).to.equal("613");
			await clock.advance(1000);
			expect((await send({ text: "Hi" })).status).to.equal(200);
		});

		it("refuses the 11th sound within a second", async () => {
			const sound = { attachment: { type: "audio", payload: { url: "https://a.example/a.mp3" } } };
			for (let count = 0; count < 10; count += 1) expect((await send(sound)).status).to.equal(200);
			expect(codeOf(await send(sound))).to.equal("613");
		});

		it("refuses the 11th look at the page's settings within 10 minutes", async () => {
			const look = () => graph("me/messenger_profile?fields=greeting");
			for (let count = 0; count < 10; count += 1) await look();
			expect(codeOf(await look())).to.equal("613");
			await clock.advance(10 * 60_000);
			expect((await look()).status).to.equal(200);
		});

		it("refuses more than 200 calls a day for each engaged user, and says how much is used", async () => {
			const small = await startMessenger({
				clock,
				pages: [{ id: page, name: "Small", token: "small", engagedUsers: 1 }],
			});
			const look = () => graphOf(small)("me", undefined, { token: "small" });
			const usageOf = ({ headers }: GraphAnswer) =>
				JSON.parse(headers.get("x-business-use-case-usage") ?? "")[page][0];
			expect(usageOf(await look())).to.deep.include({ call_count: 0, estimated_time_to_regain_access: 0 });
			await Promise.all(times(199, undefined).map(look));
			const refused = await look();
			expect(codeOf(refused)).to.equal("80006");
			expect(usageOf(refused)).to.deep.include({ call_count: 100, estimated_time_to_regain_access: 24 * 60 });
			await clock.advance(day);
			expect((await look()).status).to.equal(200);
			await small.close();
		});
	});
});
