import { createHmac } from "node:crypto";
import { expect } from "chai";
import { type MessengerEmulator, type VirtualClock, virtualClock } from "../../src/emulator/index.js";
import { appSecret, graphOf, otherPage, page, type SmallApp, smallApp, startMessenger } from "./small-app.js";

describe("Webhooks of the Messenger emulator", () => {
	let app: SmallApp;
	let clock: VirtualClock;
	let messenger: MessengerEmulator;

	beforeEach(async () => {
		app = await smallApp();
		clock = virtualClock(Date.UTC(2026, 5, 1));
		messenger = await startMessenger({ webhook: app.webhook, clock });
	});

	afterEach(async () => {
		await messenger.close();
		await app.close();
	});

	async function refusalOf(attempt: Promise<unknown>): Promise<unknown> {
		return attempt.then(
			() => "nothing",
			(error: { readonly code?: unknown }) => error.code,
		);
	}

	it("verifies a webhook before it sends anything there", async () => {
		const stranger = await smallApp("another token");
		expect(await refusalOf(messenger.connectWebhook(stranger.webhook))).to.equal("webhook-not-verified");
		await stranger.close();
		expect(await refusalOf(messenger.connectWebhook(stranger.webhook))).to.equal("webhook-not-verified");
		messenger.user().say("Hi");
		await app.got(1);
		expect(stranger.posts).to.deep.equal([]);
	});

	it("does not start without a page, or with a webhook that is not the app's", async () => {
		expect(await refusalOf(startMessenger({ pages: [] }))).to.equal("no-page");
		const wrong = startMessenger({ webhook: app.webhook, verifyToken: "wrong" });
		expect(await refusalOf(wrong)).to.equal("webhook-not-verified");
	});

	it("signs what is on the wire, twice, with everything beyond ASCII and every slash escaped", async () => {
		messenger.user({ id: "725" }).say("Schön 🎉 a/b");
		await app.got(1);
		const [{ body, headers } = { body: "", headers: {} }] = app.posts;
		expect(body).to.include('"text":"Sch\\u00f6n \\ud83c\\udf89 a\\/b"');
		const sign = (how: string) => `${how}=${createHmac(how, appSecret).update(body).digest("hex")}`;
		expect(headers["x-hub-signature-256"]).to.equal(sign("sha256"));
		expect(headers["x-hub-signature"]).to.equal(sign("sha1"));
		expect(sign("sha256")).to.not.equal(
			`sha256=${createHmac("sha256", appSecret)
				.update(JSON.stringify(JSON.parse(body)))
				.digest("hex")}`,
		);
	});

	it("tells who wrote to which page, when, and under which id", async () => {
		const mid = messenger.user({ id: "725", page: otherPage }).say("Hi");
		await app.got(1);
		expect(JSON.parse(app.posts[0]?.body ?? "")).to.deep.equal({
			object: "page",
			entry: [
				{
					id: otherPage,
					time: clock.now(),
					messaging: [
						{
							sender: { id: "725" },
							recipient: { id: otherPage },
							timestamp: clock.now(),
							message: { mid, text: "Hi" },
						},
					],
				},
			],
		});
	});

	it("sends together what has waited together, also for several pages", async () => {
		messenger.webhooks.hold();
		messenger.user({ id: "725" }).say("one");
		messenger.user({ id: "726", page: otherPage }).say("two");
		messenger.webhooks.release();
		await messenger.webhooks.settled();
		expect(app.posts).to.have.length(1);
		const { entry } = JSON.parse(app.posts[0]?.body ?? "");
		expect(entry.map(({ id }: { readonly id: string }) => id)).to.deep.equal([page, otherPage]);
	});

	it("sends again, with the same ids, what has already arrived, if a test wants that", async () => {
		messenger.webhooks.repeat(2);
		messenger.user().say("Hi");
		await messenger.webhooks.settled();
		expect(app.posts).to.have.length(3);
		expect(new Set(app.posts.map(({ body }) => body)).size).to.equal(1);
	});

	it("repeats what was not answered with 200, a redirect included", async () => {
		for (const status of [500, 204, 302]) {
			const before = app.posts.length;
			app.answer = status;
			messenger.user().say(`after ${status}`);
			await app.got(before + 1);
			app.answer = 200;
			await messenger.webhooks.settled();
			await clock.advance(0);
			await app.got(before + 2);
			await messenger.webhooks.settled();
			const statuses = messenger.webhooks.attempts.slice(-2).map((each) => each.status);
			expect(statuses).to.deep.equal([status, 200]);
		}
	});

	it("repeats what was not answered within 5 seconds", async () => {
		app.answer = "silence";
		messenger.user().say("Hi");
		await app.got(1);
		await clock.advance(4_999);
		expect(messenger.webhooks.attempts).to.deep.equal([]);
		app.answer = 200;
		await clock.advance(1);
		await messenger.webhooks.settled();
		expect(messenger.webhooks.attempts[0]?.status).to.equal(undefined);
		await clock.advance(0);
		await app.got(2);
		expect(app.posts[1]?.body).to.equal(app.posts[0]?.body.replace(/"time":\d+/, `"time":${clock.now()}`));
	});

	it("does not hold back later events for one that fails: the order breaks", async () => {
		const sari = messenger.user();
		app.answer = 500;
		sari.say("first");
		await messenger.webhooks.settled();
		app.answer = 200;
		sari.say("second");
		await messenger.webhooks.settled();
		await clock.advance(0);
		await app.got(3);
		const said = app.events().map(({ message }) => (message as { readonly text: string }).text);
		expect(said).to.deep.equal(["first", "second", "first"]);
	});

	it("alerts after 15 minutes of failing, and unsubscribes the app after an hour", async () => {
		app.answer = 500;
		const sari = messenger.user();
		sari.say("Is anybody there?");
		await messenger.webhooks.settled();
		await failFor(15);
		expect(messenger.alerts).to.have.length(1);
		expect(messenger.alerts[0]).to.match(/15 minutes/);
		await failFor(45);
		expect(messenger.alerts.at(-1)).to.match(/disabled: subscribe/);
		app.answer = 200;
		const before = app.posts.length;
		sari.say("Hello?");
		await messenger.webhooks.settled();
		expect(app.posts).to.have.length(before);
		const graph = graphOf(messenger);
		expect((await graph(`${page}/subscribed_apps`)).body).to.deep.equal({ data: [] });
		await graph(`${page}/subscribed_apps`, { subscribed_fields: ["messages"] });
		sari.say("Now?");
		await app.got(before + 1);
		expect(app.events().at(-1)).to.have.nested.property("message.text", "Now?");
	});

	async function failFor(minutes: number): Promise<void> {
		for (let passed = 0; passed < minutes; passed += 1) {
			await clock.advance(60_000);
			await messenger.webhooks.settled();
		}
	}

	it("tells only what the app has subscribed to", async () => {
		const graph = graphOf(messenger);
		const wrong = await graph("me/subscribed_apps", { subscribed_fields: ["messages", "secrets"] });
		expect(wrong.status).to.equal(400);
		await graph("me/subscribed_apps", { subscribed_fields: "message_reactions" });
		const sari = messenger.user();
		const mid = sari.say("Hi");
		sari.react(mid, "👍");
		await messenger.webhooks.settled();
		expect(app.events().map((event) => Object.keys(event).at(-1))).to.deep.equal(["reaction"]);
		const shown = (await graph("me/subscribed_apps")).body.data[0];
		expect(shown.subscribed_fields).to.deep.equal(["message_reactions"]);
		await graph("me/subscribed_apps", undefined, { method: "DELETE" });
		sari.react(mid, undefined);
		await messenger.webhooks.settled();
		expect(app.posts).to.have.length(1);
	});
});
