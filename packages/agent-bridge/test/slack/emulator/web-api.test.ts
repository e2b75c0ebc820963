import { ErrorCode } from "@slack/web-api";
import { assert } from "chai";
import { virtualClock } from "../../../src/slack/emulator/index.js";
import { type Acme, clientOf, errorOf, manifest, startAcme } from "./acme.js";

describe("The Slack emulator's Web API, through Slack's own client", () => {
	let acme: Acme;

	beforeEach(async () => {
		acme = await startAcme();
	});

	afterEach(() => acme.close());

	it("says whose a token is", async () => {
		const { ok, team, user_id, bot_id } = await acme.client.auth.test();
		assert.deepInclude(
			{ ok, team, user_id },
			{ ok: true, team: "acme", user_id: acme.slack.app().botUser() },
		);
		assert.match(String(bot_id), /^B/);
	});

	it("refuses calls without a token, with a wrong one, with one of another kind", async () => {
		assert.equal(await errorOf(clientOf(acme.slack, "").auth.test()), "not_authed");
		assert.equal(await errorOf(clientOf(acme.slack, "xoxb-wrong").auth.test()), "invalid_auth");
		const app = clientOf(acme.slack, acme.slack.app().appToken);
		assert.equal(await errorOf(app.auth.test()), "not_allowed_token_type");
	});

	it("answers an error with HTTP 200", async () => {
		const response = await fetch(`${acme.slack.apiUrl}chat.postMessage`, {
			method: "POST",
			headers: { authorization: `Bearer ${acme.slack.app().botToken()}` },
			body: new URLSearchParams({ text: "Hi" }),
		});
		assert.equal(response.status, 200);
		const { ok, error, response_metadata } = (await response.json()) as Record<string, unknown>;
		assert.deepEqual({ ok, error }, { ok: false, error: "invalid_arguments" });
		assert.deepEqual(response_metadata, {
			messages: ["[ERROR] missing required field: channel [json-pointer:/channel]"],
		});
	});

	it("takes JSON where Slack does, and overlooks it where Slack does", async () => {
		const { client, slack } = acme;
		await client.conversations.join({ channel: slack.workspace().channel("general") });
		const post = (method: string, body: object) =>
			fetch(slack.apiUrl + method, {
				method: "POST",
				headers: { authorization: `Bearer ${slack.app().botToken()}`, "content-type": "application/json" },
				body: JSON.stringify(body),
			}).then((response) => response.json() as Promise<Record<string, unknown>>);
		const channel = slack.workspace().channel("general");
		assert.isTrue((await post("chat.postMessage", { channel, text: "Hi" })).ok);
		assert.equal((await post("conversations.info", { channel })).error, "invalid_arguments");
		assert.equal((await post("chat.postMassage", { channel })).error, "unknown_method");
	});

	it("asks for the scope of each method and each kind of channel", async () => {
		const scopes = { bot: ["chat:write", "channels:manage", "channels:read", "commands"], user: [] };
		const settings = { interactivity: { is_enabled: true } };
		const other = await startAcme({
			apps: [{ manifest: { ...manifest, settings, oauth_config: { scopes } } }],
		});
		const { client } = other;
		assert.equal(await errorOf(client.users.list({})), "missing_scope");
		assert.equal(await errorOf(client.conversations.create({ name: "open" })), "ok");
		assert.equal(
			await errorOf(client.conversations.create({ name: "closed", is_private: true })),
			"missing_scope",
		);
		assert.equal(await errorOf(client.conversations.list({ types: "private_channel" })), "missing_scope");
		const channel = other.slack.workspace().channel("open");
		assert.equal(
			await errorOf(client.chat.postMessage({ channel, text: "Hi", username: "Mia" })),
			"missing_scope",
		);
		await other.close();
	});

	it("makes channels, and refuses names as Slack does", async () => {
		const { client } = acme;
		const { channel } = await client.conversations.create({ name: "cs-mia" });
		assert.deepInclude(channel ?? {}, { name: "cs-mia", is_member: true, is_archived: false });
		for (const [name, error] of [
			["", "invalid_name_required"],
			["Support", "invalid_name_specials"],
			["a b", "invalid_name_specials"],
			["---", "invalid_name_punctuation"],
			["x".repeat(81), "invalid_name_maxlength"],
			["cs-mia", "name_taken"],
			["müller", "ok"],
		]) {
			assert.equal(await errorOf(client.conversations.create({ name: String(name) })), error, String(name));
		}
	});

	it("keeps the name of an archived channel, and lets nobody write there", async () => {
		const { client } = acme;
		const { channel } = await client.conversations.create({ name: "old" });
		const id = channel?.id ?? "";
		await client.conversations.archive({ channel: id });
		assert.equal(await errorOf(client.conversations.archive({ channel: id })), "already_archived");
		assert.equal(await errorOf(client.chat.postMessage({ channel: id, text: "Hi" })), "is_archived");
		assert.equal(await errorOf(client.conversations.create({ name: "old" })), "name_taken");
		assert.equal(await errorOf(client.conversations.unarchive({ channel: id })), "not_in_channel");
		const person = clientOf(acme.slack, acme.slack.app().userToken());
		assert.equal(await errorOf(person.conversations.unarchive({ channel: id })), "ok");
	});

	it("does not show a private channel to who is not in it", async () => {
		const ana = acme.slack.workspace().person("Ana");
		const channel = ana.creates("secret", { isPrivate: true });
		assert.equal(await errorOf(acme.client.conversations.info({ channel })), "channel_not_found");
		ana.invites("secret", "helper");
		assert.equal(await errorOf(acme.client.conversations.info({ channel })), "ok");
	});

	it("lets nobody write where they are not, or without anything to say", async () => {
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		assert.equal(await errorOf(client.chat.postMessage({ channel, text: "Hi" })), "not_in_channel");
		await client.conversations.join({ channel });
		assert.equal(
			await errorOf(client.chat.postMessage({ channel: "C0000", text: "Hi" })),
			"channel_not_found",
		);
		assert.equal(await errorOf(client.chat.postMessage({ channel, text: " " })), "no_text");
		assert.equal(
			await errorOf(client.chat.postMessage({ channel, text: "x".repeat(40_001) })),
			"msg_too_long",
		);
		const attachments = Array.from({ length: 101 }, () => ({ text: "x" }));
		assert.equal(
			await errorOf(client.chat.postMessage({ channel, text: "x", attachments })),
			"too_many_attachments",
		);
	});

	it("posts under another name, in threads, with metadata that history gives back on request", async () => {
		const { client } = acme;
		const { channel } = await client.conversations.create({ name: "cs-mia" });
		const id = channel?.id ?? "";
		const metadata = { event_type: "said", event_payload: { id: "1" } };
		const root = await client.chat.postMessage({ channel: id, text: "Hello", username: "Mia", metadata });
		await client.chat.postMessage({ channel: id, text: "And?", thread_ts: String(root.ts) });
		const { messages } = await client.conversations.history({ channel: id, include_all_metadata: true });
		assert.deepInclude(messages?.[0], { text: "Hello", username: "Mia", subtype: "bot_message", metadata });
		assert.equal(messages?.[0]?.reply_count, 1);
		const plain = await client.conversations.history({ channel: id });
		assert.notProperty(plain.messages?.[0], "metadata");
		const thread = await client.conversations.replies({ channel: id, ts: String(root.ts) });
		assert.deepEqual(
			thread.messages?.map(({ text }) => text),
			["Hello", "And?"],
		);
		const ana = acme.slack.workspace().person("Ana");
		assert.equal((await ana.sees("cs-mia", "Hello")).by, "Mia");
	});

	it("pages through history, newest first", async () => {
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		const ana = slack.workspace().person("Ana");
		for (let count = 1; count <= 5; count += 1) ana.says("general", `Number ${count}`);
		const texts: string[] = [];
		for await (const page of client.paginate("conversations.history", { channel, limit: 2 })) {
			const { messages } = page as { readonly messages?: readonly { readonly text: string }[] };
			texts.push(...(messages ?? []).map(({ text }) => text));
		}
		assert.deepEqual(texts.slice(0, 5), ["Number 5", "Number 4", "Number 3", "Number 2", "Number 1"]);
	});

	it("changes and deletes an app's own messages only", async () => {
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		const ana = slack.workspace().person("Ana");
		const { ts: hers } = ana.says("general", "Mine");
		const { ts = "" } = await client.chat.postMessage({ channel, text: "One" });
		await client.chat.update({ channel, ts, text: "Two" });
		assert.equal((await ana.sees("general", "Two")).isEdited, true);
		assert.equal(await errorOf(client.chat.update({ channel, ts: hers, text: "No" })), "cant_update_message");
		assert.equal(await errorOf(client.chat.delete({ channel, ts: hers })), "cant_delete_message");
		assert.equal(await errorOf(client.chat.update({ channel, ts, text: "x".repeat(4_001) })), "msg_too_long");
		await client.chat.delete({ channel, ts });
		assert.equal(await errorOf(client.chat.delete({ channel, ts })), "message_not_found");
	});

	it("shows an ephemeral message to one person and keeps it from history", async () => {
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		const [ana, ben] = [slack.workspace().person("Ana"), slack.workspace().person("Ben")];
		await client.chat.postEphemeral({ channel, user: ana.id, text: "Only you" });
		assert.isTrue((await ana.sees("general", "Only you")).isEphemeral);
		assert.notInclude(
			ben.messagesIn("general").map(({ text }) => text),
			"Only you",
		);
		const { messages } = await client.conversations.history({ channel });
		assert.notInclude(
			(messages ?? []).map(({ text }) => text),
			"Only you",
		);
	});

	it("invites all or nobody, and says of whom it cannot", async () => {
		const { client, slack } = acme;
		const { channel } = await client.conversations.create({ name: "team" });
		const id = channel?.id ?? "";
		const [ana, ben] = [slack.workspace().person("Ana"), slack.workspace().person("Ben")];
		assert.equal(await errorOf(client.conversations.invite({ channel: id, users: ana.id })), "ok");
		assert.equal(
			await errorOf(client.conversations.invite({ channel: id, users: `${ben.id},${ana.id}` })),
			"already_in_channel",
		);
		const { members } = await client.conversations.members({ channel: id });
		assert.sameMembers(members ?? [], [ana.id, slack.app().botUser()]);
		assert.equal(
			await errorOf(client.conversations.invite({ channel: id, users: slack.app().botUser() })),
			"cant_invite_self",
		);
	});

	it("knows people by id and by address", async () => {
		const { client, slack } = acme;
		const ana = slack.workspace().person("Ana");
		const { user } = await client.users.info({ user: ana.id });
		assert.deepInclude(user?.profile, {
			real_name: "Ana Lima",
			display_name: "Ana",
			email: "ana.lima@acme.example",
		});
		const found = await client.users.lookupByEmail({ email: "ana.lima@acme.example" });
		assert.equal(found.user?.id, ana.id);
		assert.equal(await errorOf(client.users.info({ user: "U0" })), "user_not_found");
	});

	it("stores files in three steps, and gives them to who has a token and sees them", async () => {
		const { client, slack } = acme;
		const { channel } = await client.conversations.create({ name: "files" });
		const file = Buffer.from("a,b\n1,2\n");
		await client.filesUploadV2({
			channel_id: channel?.id ?? "",
			file,
			filename: "table.csv",
			initial_comment: "Here",
		});
		const { messages } = await client.conversations.history({ channel: channel?.id ?? "" });
		const shared = messages?.[0];
		assert.equal(shared?.subtype, "file_share");
		const url = String(shared?.files?.[0]?.url_private);
		const given = await fetch(url, { headers: { authorization: `Bearer ${slack.app().botToken()}` } });
		assert.equal(await given.text(), "a,b\n1,2\n");
		const stranger = await fetch(url);
		assert.equal(stranger.status, 200);
		assert.match(stranger.headers.get("content-type") ?? "", /html/);
	});

	it("opens direct messages with people, not with bots", async () => {
		const { client, slack } = acme;
		const ana = slack.workspace().person("Ana");
		const { channel } = await client.conversations.open({ users: ana.id });
		await client.chat.postMessage({ channel: channel?.id ?? "", text: "Psst" });
		assert.equal((await ana.sees("@helper", "Psst")).by, "helper");
		assert.equal(await errorOf(client.conversations.open({ users: slack.app().botUser() })), "cannot_dm_bot");
	});

	it("adds a reaction once", async () => {
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		const { ts: timestamp } = slack.workspace().person("Ana").says("general", "Good?");
		await client.reactions.add({ channel, timestamp, name: "eyes" });
		assert.equal(
			await errorOf(client.reactions.add({ channel, timestamp, name: "eyes" })),
			"already_reacted",
		);
	});

	it("revokes a token, and knows it no more", async () => {
		await acme.client.auth.revoke();
		assert.equal(await errorOf(acme.client.auth.test()), "invalid_auth");
	});
});

