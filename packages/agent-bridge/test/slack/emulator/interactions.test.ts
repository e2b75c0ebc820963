import type { View } from "@slack/web-api";
import { assert } from "chai";
import { virtualClock } from "../../../src/slack/emulator/index.js";
import { type Acme, errorOf, type Json, startAcme } from "./acme.js";

const button = {
	type: "actions",
	block_id: "choices",
	elements: [
		{ type: "button", action_id: "take", value: "42", text: { type: "plain_text", text: "Take it" } },
		{
			type: "static_select",
			action_id: "pick",
			placeholder: { type: "plain_text", text: "Who" },
			options: [{ text: { type: "plain_text", text: "Sari" }, value: "s" }],
		},
	],
} as const;

const modal: View = {
	type: "modal",
	callback_id: "note",
	title: { type: "plain_text", text: "A note" },
	submit: { type: "plain_text", text: "Save" },
	blocks: [
		{
			type: "input",
			block_id: "text",
			label: { type: "plain_text", text: "Text" },
			element: { type: "plain_text_input", action_id: "value", max_length: 10 },
		},
	],
};

describe("The Slack emulator's commands", () => {
	let acme: Acme;

	beforeEach(async () => {
		acme = await startAcme();
	});

	afterEach(() => acme.close());

	it("are posted as a form, signed, with where to answer", async () => {
		const ana = acme.slack.workspace().person("Ana");
		await ana.commands("general", "/help-me open Mia & Co");
		const { body, headers } = acme.last;
		assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
		assert.deepInclude(body, {
			...{ command: "/help-me", text: "open Mia & Co", user_id: ana.id, user_name: "ana.lima" },
			...{ channel_name: "general", team_domain: "acme", api_app_id: acme.slack.app().id },
		});
		assert.include(String(body.response_url), acme.slack.url);
		assert.isString(body.trigger_id);
	});

	it("show what the app answers to whoever asked, or to all if it says so", async () => {
		const [ana, ben] = [acme.slack.workspace().person("Ana"), acme.slack.workspace().person("Ben")];
		acme.answer = (_, response) => response.end("Only for you");
		await ana.commands("general", "/help-me");
		assert.isTrue((await ana.sees("general", "Only for you")).isEphemeral);
		acme.answer = (_, response) =>
			void response
				.writeHead(200, { "content-type": "application/json" })
				.end(JSON.stringify({ response_type: "in_channel", text: "For all" }));
		await ana.commands("general", "/help-me");
		assert.isFalse((await ben.sees("general", "For all")).isEphemeral);
	});

	it("say so if the app fails or takes more than three seconds, and are not tried again", async () => {
		const clock = virtualClock();
		const late = await startAcme({ clock });
		const ana = late.slack.workspace().person("Ana");
		late.answer = (_, response) => void response.writeHead(500).end();
		assert.deepEqual(await ana.commands("general", "/help-me"), { ok: false, error: "dispatch_failed" });
		const arrived = new Promise<void>((resolve) => {
			late.answer = () => resolve();
		});
		const asked = ana.commands("general", "/help-me");
		await arrived;
		await clock.advance(3_000);
		assert.deepEqual(await asked, { ok: false, error: "operation_timeout" });
		assert.lengthOf(late.heard, 2);
		assert.isTrue((await ana.sees("general", "operation_timeout")).isEphemeral);
		await late.close();
	});

	it("may be answered five times within thirty minutes at the response_url", async () => {
		const clock = virtualClock();
		const slow = await startAcme({ clock });
		const ana = slow.slack.workspace().person("Ana");
		await ana.commands("general", "/help-me");
		const url = String(slow.heard.at(-1)?.body.response_url);
		const post = (body: object) => fetch(url, { method: "POST", body: JSON.stringify(body) });
		for (let count = 1; count <= 5; count += 1)
			assert.equal((await post({ text: `Answer ${count}` })).status, 200);
		const sixth = await post({ text: "Answer 6" });
		assert.equal(sixth.status, 404);
		assert.include(await sixth.text(), "used_url");
		await ana.commands("general", "/help-me");
		await clock.advance(1_800_001);
		const late = await fetch(String(slow.heard.at(-1)?.body.response_url), {
			method: "POST",
			body: '{"text":"x"}',
		});
		assert.include(await late.text(), "expired_url");
		assert.isTrue((await ana.sees("general", "Answer 5")).isEphemeral);
		await slow.close();
	});
});

