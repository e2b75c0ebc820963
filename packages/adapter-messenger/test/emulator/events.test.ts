import { expect } from "chai";
import {
	type EmulatedUser,
	type MessengerEmulator,
	type VirtualClock,
	virtualClock,
} from "../../src/emulator/index.js";
import { graphOf, type SmallApp, smallApp, startMessenger } from "./small-app.js";

const template = (payload: object) => ({ attachment: { type: "template", payload } });

describe("What people do on the emulated Messenger", () => {
	let app: SmallApp;
	let clock: VirtualClock;
	let messenger: MessengerEmulator;
	let graph: ReturnType<typeof graphOf>;
	let sari: EmulatedUser;

	beforeEach(async () => {
		app = await smallApp();
		clock = virtualClock(Date.UTC(2026, 5, 1));
		messenger = await startMessenger({ webhook: app.webhook, clock });
		graph = graphOf(messenger);
		sari = messenger.user({ name: "Sari" });
		sari.say("Hi");
		await messenger.webhooks.settled();
	});

	afterEach(async () => {
		await messenger.close();
		await app.close();
	});

	function send(message: object): Promise<{ readonly body: { readonly message_id: string } }> {
		return graph("me/messages", { recipient: { id: sari.id }, message });
	}

	/** The newest event that says this. */
	async function told(name: string): Promise<Record<string, unknown>> {
		await messenger.webhooks.settled();
		const event = app.events().findLast((one) => name in one);
		return (event?.[name] ?? {}) as Record<string, unknown>;
	}

	it("tells a picture, and a like as a sticker and an image until the end of August 2026", async () => {
		sari.sendPicture("https://example.com/a.png");
		expect(await told("message")).to.have.nested.property(
			"attachments[0].payload.url",
			"https://example.com/a.png",
		);
		sari.sendLike();
		expect((await told("message")).attachments).to.have.length(2);
		await clock.advance(Date.UTC(2026, 8, 1) - clock.now());
		sari.sendLike();
		expect((await told("message")).attachments).to.have.length(1);
	});

	it("tells an answer to a message, and changes of one, up to five", async () => {
		const first = sari.say("Is it red?");
		sari.say("Or blue", { replyTo: first });
		expect(await told("message")).to.have.nested.property("reply_to.mid", first);
		for (let number = 1; number <= 5; number += 1) sari.edit(first, `Is it red ${number}?`);
		expect(await told("message_edit")).to.deep.equal({ mid: first, text: "Is it red 5?", num_edit: 5 });
		expect(() => sari.edit(first, "Once more")).to.throw("5 times at most");
	});

	it("tells reactions by Meta's names", async () => {
		const { body } = await send({ text: "Hello" });
		const mid = body.message_id;
		sari.react(mid, "❤️");
		expect(await told("reaction")).to.deep.equal({ mid, reaction: "love", action: "react", emoji: "❤️" });
		sari.react(mid, undefined);
		expect(await told("reaction")).to.deep.equal({ mid, reaction: "love", action: "unreact" });
	});

	it("tells the press of a button with its payload, and of a link nothing", async () => {
		const buttons = [
			{ type: "postback", title: "Add", payload: "ADD" },
			{ type: "web_url", title: "Look", url: "https://example.com/" },
		];
		await send(template({ template_type: "button", text: "Shirt", buttons }));
		expect(sari.press("Look")).to.equal("https://example.com/");
		sari.press("Add");
		const { mid, ...press } = await told("postback");
		expect(press).to.deep.equal({ title: "Add", payload: "ADD" });
		expect(mid).to.match(/^m_/);
		expect(() => sari.press("Remove")).to.throw("nothing-to-press");
	});

	it("tells a quick reply as a message, which can be pressed until the next message", async () => {
		const quick_replies = [
			{ content_type: "text", title: "Yes", payload: "YES" },
			{ content_type: "user_email" },
		];
		await send({ text: "Sure?", quick_replies });
		sari.press("Yes");
		expect(await told("message")).to.deep.include({ text: "Yes", quick_reply: { payload: "YES" } });
		expect(() => sari.press("Yes")).to.throw("nothing-to-press");
		await send({ text: "Where?", quick_replies });
		sari.press("Share my e-mail address");
		const { text, quick_reply } = await told("message");
		expect(quick_reply).to.deep.equal({ payload: text });
	});

	it("tells Get Started, ice breakers and the menu of the page as presses", async () => {
		await graph("me/messenger_profile", {
			get_started: { payload: "START" },
			persistent_menu: [
				{ locale: "default", call_to_actions: [{ type: "postback", title: "Help", payload: "HELP" }] },
			],
		});
		const dewi = messenger.user({ name: "Dewi" });
		dewi.press("Get started");
		expect(await told("postback")).to.deep.include({ payload: "START" });
		expect(() => dewi.press("Get started")).to.throw("nothing-to-press");
		dewi.press("Help");
		expect(await told("postback")).to.deep.include({ payload: "HELP" });
	});

	it("tells a return through a link", async () => {
		sari.refer("spring");
		expect(await told("referral")).to.deep.equal({ ref: "spring", source: "SHORTLINK", type: "OPEN_THREAD" });
	});

	it("tells that a message arrived when it has, and that it was read", async () => {
		const first = (await send({ text: "One" })).body.message_id;
		expect(await told("delivery")).to.deep.equal({ mids: [first], watermark: clock.now() });
		sari.goOffline();
		const second = (await send({ text: "Two" })).body.message_id;
		expect((await told("delivery")).mids).to.deep.equal([first]);
		sari.goOnline();
		expect((await told("delivery")).mids).to.deep.equal([second]);
		sari.read();
		expect(await told("read")).to.deep.equal({ watermark: clock.now() });
	});

	it("echoes what was said, with its metadata and the app's id as a number", async () => {
		const sent = await send({ text: "Hello", metadata: "from-us" });
		const echo = await told("message");
		expect(echo).to.deep.equal({
			is_echo: true,
			app_id: 743273262513025,
			metadata: "from-us",
			mid: sent.body.message_id,
			text: "Hello",
		});
	});

	it("shows the user what was said, and waits for it", async () => {
		const waiting = sari.hears(/soon/);
		await send({ text: "Back soon" });
		expect((await waiting).text).to.equal("Back soon");
		expect(sari.heard.map(({ text }) => text)).to.deep.equal(["Back soon"]);
		await send(template({ template_type: "generic", elements: [{ title: "Batik", subtitle: "Blue" }] }));
		expect(await sari.hears("Batik")).to.have.nested.property("attachments[0].type", "template");
	});

	it("links an account over the page of the business, and unlinks it", async () => {
		const buttons = [
			{ type: "account_link", url: "https://example.com/login?a=1" },
			{ type: "account_unlink" },
		];
		await send(template({ template_type: "button", text: "Please log in", buttons }));
		const address = new URL(sari.press("Log in") ?? "");
		const linkingToken = address.searchParams.get("account_linking_token") ?? "";
		expect(address.searchParams.get("a")).to.equal("1");
		const path = `me?fields=recipient&account_linking_token=${linkingToken}`;
		expect((await graph(path)).body.recipient).to.equal(sari.id);
		const back = new URL(address.searchParams.get("redirect_uri") ?? "");
		back.searchParams.set("authorization_code", "C0DE");
		expect(await (await fetch(back)).text()).to.match(/^You are logged in/);
		expect(await told("account_linking")).to.deep.equal({ status: "linked", authorization_code: "C0DE" });
		expect((await graph(path)).body.error.code).to.equal(10303);
		await graph("me/unlink_accounts", { psid: sari.id });
		expect(await told("account_linking")).to.deep.equal({ status: "unlinked" });
	});

	it("forgets the token of a login after 5 minutes", async () => {
		const buttons = [{ type: "account_link", url: "https://example.com/login" }];
		await send(template({ template_type: "button", text: "Please log in", buttons }));
		const address = new URL(sari.press("Log in") ?? "");
		await clock.advance(5 * 60_000);
		const back = new URL(address.searchParams.get("redirect_uri") ?? "");
		back.searchParams.set("authorization_code", "C0DE");
		expect(await (await fetch(back)).text()).to.match(/not logged in/);
		expect(await told("account_linking")).to.deep.equal({});
	});
});
