import { createHmac } from "node:crypto";
import { assert } from "chai";
import { startSlackEmulator, virtualClock } from "../../../src/slack/emulator/index.js";
import { type Acme, type Json, manifest, startAcme } from "./acme.js";

describe("The Slack emulator's events", () => {
	let acme: Acme;
	let general: string;

	beforeEach(async () => {
		acme = await startAcme();
		general = acme.slack.workspace().channel("general");
		await acme.client.conversations.join({ channel: general });
		await acme.slack.app().events.settled();
	});

	afterEach(() => acme.close());

	function settled(): Promise<void> {
		return acme.slack.app().events.settled();
	}

	function last(): Json {
		return acme.events.at(-1) ?? {};
	}

	it("are signed over the bytes that are sent", async () => {
		acme.slack.workspace().person("Ana").says("general", "Hello ä & <you>");
		await settled();
		const { headers, text } = acme.last;
		const base = `v0:${headers["x-slack-request-timestamp"]}:${text}`;
		const expected = createHmac("sha256", acme.slack.app().signingSecret).update(base).digest("hex");
		assert.equal(headers["x-slack-signature"], `v0=${expected}`);
	});

	it("come in an envelope that says whose they are", async () => {
		const ana = acme.slack.workspace().person("Ana");
		ana.says("general", "Hello");
		await settled();
		const { body } = acme.last;
		assert.deepInclude(body, { type: "event_callback", team_id: acme.slack.workspace().id });
		assert.match(String(body.event_id), /^Ev/);
		assert.deepInclude(last(), {
			type: "message",
			user: ana.id,
			text: "Hello",
			channel: general,
			channel_type: "channel",
		});
		assert.property(last(), "client_msg_id");
		assert.notProperty(last(), "subtype");
	});

	it("escape what people type, and link people, channels and addresses", async () => {
		const [ana, ben] = [acme.slack.workspace().person("Ana"), acme.slack.workspace().person("Ben")];
		ana.says("general", "1 < 2 & 3 > 2 @Ben in #random, see https://example.com/?a=1&b=2");
		await settled();
		const random = acme.slack.workspace().channel("random");
		assert.equal(
			last().text,
			`1 &lt; 2 &amp; 3 &gt; 2 <@${ben.id}> in <#${random}|random>, see <https://example.com/?a=1&amp;b=2>`,
		);
	});

	it("tell an app of its own posts too", async () => {
		await acme.client.chat.postMessage({ channel: general, text: "Mine" });
		await settled();
		const app = acme.slack.app();
		assert.deepInclude(last(), { type: "message", text: "Mine", app_id: app.id, user: app.botUser() });
		assert.match(String(last().bot_id), /^B/);
		assert.notProperty(last(), "subtype");
		await acme.client.chat.postMessage({ channel: general, text: "As Mia", username: "Mia" });
		await settled();
		assert.deepInclude(last(), { subtype: "bot_message", username: "Mia", app_id: app.id });
		assert.notProperty(last(), "user");
	});

	it("tell what was edited, deleted and unfurled", async () => {
		const ana = acme.slack.workspace().person("Ana");
		const message = ana.says("general", "One");
		ana.edits(message, "Two");
		await settled();
		assert.deepInclude(last(), { subtype: "message_changed", hidden: true });
		assert.equal((last().message as Json).text, "Two");
		assert.equal((last().previous_message as Json).text, "One");
		acme.slack.workspace().unfurls(message);
		await settled();
		assert.equal((last().message as Json).text, (last().previous_message as Json).text);
		ana.deletes(message);
		await settled();
		assert.deepInclude(last(), { subtype: "message_deleted", deleted_ts: message.ts });
	});

	it("leave a gravestone where a message with answers was deleted", async () => {
		const ana = acme.slack.workspace().person("Ana");
		const root = ana.says("general", "Question");
		ana.says("general", "Answer", { thread: root.ts });
		ana.deletes(root);
		await settled();
		assert.equal(last().subtype, "message_changed");
		assert.equal((last().message as Json).subtype, "tombstone");
	});

	it("tell of answers in threads, in the channel as well if asked", async () => {
		const ana = acme.slack.workspace().person("Ana");
		const root = ana.says("general", "Question");
		ana.says("general", "Answer", { thread: root.ts });
		await settled();
		assert.deepInclude(last(), { thread_ts: root.ts, parent_user_id: ana.id });
		ana.says("general", "For all", { thread: root.ts, broadcast: true });
		await settled();
		assert.deepInclude(last(), { subtype: "thread_broadcast", thread_ts: root.ts });
		assert.deepInclude(last().root as Json, { text: "Question", reply_count: 2 });
	});

	it("tell of files", async () => {
		acme.slack
			.workspace()
			.person("Ana")
			.uploads("general", { name: "a.png", bytes: new Uint8Array([1]), comment: "Look" });
		await settled();
		const [file] = last().files as readonly Json[];
		assert.deepInclude(last(), { subtype: "file_share", text: "Look" });
		assert.deepInclude(file ?? {}, { name: "a.png", mimetype: "image/png", size: 1 });
	});

	it("mention an app apart from the message", async () => {
		acme.slack.workspace().person("Ana").says("general", "@helper are you there?");
		await settled();
		assert.deepEqual(
			acme.events.slice(-2).map(({ type }) => type),
			["message", "app_mention"],
		);
	});

	it("stay away from apps that are not in the channel", async () => {
		const before = acme.events.length;
		acme.slack.workspace().person("Ana").says("random", "Nobody hears this");
		await settled();
		assert.lengthOf(acme.events, before);
	});

	it("tell of archiving and renaming", async () => {
		const ana = acme.slack.workspace().person("Ana");
		ana.renames("random", "chatter");
		ana.archives("chatter");
		await settled();
		const types = acme.events.slice(-2).map(({ type }) => type);
		assert.deepEqual(types, ["channel_rename", "channel_archive"]);
	});

	it("come twice with the same id, held back, or in another order, on request", async () => {
		const { events } = acme.slack.app();
		const ana = acme.slack.workspace().person("Ana");
		events.repeat(1);
		ana.says("general", "Again");
		await settled();
		const [first, second] = acme.heard.slice(-2).map(({ body }) => body.event_id);
		assert.equal(first, second);
		events.hold();
		ana.says("general", "One");
		ana.says("general", "Two");
		events.release({ order: "reversed" });
		await settled();
		assert.deepEqual(
			acme.events.slice(-2).map(({ text }) => text),
			["Two", "One"],
		);
	});
});

