import { expect } from "chai";
import {
	type EmulatedUser,
	type EmulatorOptions,
	inboxAppId,
	type MessengerEmulator,
	type PageInbox,
	type VirtualClock,
	virtualClock,
} from "../../src/emulator/index.js";
import { codeOf, graphOf, page, type SmallApp, smallApp, startMessenger } from "./small-app.js";

const day = 24 * 60 * 60_000;
const our = "743273262513025";
const other = {
	id: "222",
	name: "Ticket app",
	appSecret: "other",
	verifyToken: "verify",
	tokens: { [page]: "t2" },
};

describe("Threads of the emulated Messenger", () => {
	let app: SmallApp;
	let otherApp: SmallApp;
	let clock: VirtualClock;
	let messenger: MessengerEmulator;
	let inbox: PageInbox;
	let sari: EmulatedUser;

	async function start(options: Partial<EmulatorOptions> = {}): Promise<void> {
		app = await smallApp();
		otherApp = await smallApp();
		clock = virtualClock(Date.UTC(2026, 5, 1));
		const otherApps = [{ ...other, webhook: otherApp.webhook }];
		messenger = await startMessenger({ webhook: app.webhook, clock, otherApps, ...options });
		inbox = messenger.inbox;
		sari = messenger.user({ name: "Sari", id: "725" });
	}

	afterEach(async () => {
		await messenger.close();
		await Promise.all([app.close(), otherApp.close()]);
	});

	function ask(path: string, more?: object, as: "ours" | "other" = "ours") {
		const caller = as === "ours" ? {} : { token: "t2", secret: "other" };
		const body = more === undefined ? undefined : { recipient: { id: sari.id }, ...more };
		return graphOf(messenger)(path, body, caller);
	}

	function say(as: "ours" | "other") {
		return ask("me/messages", { message: { text: `from ${as}` } }, as);
	}

	/** Waits until everybody has been told, and says what this app heard: where, and what. */
	async function heard(by: SmallApp): Promise<readonly string[]> {
		await Promise.all([messenger.webhooks.settled(), messenger.webhooksOf(other.id).settled()]);
		return (["messaging", "standby"] as const).flatMap((channel) =>
			by.events(channel).map((event) => `${channel} ${kindOf(event)}`),
		);
	}

	function kindOf(event: Record<string, unknown>): string {
		const kind =
			Object.keys(event).find((name) => !["sender", "recipient", "timestamp"].includes(name)) ?? "";
		const { is_echo } = event[kind] as { readonly is_echo?: boolean };
		return is_echo ? "echo" : kind;
	}

	it("are the default app's when somebody writes, and the others overhear", async () => {
		await start();
		sari.say("Hi");
		await messenger.webhooksOf(other.id).settled();
		expect(await heard(app)).to.deep.equal(["messaging message"]);
		expect(await heard(otherApp)).to.deep.equal(["standby message"]);
		const owner = (await ask(`me/thread_owner?recipient=${sari.id}`)).body.data[0].thread_owner;
		expect(owner).to.deep.equal({ app_id: our, expiration: (clock.now() + day) / 1000 });
		expect((await ask(`me/thread_owner?recipient=${sari.id}`, undefined, "other")).body).to.deep.equal({
			data: [{ thread_owner: {} }],
		});
	});

	it("let only their owner speak", async () => {
		await start();
		sari.say("Hi");
		expect(codeOf(await say("other"))).to.equal("10/2018300");
		await ask("me/pass_thread_control", { target_app_id: other.id });
		expect(codeOf(await say("ours"))).to.equal("10/2018300");
		expect((await say("other")).status).to.equal(200);
	});

	it("pass, and tell the new owner who had them", async () => {
		await start();
		sari.say("Hi");
		await ask("me/pass_thread_control", { target_app_id: other.id, metadata: "a complaint" });
		await messenger.webhooksOf(other.id).settled();
		expect(otherApp.events()[0]).to.deep.include({
			sender: { id: sari.id },
			pass_thread_control: {
				previous_owner_app_id: our,
				new_owner_app_id: other.id,
				metadata: "a complaint",
			},
		});
		sari.say("Still there?");
		await messenger.webhooksOf(other.id).settled();
		expect(await heard(app)).to.deep.equal(["messaging message", "standby message"]);
		expect((await heard(otherApp)).at(1)).to.equal("messaging message");
	});

	it("pass from their owner only, and only to an app that is there", async () => {
		await start();
		sari.say("Hi");
		expect(codeOf(await ask("me/pass_thread_control", { target_app_id: our }, "other"))).to.equal(
			"10/2018300",
		);
		expect(codeOf(await ask("me/pass_thread_control", { target_app_id: "404" }))).to.equal("100");
		expect(codeOf(await ask("me/pass_thread_control", {}))).to.equal("100");
	});

	it("tell others no payload of a button", async () => {
		await start();
		sari.say("Hi");
		const buttons = [{ type: "postback", title: "Help", payload: "SECRET" }];
		const payload = { template_type: "button", text: "So?", buttons };
		await ask("me/messages", { message: { attachment: { type: "template", payload } } });
		sari.press("Help");
		await messenger.webhooks.settled();
		await messenger.webhooksOf(other.id).settled();
		const [press] = otherApp.events("standby").filter((event) => "postback" in event);
		expect(press?.postback).to.have.all.keys("mid", "title");
		expect(app.events().at(-1)).to.have.nested.property("postback.payload", "SECRET");
	});

	it("are taken by whoever answers in the page's inbox", async () => {
		await start();
		sari.say("Hi");
		inbox.say(sari.id, "Ana here");
		await messenger.webhooks.settled();
		const taken = app.events().at(-1);
		expect(taken).to.have.deep.property("take_thread_control", {
			previous_owner_app_id: our,
			new_owner_app_id: inboxAppId,
			metadata: "",
		});
		const [echo] = app.events("standby");
		expect(echo).to.deep.include({ sender: { id: page }, recipient: { id: sari.id } });
		expect(echo?.message).to.deep.include({ is_echo: true, app_id: Number(inboxAppId), text: "Ana here" });
		expect(codeOf(await say("ours"))).to.equal("10/2018300");
		sari.say("Thanks, Ana");
		await messenger.webhooks.settled();
		expect(app.events("standby").at(-1)).to.have.nested.property("message.text", "Thanks, Ana");
	});

	it("come back from the inbox by being given, by being done, or by a day of silence", async () => {
		await start();
		sari.say("Hi");
		inbox.take(sari.id);
		inbox.giveBack(sari.id);
		await messenger.webhooks.settled();
		expect(app.events().at(-1)).to.have.nested.property(
			"pass_thread_control.previous_owner_app_id",
			inboxAppId,
		);
		inbox.take(sari.id);
		inbox.done(sari.id);
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body).to.deep.equal({ data: [] });
		expect((await say("ours")).status).to.equal(200);
		inbox.take(sari.id);
		await messenger.webhooks.settled();
		await clock.advance(day);
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body).to.deep.equal({ data: [] });
		sari.say("Good morning");
		await messenger.webhooks.settled();
		expect(app.events().at(-1)).to.have.nested.property("message.text", "Good morning");
	});

	it("are taken back by the default app, and by no other", async () => {
		await start();
		sari.say("Hi");
		await ask("me/pass_thread_control", { target_app_id: other.id });
		expect(codeOf(await ask("me/take_thread_control", {}, "other"))).to.equal("10");
		expect((await ask("me/take_thread_control", { metadata: "back" })).body).to.deep.equal({ success: true });
		await messenger.webhooksOf(other.id).settled();
		const lost = otherApp.events().at(-1)?.take_thread_control;
		expect(lost).to.deep.equal({ previous_owner_app_id: other.id, new_owner_app_id: our, metadata: "back" });
		expect((await say("ours")).status).to.equal(200);
	});

	it("are released to nobody, without a word to anybody", async () => {
		await start();
		sari.say("Hi");
		await ask("me/release_thread_control", {});
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body).to.deep.equal({ data: [] });
		expect(codeOf(await ask("me/release_thread_control", {}))).to.equal("10/2018300");
		expect(await heard(app)).to.deep.equal(["messaging message"]);
		expect(codeOf(await say("other")), "while it is idle").to.equal("10/2018300");
	});

	it("pass and are released along with a message", async () => {
		await start();
		sari.say("Hi");
		const message = { text: "I am calling a colleague" };
		await ask("me/messages", { message, thread_control: { control_type: "pass", app_id: other.id } });
		expect((await say("other")).status).to.equal(200);
		await ask("me/messages", { message, thread_control: { control_type: "release" } }, "other");
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body).to.deep.equal({ data: [] });
	});

	it("are asked for", async () => {
		await start();
		sari.say("Hi");
		await ask("me/request_thread_control", { metadata: "please" }, "other");
		await messenger.webhooks.settled();
		const asked = app.events().at(-1)?.request_thread_control;
		expect(asked).to.deep.equal({ requested_owner_app_id: 222, metadata: "please" });
	});

	it("are kept for up to 7 days", async () => {
		await start();
		sari.say("Hi");
		const extend = (duration: number) => ask("me/extend_thread_control", { duration });
		expect(codeOf(await extend(604_801))).to.equal("100");
		await extend(604_800);
		await clock.advance(7 * day - 1);
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body.data).to.have.length(1);
		await clock.advance(1);
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body.data).to.deep.equal([]);
		expect(codeOf(await extend(60))).to.equal("10/2018300");
	});

	it("are not taken by what people send late, with the tag for that", async () => {
		await start();
		sari.say("Hi");
		await clock.advance(2 * day);
		const late = { message: { text: "Sorry" }, messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
		expect((await ask("me/messages", late)).status).to.equal(200);
		expect((await ask(`me/thread_owner?recipient=${sari.id}`)).body).to.deep.equal({ data: [] });
	});

	it("are everybody's where there is no default app, and cannot be taken", async () => {
		await start({ defaultApp: "none" });
		sari.say("Hi");
		await messenger.webhooksOf(other.id).settled();
		expect(await heard(app)).to.deep.equal(["messaging message"]);
		expect(await heard(otherApp)).to.deep.equal(["messaging message"]);
		expect((await say("ours")).status).to.equal(200);
		expect((await say("other")).status).to.equal(200);
		expect(codeOf(await ask("me/take_thread_control", {}))).to.equal("10");
	});

	it("wait for people where the inbox is the default", async () => {
		await start({ defaultApp: "inbox" });
		sari.say("Hi");
		expect(codeOf(await say("ours"))).to.equal("10/2018300");
		expect(await heard(app)).to.deep.equal(["standby message"]);
		expect((await ask("me?fields=messaging_feature_status")).body.messaging_feature_status).to.deep.equal({
			hop_v2: true,
			msgr_multi_app: true,
			ig_multi_app: false,
		});
	});
});