describe("The Slack emulator's rates", () => {
	it("lets one message a second into a channel, and says when the next may come", async () => {
		const clock = virtualClock();
		const acme = await startAcme({ clock, burst: 1 });
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		await client.chat.postMessage({ channel, text: "One" });
		const error = await client.chat.postMessage({ channel, text: "Two" }).catch((refused) => refused);
		assert.deepInclude(error, { code: ErrorCode.RateLimitedError, retryAfter: 1 });
		await clock.advance(1000);
		assert.isTrue((await client.chat.postMessage({ channel, text: "Three" })).ok);
		await acme.close();
	});

	it("counts the calls of a minute by the tier of the method", async () => {
		const clock = virtualClock();
		const acme = await startAcme({ clock });
		for (let count = 1; count <= 20; count += 1)
			await acme.client.conversations.create({ name: `n${count}` });
		const error = await acme.client.conversations.create({ name: "n21" }).catch((refused) => refused);
		assert.deepInclude(error, { code: ErrorCode.RateLimitedError, retryAfter: 60 });
		assert.isTrue(
			(await acme.client.conversations.info({ channel: acme.slack.workspace().channel("n1") })).ok,
		);
		await clock.advance(60_000);
		assert.isTrue((await acme.client.conversations.create({ name: "n21" })).ok);
		await acme.close();
	});

	it("lets an app that is sold outside the Marketplace read history once a minute, 15 messages at a time", async () => {
		const acme = await startAcme({ apps: [{ manifest, isCommercial: true }] });
		const { client, slack } = acme;
		const channel = slack.workspace().channel("general");
		await client.conversations.join({ channel });
		for (let count = 1; count <= 20; count += 1) slack.workspace().person("Ana").says("general", `${count}`);
		const { messages } = await client.conversations.history({ channel, limit: 100 });
		assert.equal(messages?.length, 15);
		const error = await client.conversations.history({ channel }).catch((refused) => refused);
		assert.equal(error.code, ErrorCode.RateLimitedError);
		await acme.close();
	});
});