describe("The Slack emulator's retries", () => {
	it("come at once, after a minute and after five, and say why", async () => {
		const clock = virtualClock();
		const acme = await startAcme({ clock });
		await acme.client.conversations.join({ channel: acme.slack.workspace().channel("general") });
		const { events } = acme.slack.app();
		await events.settled();
		acme.answer = (_, response) => void response.writeHead(500).end();
		acme.slack.workspace().person("Ana").says("general", "Hello");
		await events.settled();
		await clock.advance(60_000);
		await events.settled();
		await clock.advance(300_000);
		await events.settled();
		await clock.advance(3_600_000);
		await events.settled();
		const tries = acme.heard.filter(({ body }) => (body.event as Json).text === "Hello");
		assert.deepEqual(
			tries.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]),
			[
				[undefined, undefined],
				["1", "http_error"],
				["2", "http_error"],
				["3", "http_error"],
			],
		);
		const times = events.attempts.filter(({ failure }) => failure !== undefined).map(({ at }) => at);
		assert.deepEqual(
			times.map((at) => at - (times[0] ?? 0)),
			[0, 0, 60_000, 360_000],
		);
		assert.lengthOf(new Set(tries.map(({ body }) => body.event_id)), 1);
		await acme.close();
	});

	it("come when the app does not answer within three seconds", async () => {
		const clock = virtualClock();
		const acme = await startAcme({ clock });
		await acme.client.conversations.join({ channel: acme.slack.workspace().channel("general") });
		const { events } = acme.slack.app();
		await events.settled();
		const arrived = new Promise<void>((resolve) => {
			acme.answer = () => resolve();
		});
		acme.slack.workspace().person("Ana").says("general", "Hello");
		await arrived;
		acme.answer = (_, response) => response.end();
		await clock.advance(3_000);
		await events.settled();
		assert.deepEqual(
			events.attempts.slice(-2).map(({ failure }) => failure),
			["http_timeout", undefined],
		);
		assert.equal(acme.heard.at(-1)?.headers["x-slack-retry-reason"], "http_timeout");
		await acme.close();
	});

	it("do not come if the app says so", async () => {
		const clock = virtualClock();
		const acme = await startAcme({ clock });
		acme.answer = (_, response) => void response.writeHead(500, { "x-slack-no-retry": "1" }).end();
		await acme.client.conversations.join({ channel: acme.slack.workspace().channel("general") });
		await acme.slack.app().events.settled();
		const { length } = acme.heard;
		await clock.advance(600_000);
		await acme.slack.app().events.settled();
		assert.lengthOf(acme.heard, length);
		await acme.close();
	});
});

