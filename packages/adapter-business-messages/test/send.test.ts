import type { ActivityLike } from "@baton/core";
import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import type { ApiRequest } from "../src/emulator/index.js";
import { limits, type MessageContent } from "../src/index.js";
import { eventually } from "./support/eventually.js";
import { openStage, type Stage } from "./support/stage.js";

/** What the bot answers next. */
let answer: ActivityLike = {};

describe("What the bot says", () => {
	let stage: Stage;

	before(async () => {
		stage = await openStage({ bot: async (context) => void (await context.sendActivity(answer)) });
	});

	after(() => stage.close());

	beforeEach(() => {
		answer = {};
	});

	/** The contents of the messages that the platform took for it. */
	async function say(activity: ActivityLike): Promise<readonly MessageContent[]> {
		answer = activity;
		const earlier = stage.emulator.requests.length;
		await stage.mia.says("Hi");
		await settled();
		return stage.emulator.requests.slice(earlier).flatMap(contentOf);
	}

	/** Why it was not sent. */
	async function fail(activity: ActivityLike): Promise<string> {
		expect(await say(activity)).to.deep.equal([]);
		const entries = await stage.entries();
		const failure = entries.findLast(({ type }) => type === "deliveryFailed");
		return failure?.type === "deliveryFailed" ? failure.error : "";
	}

	/** What the bot said last has an outcome. */
	async function settled(): Promise<void> {
		const heard = (await stage.entries()).findLast(({ type }) => type === "userSaid");
		const { id } = await stage.entry("botSaid", ({ position }) => position > (heard?.position ?? 0));
		await eventually(async () => {
			const [delivery] = await stage.handoff.store.readDeliveries(stage.key, [id]);
			return ["sent", "delivered", "failed"].find((state) => state === delivery?.state);
		});
	}

	it("is text, under the bot's name", async () => {
		expect(await say({ type: "message", text: "Hello" })).to.deep.equal([{ text: "Hello" }]);
		const request = stage.emulator.requests.findLast(({ kind }) => kind === "message");
		expect(request).to.deep.nested.include({
			"body.representative": { representativeType: "BOT", displayName: "Shop bot" },
		});
	});

	it("is rich text where it is Markdown that the platform knows", async () => {
		const text = "We are **open**, *really*: [see](https://shop.example/hours)";
		expect(await say({ type: "message", text, ...{ textFormat: "markdown" } })).to.deep.equal([
			{ text, containsRichText: true },
		]);
		for (const broken of ["2 * 3", "**open", "[here](nowhere)"]) {
			const said = await say({ type: "message", text: broken, ...{ textFormat: "markdown" } });
			expect(said).to.deep.equal([{ text: broken }]);
		}
		expect(await say({ type: "message", text: "*plain*" })).to.deep.equal([{ text: "*plain*" }]);
	});

	it("is several messages where its text is too long for one, and suggestions beneath the last", async () => {
		const paragraphs = ["a", "*b*", "c"].map((word) => `${word} `.repeat(2000 / (word.length + 1)).trim());
		const suggestedActions = { actions: [{ title: "More", value: "more" }] };
		const text = paragraphs.join("\n\n");
		const said = await say({ type: "message", text, ...{ textFormat: "markdown", suggestedActions } });
		const suggestions = [{ reply: { text: "More", postbackData: "more" } }];
		expect(said.map((content) => content.text).join("\n\n")).to.equal(text);
		expect(said.map(({ text: _, ...more }) => more)).to.deep.equal([
			{},
			{ containsRichText: true },
			{ suggestions },
		]);
	});

	it("is a picture, with its thumbnail and what it shows", async () => {
		const picture = { contentType: "image/png", contentUrl: "https://shop.example/a.png", name: "A dress" };
		const thumbnailUrl = "https://shop.example/a-small.png";
		expect(await say({ type: "message", attachments: [{ ...picture, thumbnailUrl }] })).to.deep.equal([
			{
				image: { contentInfo: { fileUrl: picture.contentUrl, altText: "A dress", thumbnailUrl } },
				fallback: picture.contentUrl,
			},
		]);
	});

	it("is a card with suggestions, and its words for devices that show none", async () => {
		const content = {
			title: "Sunset dress",
			text: "Cotton",
			images: [{ url: "https://shop.example/a.png", alt: "A dress" }],
			buttons: [
				{ type: "postBack", title: "Take it", value: '{"type":"TAKE"}' },
				{ type: "openUrl", title: "See it", value: "https://shop.example/a" },
				{ type: "call", title: "Call us", value: "tel:+12223334444" },
			],
		};
		const attachments = [{ contentType: "application/vnd.microsoft.card.hero", content }];
		expect(await say({ type: "message", attachments })).to.deep.equal([
			{
				richCard: {
					standaloneCard: {
						cardContent: {
							title: "Sunset dress",
							description: "Cotton",
							media: {
								height: "MEDIUM",
								contentInfo: { fileUrl: "https://shop.example/a.png", altText: "A dress" },
							},
							suggestions: [
								{ reply: { text: "Take it", postbackData: '{"type":"TAKE"}' } },
								{
									action: {
										text: "See it",
										postbackData: "See it",
										openUrlAction: { url: "https://shop.example/a" },
									},
								},
								{
									action: {
										text: "Call us",
										postbackData: "Call us",
										dialAction: { phoneNumber: "+12223334444" },
									},
								},
							],
						},
					},
				},
				fallback: "Sunset dress\nCotton",
			},
		]);
	});

	it("is several cards side by side, behind its text, with suggestions beneath", async () => {
		const attachments = ["One", "Two"].map((title) => ({
			contentType: "application/vnd.microsoft.card.hero",
			content: { title },
		}));
		const suggestedActions = { actions: [{ type: "imBack", title: "More", value: "More" }] };
		const said = await say({ type: "message", text: "Look", attachments, ...{ suggestedActions } });
		const suggestions = [{ reply: { text: "More", postbackData: "More" } }];
		expect(said).to.deep.equal([
			{ text: "Look" },
			{
				richCard: {
					carouselCard: { cardWidth: "MEDIUM", cardContents: [{ title: "One" }, { title: "Two" }] },
				},
				fallback: "One\n\nTwo",
				suggestions,
			},
		]);
		const ids = stage.emulator.requests.flatMap((each) =>
			each.kind === "message" ? [each.body.messageId] : [],
		);
		expect(new Set(ids)).to.have.property("size", ids.length);
	});

	it("is whatever the platform knows, under the platform's own names", async () => {
		const own: MessageContent = {
			suggestions: [
				{ liveAgentRequest: {} },
				{ authenticationRequest: { oauth: { clientId: "c", codeChallenge: "x", scopes: ["email"] } } },
			],
			fallback: "Write to us at shop.example",
		};
		expect(await say({ type: "message", text: "Who are you?", channelData: own })).to.deep.equal([
			{ text: "Who are you?", ...own },
		]);
		const image = { contentInfo: { fileUrl: "https://shop.example/a.jpg", forceRefresh: true } };
		expect(await say({ type: "message", text: "A dress", channelData: { image } })).to.deep.equal([
			{ image, fallback: "A dress" },
		]);
	});

	it("is the fallback at once where the bot asks for it", async () => {
		await say({ type: "message", text: "Hi", channelData: { fallback: "Hello", forceFallback: true } });
		const request = stage.emulator.requests.findLast(({ kind }) => kind === "message");
		expect(request).to.include({ forceFallback: true });
	});

	it("is a link where it is a file that the platform cannot show", async () => {
		const attachments = [
			{ contentType: "application/pdf", contentUrl: "https://shop.example/a.pdf", name: "Bill" },
		];
		expect(await say({ type: "message", attachments })).to.deep.equal([
			{ text: "Bill: https://shop.example/a.pdf" },
		]);
	});

	it("is typing", async () => {
		answer = { type: "typing" };
		await stage.mia.says("Hi");
		const { eventId, body } = (await stage.emulator.accepted(
			(request) => request.kind === "event" && request.body.eventType === "TYPING_STARTED",
		)) as Extract<ApiRequest, { kind: "event" }>;
		expect(eventId).to.not.equal("");
		expect(body.representative).to.include({ representativeType: "BOT" });
	});

	const reply = { reply: { text: "a", postbackData: "a" } };
	const card = { contentType: "application/vnd.microsoft.card.hero" };
	const tooMuch: Readonly<Record<string, ActivityLike>> = {
		text: { channelData: { text: "x".repeat(limits.text + 1) } },
		fallback: { text: "x", channelData: { fallback: "x".repeat(limits.fallback + 1) } },
		suggestions: { text: "x", channelData: { suggestions: Array(limits.suggestions + 1).fill(reply) } },
		postbackData: {
			text: "x",
			...{ suggestedActions: { actions: [{ title: "a", value: "x".repeat(limits.postbackData + 1) }] } },
		},
		title: { attachments: [{ ...card, content: { title: "x".repeat(limits.cardTitle + 1) } }] },
		description: { attachments: [{ ...card, content: { text: "x".repeat(limits.cardDescription + 1) } }] },
		cardContents: {
			attachments: Array(limits.carouselCards.most + 1).fill({ ...card, content: { title: "x" } }),
		},
		fileUrl: { attachments: [{ contentType: "image/png", contentUrl: "data:image/png;base64,AA==" }] },
	};

	for (const [member, activity] of Object.entries(tooMuch)) {
		it(`is not sent with a ${member} that the platform would refuse, and the reason names it`, async () => {
			const earlier = stage.emulator.requests.length;
			expect(await fail({ type: "message", ...activity })).to.include(member);
			const asked = stage.emulator.requests.slice(earlier).filter(({ kind }) => kind !== "receipt");
			expect(asked).to.deep.equal([]);
		});
	}

	it("is not sent with a card that no message can show, and the reason names it", async () => {
		const attachments = [
			{ contentType: "application/vnd.microsoft.card.adaptive", content: { type: "AdaptiveCard" } },
		];
		expect(await fail({ type: "message", text: "Look", attachments })).to.include("card.adaptive");
	});

	it("is sent with a number as its digits, and not at all with a text that is none", async () => {
		expect(await say({ type: "message", ...{ text: 42 as never } })).to.deep.equal([{ text: "42" }]);
		expect(await fail({ type: "message", ...{ text: { of: "none" } as never } })).to.include("empty");
	});

	it("loses nothing over members that are there and empty", async () => {
		const buttons = [{ type: "showImage", title: "See", value: "https://shop.example/a.png", text: null }];
		const content = { title: "Dress", subtitle: null, text: null, images: null, buttons };
		const attachments = [{ ...card, content, contentUrl: null, name: null }];
		const openUrlAction = { url: "https://shop.example/a.png" };
		const suggestions = [{ action: { text: "See", postbackData: "See", openUrlAction } }];
		expect(await say({ type: "message", attachments })).to.deep.equal([
			{ richCard: { standaloneCard: { cardContent: { title: "Dress", suggestions } } }, fallback: "Dress" },
		]);
	});

	it("is not sent if it is empty", async () => {
		expect(await fail({ type: "message" })).to.include("empty");
	});
});

function contentOf(request: ApiRequest): readonly MessageContent[] {
	if (request.kind !== "message" || request.answer !== "OK") return [];
	const { messageId: _, representative: __, ...content } = request.body;
	return [content];
}
