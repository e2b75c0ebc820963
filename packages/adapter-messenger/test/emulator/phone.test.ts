import type { PhoneAction, PhoneButton, PhoneLine, PhoneScreen } from "@baton/core/testing/phone";
import { expect } from "chai";
import type { EmulatedUser, MessengerEmulator } from "../../src/emulator/index.js";
import { answerOf, codeOf, graphOf, page, type SmallApp, smallApp, startMessenger } from "./small-app.js";

describe("The phone of somebody on the emulated Messenger", () => {
	let app: SmallApp;
	let messenger: MessengerEmulator;
	let graph: ReturnType<typeof graphOf>;
	let sari: EmulatedUser;

	beforeEach(async () => {
		app = await smallApp();
		messenger = await startMessenger({ webhook: app.webhook });
		graph = graphOf(messenger);
		sari = messenger.user({ name: "Sari" });
	});

	afterEach(async () => {
		await messenger.close();
		await app.close();
	});

	async function screen(address = messenger.phoneUrl): Promise<PhoneScreen> {
		const events = await fetch(`${address}screen?user=${sari.id}`);
		const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
		let text = "";
		while (!text.includes("\n\n")) text += (await reader?.read())?.value ?? "";
		await reader?.cancel();
		return (JSON.parse(text.slice("data: ".length, text.indexOf("\n\n"))) as { readonly screen: PhoneScreen })
			.screen;
	}

	function act(action: PhoneAction, address = messenger.phoneUrl): Promise<Response> {
		const headers = { "Content-Type": "application/json" };
		const body = JSON.stringify(action);
		return fetch(`${address}act?user=${sari.id}`, { method: "POST", headers, body });
	}

	function press(buttons: readonly PhoneButton[] | undefined, title: string, address?: string) {
		const button = buttons?.find((one) => one.title === title);
		return act({ type: "press", press: button?.press ?? "" }, address);
	}

	const send = (message: object, more: object = {}) =>
		graph("me/messages", { recipient: { id: sari.id }, message, ...more });

	const template = (payload: object) => send({ attachment: { type: "template", payload } });

	async function lastLine(address?: string): Promise<Extract<PhoneLine, { kind: "business" | "user" }>> {
		const line = (await screen(address)).lines.at(-1);
		if (line === undefined || line.kind === "system") throw new Error("Nothing was said");
		return line;
	}

	it("shows who speaks: the page, a persona, or a person in the inbox", async () => {
		sari.say("Hi");
		const made = await graph("me/personas", { name: "Ana", profile_picture_url: "https://a.example/" });
		await send({ text: "Hello" });
		await send({ text: "I am Ana" }, { persona_id: made.body.id });
		messenger.inbox.say(sari.id, "And I am Budi");
		const { lines } = await screen();
		const said = lines.map((line) => [line.kind, line.kind === "business" && Object.values(line.speaker)]);
		expect(said).to.deep.equal([
			["user", false],
			["business", ["Toko Senja", "BOT"]],
			["business", ["Ana", "https://a.example/", "HUMAN"]],
			["business", ["Toko Senja", "HUMAN"]],
		]);
	});

	it("shows how far what was said has come", async () => {
		messenger.webhooks.hold();
		sari.say("Hi");
		expect(await lastLine()).to.include({ state: "sent" });
		messenger.webhooks.release();
		await messenger.webhooks.settled();
		expect(await lastLine()).to.include({ state: "delivered" });
		await graph("me/messages", { recipient: { id: sari.id }, sender_action: "mark_seen" });
		expect(await lastLine()).to.include({ state: "read" });
	});

	it("says, sends pictures that can be fetched, likes, and reads", async () => {
		await act({ type: "say", text: "Hello" });
		await act({ type: "picture", url: "data:image/png;base64,iVBORw==" });
		await press((await screen()).actions, "Send a thumbs up");
		await messenger.webhooks.settled();
		const [, second, third] = app.events().map(({ message }) => message as Record<string, unknown>);
		const [picture] = (second?.attachments ?? []) as { readonly payload: { readonly url: string } }[];
		const fetched = await fetch(picture?.payload.url ?? "");
		expect(fetched.headers.get("content-type")).to.equal("image/png");
		expect(Buffer.from(await fetched.arrayBuffer()).toString("base64")).to.equal("iVBORw==");
		expect(third).to.have.nested.property("attachments[0].type", "sticker");
		await send({ text: "Nice" });
		await act({ type: "read" });
		await messenger.webhooks.settled();
		expect(app.events().at(-1)).to.have.property("read");
	});

	it("presses quick replies, which are gone then, and buttons of the right card", async () => {
		await act({ type: "say", text: "Hi" });
		await send({ text: "Sure?", quick_replies: [{ content_type: "text", title: "Yes", payload: "Y" }] });
		await press((await screen()).suggestions, "Yes");
		expect((await screen()).suggestions).to.deep.equal([]);
		const element = (title: string) => ({
			title,
			buttons: [{ type: "postback", title: "Add", payload: `ADD ${title}` }],
		});
		await template({ template_type: "generic", elements: [element("Scarf"), element("Bag")] });
		const [part] = (await lastLine()).parts;
		if (part?.kind !== "cards") throw new Error("There are no cards");
		await press(part.cards[1]?.buttons, "Add");
		await messenger.webhooks.settled();
		expect(app.events().at(-1)).to.have.nested.property("postback.payload", "ADD Bag");
		expect((await press([], "Add")).status).to.equal(400);
	});

	it("reacts, and takes it back", async () => {
		sari.say("Hi");
		await send({ text: "Hello" });
		const line = await lastLine();
		await press(line.actions, "❤️");
		expect((await lastLine()).reaction).to.equal("❤️");
		await press((await lastLine()).actions, "✕");
		expect((await lastLine()).reaction).to.equal(undefined);
	});

	it("blocks the page, and lets it write again", async () => {
		sari.say("Hi");
		await press((await screen()).actions, "Block this page");
		expect(codeOf(await send({ text: "Hello" }))).to.equal("551/1545041");
		await press((await screen()).actions, "Unblock this page");
		expect((await send({ text: "Hello" })).status).to.equal(200);
	});

	it("shows every template, and leads where links lead", async () => {
		sari.say("Hi");
		const buttons = [
			{ type: "account_link", url: "https://shop.example/login" },
			{ type: "web_url", title: "Look", url: "https://shop.example/" },
			{ type: "phone_number", title: "Call", payload: "+62812000" },
		];
		await template({ template_type: "button", text: "So?", buttons });
		const [menu] = (await lastLine()).parts;
		if (menu?.kind !== "cards") throw new Error("There are no cards");
		const [login, look, call] = menu.cards[0]?.buttons ?? [];
		expect([look?.url, call?.url]).to.deep.equal(["https://shop.example/", "tel:+62812000"]);
		const followed = await fetch(login?.url ?? "", { redirect: "manual" });
		expect(followed.headers.get("location")).to.match(
			/^https:\/\/shop\.example\/login\?account_linking_token=/,
		);
		await template({
			...{ template_type: "receipt", recipient_name: "Sari", order_number: "7", currency: "IDR" },
			...{ payment_method: "Cash", summary: { total_cost: 5 }, elements: [{ title: "Scarf", price: 5 }] },
		});
		expect((await lastLine()).parts).to.deep.include({
			kind: "cards",
			cards: [{ title: "Order 7", text: "Scarf  5\nTotal 5 IDR\nCash", buttons: [] }],
		});
		const images = [{ image_url: "https://a.example/1" }, { image_url: "https://a.example/2" }];
		await template({ template_type: "image_grid", elements: images });
		expect((await lastLine()).parts).to.have.length(2);
		await template({ template_type: "coupon", title: "10 %", subtitle: "Today" });
		expect((await lastLine()).parts[0]).to.have.nested.property("cards[0].text", "Today");
	});

	it("shows what the page offers before the first word and beside it", async () => {
		const call_to_actions = [{ question: "Open?", payload: "OPEN" }];
		const items = [{ type: "web_url", title: "Website", url: "https://shop.example/" }];
		await graph("me/messenger_profile", {
			get_started: { payload: "START" },
			ice_breakers: [{ locale: "default", call_to_actions }],
			persistent_menu: [{ locale: "default", call_to_actions: items }],
		});
		const { suggestions, actions } = await screen();
		expect(suggestions.map(({ title }) => title)).to.deep.equal(["Open?"]);
		expect(actions[0]).to.deep.equal({ title: "Website", url: "https://shop.example/" });
		sari.say("Hi");
		expect((await screen()).suggestions).to.deep.equal([]);
	});

	it("has its other end in the page's inbox", async () => {
		const { inboxUrl } = messenger;
		sari.say("Hi");
		await send({ text: "Hello" });
		expect(await screen(inboxUrl)).to.include({ title: "Sari", subtitle: "Page inbox · with an app" });
		await act({ type: "say", text: "Budi here" }, inboxUrl);
		expect(sari.heard.at(-1)?.text).to.equal("Budi here");
		const taken = await screen(inboxUrl);
		expect(taken.subtitle).to.equal("Page inbox · yours");
		expect(taken.lines.map(({ kind }) => kind)).to.deep.equal(["business", "user", "user"]);
		await press(taken.actions, "Give it back to the app", inboxUrl);
		expect((await screen(inboxUrl)).subtitle).to.equal("Page inbox · with an app");
		await press((await screen(inboxUrl)).actions, "Take the conversation", inboxUrl);
		await press((await screen(inboxUrl)).actions, "Done", inboxUrl);
		expect((await screen(inboxUrl)).subtitle).to.equal("Page inbox · nobody's");
		expect((await act({ type: "picture", url: "data:image/png;base64,AA==" }, inboxUrl)).status).to.equal(
			400,
		);
	});

	it("shows the page's picture to everybody", async () => {
		const picture = await fetch(`${messenger.url}/v25.0/${page}/picture?type=large`);
		expect(picture.headers.get("content-type")).to.match(/^image\//);
		expect((await answerOf(await fetch(`${messenger.url}/v25.0/404/picture`))).status).to.equal(401);
	});
});