describe("The Slack emulator's limit of events", () => {
	it("tells an app, once a minute, that there were more than 30,000 in an hour", async () => {
		const clock = virtualClock();
		const slack = await startSlackEmulator({
			workspaces: [{ domain: "acme", people: ["Ana"] }],
			apps: [{ manifest }],
			clock,
		});
		const { events } = slack.app();
		for (let count = 1; count <= 30_005; count += 1)
			slack.workspace().tells({ type: "channel_archive", count }, "general");
		await events.settled();
		const types = events.attempts.slice(-2).map(({ type }) => type);
		assert.deepEqual(types, ["channel_archive", "app_rate_limited"]);
		await clock.advance(60_000);
		slack.workspace().tells({ type: "channel_archive" }, "general");
		await events.settled();
		assert.deepEqual(
			events.attempts.slice(-2).map(({ type }) => type),
			["app_rate_limited", "app_rate_limited"],
		);
		await clock.advance(3_600_000);
		slack.workspace().tells({ type: "channel_archive" }, "general");
		await events.settled();
		assert.equal(events.attempts.at(-1)?.type, "channel_archive");
		await slack.close();
	});
});

describe("The Slack emulator's apps", () => {
	it("are not sent events before they repeat the challenge", async () => {
		const acme = await startAcme();
		const error = await acme.slack
			.app()
			.connect(`${acme.slack.url}/nothing`)
			.catch((refused) => refused);
		assert.equal(error.code, "address-not-verified");
		await acme.close();
	});

	it("work in several workspaces with a token for each", async () => {
		const acme = await startAcme({
			workspaces: [
				{ domain: "acme", people: ["Ana"] },
				{ domain: "shop", people: ["Mia"] },
			],
		});
		const { slack } = acme;
		assert.notEqual(slack.app().botToken("acme"), slack.app().botToken("shop"));
		const direct = slack.workspace("shop").person("Mia");
		direct.says("@helper", "Hello");
		await slack.app().events.settled();
		assert.equal(acme.heard.at(-1)?.body.team_id, slack.workspace("shop").id);
		assert.deepInclude(acme.events.at(-1), { channel_type: "im", text: "Hello" });
		await acme.close();
	});

	it("must have a manifest that Slack takes", async () => {
		const scopes = { bot: ["commands"], user: [] };
		const error = await startAcme({ apps: [{ manifest: { ...manifest, oauth_config: { scopes } } }] }).catch(
			(refused) => refused,
		);
		assert.equal(error.code, "bad-manifest");
		assert.include(error.message, "app_mentions:read");
	});
});
