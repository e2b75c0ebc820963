import type { PhoneScreen } from "@baton/core/testing/phone";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, type EmulatedUser, startEmulator } from "../../src/emulator/index.js";
import { eventually } from "../support/eventually.js";
import { type RawApi, rawApi } from "../support/raw-api.js";

const ana = { representativeType: "HUMAN", displayName: "Ana", avatarImage: "https://shop.example/ana.png" };

describe("The phone", () => {
	let emulator: BusinessMessagesEmulator;
	let api: RawApi;
	let mia: EmulatedUser;
	let place: string;

	beforeEach(async () => {
		emulator = await startEmulator({ agentName: "The shop" });
		api = rawApi(emulator);
		mia = emulator.user({ name: "Mia" });
		place = `conversations/${mia.conversationId}`;
	});

	afterEach(() => emulator.close());

	/** What the page is sent first. */
	async function screen(): Promise<PhoneScreen> {
		const address = new URL(emulator.phoneOf(mia));
		address.pathname += "screen";
		const response = await fetch(address);
		let text = "";
		for await (const chunk of response.body ?? []) {
			text += Buffer.from(chunk).toString();
			const [, data] = /^data: (.*)\n/m.exec(text) ?? [];
			if (data !== undefined) return JSON.parse(data).screen;
		}
		throw new Error("The phone shows nothing");
	}

	async function act(action: object): Promise<number> {
		const address = new URL(emulator.phoneOf(mia));
		address.pathname += "act";
		const headers = { "content-type": "application/json" };
		return (await fetch(address, { method: "POST", headers, body: JSON.stringify(action) })).status;
	}

	it("shows who writes, with the label and the picture", async () => {
		await api.post(`${place}/events?eventId=e1`, { eventType: "REPRESENTATIVE_JOINED", representative: ana });
		await api.post(`${place}/messages`, { messageId: "m1", representative: ana, text: "Hi" });
		const bot = { representativeType: "BOT" };
		await api.post(`${place}/messages`, {
			messageId: "m2",
			representative: bot,
			text: "**Ho**",
			containsRichText: true,
		});
		const { lines, title } = await screen();
		expect(title).to.equal("The shop");
		expect(lines.map(({ kind }) => kind)).to.deep.equal(["system", "business", "business"]);
		expect(lines[0]).to.include({ text: "Ana joined the conversation" });
		expect(lines[1]).to.deep.include({
			speaker: { name: "Ana", label: "HUMAN", avatar: ana.avatarImage },
			parts: [{ kind: "text", text: "Hi" }],
		});
		expect(lines[2]).to.deep.include({
			speaker: { name: "The shop", label: "BOT" },
			parts: [{ kind: "text", text: "Ho" }],
		});
	});

	it("shows who is typing, until they write", async () => {
		await api.post(`${place}/events?eventId=e1`, { eventType: "TYPING_STARTED", representative: ana });
		expect((await screen()).typing).to.include({ name: "Ana", label: "HUMAN" });
		await api.post(`${place}/messages`, { messageId: "m1", representative: ana, text: "Hi" });
		expect((await screen()).typing).to.equal(undefined);
	});

	it("shows pictures, cards, suggestions and the survey", async () => {
		const bot = { representativeType: "BOT" };
		const contentInfo = { fileUrl: "https://shop.example/a.png", altText: "A dress" };
		await api.post(`${place}/messages`, { messageId: "m1", representative: bot, image: { contentInfo } });
		const cardContent = {
			title: "Dress",
			media: { height: "TALL", contentInfo },
			suggestions: [{ liveAgentRequest: {} }],
		};
		const suggestions = [
			{ action: { text: "Call", postbackData: "c", dialAction: { phoneNumber: "+1222" } } },
		];
		const richCard = { standaloneCard: { cardContent } };
		await api.post(`${place}/messages`, { messageId: "m2", representative: bot, richCard, suggestions });
		const shown = await screen();
		const picture = { url: contentInfo.fileUrl, description: "A dress" };
		expect(shown.lines[0]).to.deep.include({ parts: [{ kind: "picture", picture }] });
		expect(shown.lines[1]).to.deep.nested.include({
			"parts[0].cards[0].title": "Dress",
			"parts[0].cards[0].picture": { ...picture, height: "tall" },
			"parts[0].cards[0].buttons": [{ title: "Message a live agent", press: "m2:0:0" }],
		});
		expect(shown.suggestions).to.deep.equal([{ title: "Call", press: "m2:0", url: "tel:+1222" }]);
		await api.post(`${place}/surveys?surveyId=s1`, {});
		const survey = await screen();
		expect(survey.suggestions.map(({ title }) => title)).to.deep.equal(["Yes", "No"]);
		expect(await act({ type: "press", press: survey.suggestions[0]?.press })).to.equal(204);
		await eventually(async () => (await screen()).suggestions.length === 0 || undefined);
	});

	it("shows the fallback where the agent asks for it", async () => {
		const body = {
			messageId: "m1",
			representative: { representativeType: "BOT" },
			text: "Rich",
			fallback: "Poor",
		};
		await api.post(`${place}/messages?forceFallback=true`, body);
		expect((await screen()).lines[0]).to.deep.include({ parts: [{ kind: "text", text: "Poor" }] });
	});

	it("does what is done on it", async () => {
		expect(await act({ type: "say", text: "Hi" })).to.equal(204);
		expect(await act({ type: "picture", url: "data:image/png;base64,iVBORw0KGgo=" })).to.equal(204);
		await eventually(() => mia.lines.length === 2 || undefined);
		const { lines } = await screen();
		expect(lines[0]).to.deep.include({ kind: "user", parts: [{ kind: "text", text: "Hi" }] });
		const [, picture] = mia.lines;
		const url = picture?.kind === "user" ? picture.picture : undefined;
		const stored = await fetch(url ?? "");
		expect(stored.headers.get("content-type")).to.equal("image/png");
		expect(await act({ type: "press", press: "live-agent" })).to.equal(204);
	});
});