describe("The Slack emulator's faults", () => {
	let acme: Acme;
	let channel: string;

	beforeEach(async () => {
		acme = await startAcme();
		channel = acme.slack.workspace().channel("general");
		await acme.client.conversations.join({ channel });
	});

	afterEach(() => acme.close());

	it("loses an answer after the message was posted", async () => {
		acme.slack.faults.next({ type: "drop-answer" });
		assert.equal(
			await errorOf(acme.client.chat.postMessage({ channel, text: "Twice?" })),
			ErrorCode.RequestError,
		);
		const ana = acme.slack.workspace().person("Ana");
		assert.lengthOf(
			ana.messagesIn("general").filter(({ text }) => text === "Twice?"),
			1,
		);
	});

	it("loses a request before anything is done", async () => {
		acme.slack.faults.next({ type: "drop-request" });
		assert.equal(
			await errorOf(acme.client.chat.postMessage({ channel, text: "Lost" })),
			ErrorCode.RequestError,
		);
		const ana = acme.slack.workspace().person("Ana");
		assert.notInclude(
			ana.messagesIn("general").map(({ text }) => text),
			"Lost",
		);
	});

	it("says 429 in the midst of things, 503, or any error", async () => {
		const { faults } = acme.slack;
		faults.next({ type: "rate-limit", retryAfterS: 7 }, { after: 1 });
		assert.isTrue((await acme.client.chat.postMessage({ channel, text: "Fine" })).ok);
		const error = await acme.client.chat.postMessage({ channel, text: "Late" }).catch((refused) => refused);
		assert.deepInclude(error, { code: ErrorCode.RateLimitedError, retryAfter: 7 });
		faults.next({ type: "status", status: 503 });
		assert.equal(await errorOf(acme.client.chat.postMessage({ channel, text: "Down" })), ErrorCode.HTTPError);
		faults.next({ type: "refuse", error: "fatal_error" }, { method: "users.list" });
		assert.equal(await errorOf(acme.client.users.list({})), "fatal_error");
	});
});