describe("The Slack emulator's blocks and modals", () => {
	let acme: Acme;
	let channel: string;

	beforeEach(async () => {
		acme = await startAcme();
		channel = acme.slack.workspace().channel("general");
		await acme.client.conversations.join({ channel });
	});

	afterEach(() => acme.close());

	function payload(): Json {
		const interactions = acme.heard.filter(({ body }) => body.payload !== undefined);
		return JSON.parse(String(interactions.at(-1)?.body.payload));
	}

	it("tell the app who pressed what, on which message", async () => {
		const { ts } = await acme.client.chat.postMessage({ channel, text: "Choose", blocks: [button] });
		const ana = acme.slack.workspace().person("Ana");
		await ana.presses("general", "Take it");
		const { type, user, actions, container } = payload();
		const [pressed] = actions as readonly Json[];
		assert.equal(type, "block_actions");
		assert.deepInclude(user, { id: ana.id });
		assert.deepInclude(container, { type: "message", message_ts: ts, channel_id: channel });
		assert.deepInclude(pressed, { action_id: "take", block_id: "choices", value: "42", type: "button" });
		await ana.presses("general", "pick", "Sari");
		const [chosen] = payload().actions as readonly Json[];
		assert.deepNestedInclude(chosen, { "selected_option.value": "s" });
	});

	it("let the app replace the message at the response_url", async () => {
		await acme.client.chat.postMessage({ channel, text: "Choose", blocks: [button] });
		const ana = acme.slack.workspace().person("Ana");
		await ana.presses("general", "Take it");
		const body = JSON.stringify({ replace_original: true, text: "Ana took it" });
		await fetch(String(payload().response_url), { method: "POST", body });
		const seen = await ana.sees("general", "Ana took it");
		assert.lengthOf(seen.blocks, 0);
	});

	it("open a modal for a trigger once, within three seconds", async () => {
		const clock = virtualClock();
		const timed = await startAcme({ clock });
		const ana = timed.slack.workspace().person("Ana");
		const trigger = async (): Promise<string> => {
			await ana.commands("general", "/help-me");
			return triggerOf(timed);
		};
		const { client } = timed;
		const trigger_id = await trigger();
		await client.views.open({ trigger_id, view: modal });
		assert.equal((await ana.seesView()).title, "A note");
		assert.equal(await errorOf(client.views.open({ trigger_id, view: modal })), "exchanged_trigger_id");
		const late = await trigger();
		await clock.advance(3_001);
		assert.equal(await errorOf(client.views.open({ trigger_id: late, view: modal })), "expired_trigger_id");
		assert.equal(
			await errorOf(client.views.open({ trigger_id: "1.2.3", view: modal })),
			"invalid_trigger_id",
		);
		await timed.close();
	});

	it("submit what was filled in, show what the app has against it, and close when it has nothing", async () => {
		const ana = acme.slack.workspace().person("Ana");
		await ana.commands("general", "/help-me");
		await acme.client.views.open({ trigger_id: triggerOf(acme), view: modal });
		acme.answer = (_, response) =>
			void response.end(JSON.stringify({ response_action: "errors", errors: { text: "Too short" } }));
		await ana.submits({ Text: "Hi" });
		assert.deepEqual(ana.views[0]?.errors, { text: "Too short" });
		acme.answer = (_, response) => response.end();
		await ana.submits({ text: "Hello" });
		assert.isEmpty(ana.views);
		const { view, type } = payload();
		const values = { text: { value: { type: "plain_text_input", value: "Hello" } } };
		assert.equal(type, "view_submission");
		assert.deepInclude(view, { state: { values } });
	});

	it("do not let people submit what Slack's client would hold back", async () => {
		const ana = acme.slack.workspace().person("Ana");
		await ana.commands("general", "/help-me");
		await acme.client.views.open({ trigger_id: triggerOf(acme), view: modal });
		for (const text of ["", "eleven char"]) {
			const error = await ana.submits({ text }).catch((refused) => refused);
			assert.equal(error.code, "cannot-do");
		}
	});

	it("are refused beyond the limits of Block Kit, with a pointer to what is wrong", async () => {
		const text = (length: number) => ({ type: "mrkdwn", text: "x".repeat(length) }) as const;
		const press = (members: object) => ({
			type: "actions",
			elements: [{ type: "button", text: { type: "plain_text", text: "x" }, ...members }],
		});
		const wrong: readonly (readonly [object, string])[] = [
			[
				{ type: "section", text: text(3001) },
				"must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
			],
			[{ type: "section" }, "must define either `text` or `fields` [json-pointer:/blocks/0]"],
			[{ type: "header", text: text(1) }, "[json-pointer:/blocks/0/text/type]"],
			[press({ value: "x".repeat(2001) }), "must be less than 2001 characters"],
			[press({ action_id: "x".repeat(256) }), "must be less than 256 characters"],
			[press({ text: { type: "plain_text", text: "x".repeat(76) } }), "must be less than 76 characters"],
			[press({ colour: "red" }), "invalid additional property: colour"],
			[{ type: "actions", elements: [] }, "no fewer than 1 items allowed"],
			[{ type: "image", image_url: "https://example.com/a.png" }, "missing required field: alt_text"],
			[{ type: "carousel" }, "unsupported type [json-pointer:/blocks/0/type]"],
		];
		for (const [block, problem] of wrong) {
			const error = await acme.client.chat
				.postMessage({ channel, text: "x", blocks: [block] as never })
				.catch((refused) => refused);
			assert.equal(error.data?.error, "invalid_blocks", problem);
			assert.include(error.data.response_metadata.messages.join("\n"), problem);
		}
		const divider = { type: "divider" } as const;
		const many = Array.from({ length: 51 }, () => divider);
		assert.equal(
			await errorOf(acme.client.chat.postMessage({ channel, text: "x", blocks: many })),
			"invalid_blocks",
		);
		const long = Array.from({ length: 5 }, () => ({ type: "section", text: text(2900) }) as const);
		assert.equal(
			await errorOf(acme.client.chat.postMessage({ channel, text: "x", blocks: long })),
			"msg_blocks_too_long",
		);
		const double = { type: "divider", block_id: "same" } as const;
		assert.equal(
			await errorOf(acme.client.chat.postMessage({ channel, text: "x", blocks: [double, double] })),
			"invalid_blocks",
		);
	});
});

function triggerOf({ heard }: Acme): string {
	return String(heard.findLast(({ body }) => body.command !== undefined)?.body.trigger_id);
}
