import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, type EmulatedUser, startEmulator } from "../../src/emulator/index.js";
import { limits } from "../../src/index.js";
import { type RawApi, rawApi } from "../support/raw-api.js";

const bot = { representativeType: "BOT" };
const fileUrl = "https://shop.example/a.png";
const reply = { reply: { text: "Yes", postbackData: "yes" } };
const image = { contentInfo: { fileUrl } };
const long = (length: number) => "x".repeat(length);
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

function card(cardContent: object): object {
	return { richCard: { standaloneCard: { cardContent } } };
}

function carousel(count: number, more: object = {}): object {
	return {
		richCard: { carouselCard: { cardWidth: "MEDIUM", cardContents: times(count, { title: "x" }), ...more } },
	};
}

function chip(parts: object): object {
	return { text: "x", suggestions: [parts] };
}

describe("The emulated API", () => {
	let emulator: BusinessMessagesEmulator;
	let api: RawApi;
	let mia: EmulatedUser;
	let place: string;

	before(async () => {
		emulator = await startEmulator();
		api = rawApi(emulator);
	});

	after(() => emulator.close());

	beforeEach(() => {
		mia = emulator.user();
		place = `conversations/${mia.conversationId}`;
	});

	function message(content: object): Promise<string> {
		return api.post(`${place}/messages`, { messageId: randomUUID(), representative: bot, ...content });
	}

	const taken: Readonly<Record<string, object>> = {
		"a text as long as it may be": { text: long(limits.text), fallback: long(limits.fallback) },
		"rich text": {
			text: "**bold**, *italic*, [link](https://a.example) and 2 \\* 3",
			containsRichText: true,
		},
		"a picture": {
			image: { contentInfo: { fileUrl, altText: "x", thumbnailUrl: fileUrl, forceRefresh: true } },
		},
		"as many suggestions as there may be": { text: "x", suggestions: times(limits.suggestions, reply) },
		"a suggestion as long as it may be": chip({
			reply: { text: long(limits.suggestionText), postbackData: long(limits.postbackData) },
		}),
		dialing: chip({ action: { text: "x", postbackData: "x", dialAction: { phoneNumber: "+12223334444" } } }),
		"opening a page": chip({ action: { text: "x", postbackData: "x", openUrlAction: { url: fileUrl } } }),
		"asking for a person": chip({ liveAgentRequest: {} }),
		"signing in": chip({
			authenticationRequest: { oauth: { clientId: "c", codeChallenge: "x", scopes: ["email"] } },
		}),
		"a card as large as it may be": card({
			title: long(limits.cardTitle),
			description: long(limits.cardDescription),
			media: { height: "TALL", contentInfo: { fileUrl } },
			suggestions: times(limits.cardSuggestions, reply),
		}),
		"two cards": carousel(limits.carouselCards.least),
		"ten cards": carousel(limits.carouselCards.most),
	};

	for (const [what, content] of Object.entries(taken)) {
		it(`takes ${what}`, async () => {
			expect(await message(content)).to.equal("OK");
		});
	}

	const refused: Readonly<Record<string, object>> = {
		"a message without content": {},
		"a message with two contents": { text: "x", image },
		"an empty text": { text: "" },
		"a text that is too long": { text: long(limits.text + 1) },
		"a fallback that is too long": { text: "x", fallback: long(limits.fallback + 1) },
		"broken markup": { text: "**bold", containsRichText: true },
		"a link to nowhere": { text: "[here](nowhere)", containsRichText: true },
		"too many suggestions": { text: "x", suggestions: times(limits.suggestions + 1, reply) },
		"a suggestion with too long a text": chip({
			reply: { text: long(limits.suggestionText + 1), postbackData: "x" },
		}),
		"a suggestion with too long data": chip({
			reply: { text: "x", postbackData: long(limits.postbackData + 1) },
		}),
		"a suggestion of two kinds": chip({ ...reply, liveAgentRequest: {} }),
		"a suggestion of no kind": chip({}),
		"an action that does nothing": chip({ action: { text: "x", postbackData: "x" } }),
		"dialing what is no number": chip({
			action: { text: "x", postbackData: "x", dialAction: { phoneNumber: "call us" } },
		}),
		"opening what is no page": chip({
			action: { text: "x", postbackData: "x", openUrlAction: { url: "shop" } },
		}),
		"a live agent request with members": chip({ liveAgentRequest: { now: true } }),
		"signing in without scopes": chip({
			authenticationRequest: { oauth: { clientId: "c", codeChallenge: "x", scopes: [] } },
		}),
		"a card with too long a title": card({ title: long(limits.cardTitle + 1) }),
		"a card with too long a description": card({ description: long(limits.cardDescription + 1) }),
		"a card with too many suggestions": card({
			title: "x",
			suggestions: times(limits.cardSuggestions + 1, reply),
		}),
		"an empty card": card({ suggestions: [reply] }),
		"a card with media of another height": card({ media: { height: "HUGE", contentInfo: { fileUrl } } }),
		"a single card side by side": carousel(limits.carouselCards.least - 1),
		"eleven cards": carousel(limits.carouselCards.most + 1),
		"cards of another width": carousel(2, { cardWidth: "HUGE" }),
		"a picture without an address": { image: { contentInfo: { altText: "x" } } },
		"a picture that is no address": { image: { contentInfo: { fileUrl: "data:image/png;base64,AA==" } } },
		"a member that is not known": { text: "x", mood: "good" },
		"a message without a representative": { text: "x", representative: undefined },
		"a representative of another type": { text: "x", representative: { representativeType: "ROBOT" } },
		"a representative with a picture that is no address": {
			text: "x",
			representative: { ...bot, avatarImage: "me" },
		},
		"a message without an id": { text: "x", messageId: undefined },
	};

	for (const [what, content] of Object.entries(refused)) {
		it(`refuses ${what} with INVALID_ARGUMENT`, async () => {
			expect(await message(content)).to.equal("INVALID_ARGUMENT");
			expect(mia.lines).to.deep.equal([]);
		});
	}

	it("refuses an id that was there before with ALREADY_EXISTS, and shows nothing twice", async () => {
		const body = { messageId: "m1", representative: bot, text: "Hi" };
		expect(await api.post(`${place}/messages`, body)).to.equal("OK");
		expect(await api.post(`${place}/messages`, { ...body, text: "Ho" })).to.equal("ALREADY_EXISTS");
		const event = { eventType: "TYPING_STARTED", representative: bot };
		expect(await api.post(`${place}/events?eventId=e1`, event)).to.equal("OK");
		expect(await api.post(`${place}/events?eventId=e1`, event)).to.equal("ALREADY_EXISTS");
		expect(mia.lines).to.have.length(1);
	});

	it("refuses another's conversation with PERMISSION_DENIED", async () => {
		const body = { messageId: "m1", representative: bot, text: "Hi" };
		expect(await api.post("conversations/nobody/messages", body)).to.equal("PERMISSION_DENIED");
	});

	it("refuses a token that is missing, made up or taken back with UNAUTHENTICATED", async () => {
		const body = { messageId: "m1", representative: bot, text: "Hi" };
		for (const token of ["", "made-up"])
			expect(await api.request("POST", `${place}/messages`, body, token)).to.include({
				code: 401,
				status: "UNAUTHENTICATED",
			});
		expect(await message({ text: "Hi" })).to.equal("OK");
		emulator.revokeTokens();
		expect(await message({ text: "Hi" })).to.equal("UNAUTHENTICATED");
		api = rawApi(emulator);
	});

	it("refuses events of no id, of another type, or of nobody", async () => {
		const event = { eventType: "TYPING_STARTED", representative: bot };
		expect(await api.post(`${place}/events`, event)).to.equal("INVALID_ARGUMENT");
		for (const broken of [{ ...event, eventType: "WAVING" }, { eventType: "TYPING_STARTED" }])
			expect(await api.post(`${place}/events?eventId=e1`, broken)).to.equal("INVALID_ARGUMENT");
	});

	it("takes receipts for what the user wrote by PATCH, and for nothing else", async () => {
		await mia.says("Hi");
		const [line] = mia.lines;
		expect(await api.patch(`${place}/messages/${line?.id}/receipt`, { receiptType: "READ" })).to.equal("OK");
		expect(line).to.include({ state: "read" });
		expect(await api.patch(`${place}/messages/${line?.id}/receipt`, { receiptType: "SEEN" })).to.equal(
			"INVALID_ARGUMENT",
		);
		expect(await api.patch(`${place}/messages/unknown/receipt`, { receiptType: "READ" })).to.equal(
			"NOT_FOUND",
		);
		expect(await api.post(`${place}/messages/${line?.id}/receipt`, { receiptType: "READ" })).to.equal(
			"NOT_FOUND",
		);
	});

	it("takes one survey in 24 hours, and none for a device that shows none", async () => {
		expect(await api.post(`${place}/surveys`, {})).to.equal("INVALID_ARGUMENT");
		expect(await api.post(`${place}/surveys?surveyId=s1`, {})).to.equal("OK");
		expect(await api.post(`${place}/surveys?surveyId=s1`, {})).to.equal("ALREADY_EXISTS");
		expect(await api.post(`${place}/surveys?surveyId=s2`, {})).to.equal("RESOURCE_EXHAUSTED");
		const { conversationId } = emulator.user({ knowsSurveys: false });
		expect(await api.post(`conversations/${conversationId}/surveys?surveyId=s1`, {})).to.equal(
			"FAILED_PRECONDITION",
		);
	});

	it("refuses what is no JSON, and what is at no address of the API", async () => {
		expect(await api.post(`${place}/messages`, "{")).to.equal("INVALID_ARGUMENT");
		expect(await api.post(`${place}/thoughts`, {})).to.equal("NOT_FOUND");
	});

	it("fails as it is told to, with a number and a word that belong together", async () => {
		emulator.fail("messages", "UNAVAILABLE", {
			status: "RESOURCE_EXHAUSTED",
			message: "Slow down",
			retryAfterS: 7,
		});
		const body = { messageId: "m1", representative: bot, text: "Hi" };
		const first = await api.request("POST", `${place}/messages`, body);
		expect(first).to.include({ code: 503, status: "UNAVAILABLE", retryAfter: null });
		const second = await api.request("POST", `${place}/messages`, body);
		expect(second).to.deep.equal({
			code: 429,
			status: "RESOURCE_EXHAUSTED",
			message: "Slow down",
			retryAfter: "7",
		});
		expect(await message({ text: "Hi" })).to.equal("OK");
	});
});
