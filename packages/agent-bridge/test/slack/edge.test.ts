import { createHmac } from "node:crypto";
import { silentLogger } from "@baton/core";
import type { EdgeRequest } from "@baton/core/http";
import { expect } from "chai";
import { type BodyKind, slackEdge } from "../../src/slack/index.js";

const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";

/** A request as Slack makes it, `agoS` seconds ago. */
function request(
	body: string,
	{ agoS = 0, secret = signingSecret, type = "application/json" } = {},
): EdgeRequest {
	const time = String(Math.floor(Date.now() / 1000) - agoS);
	const headers: Readonly<Record<string, string>> = {
		"content-type": type,
		"x-slack-request-timestamp": time,
		"x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex")}`,
	};
	return {
		...{ method: "POST", path: "/slack", query: new URLSearchParams(), body: Buffer.from(body) },
		header: (name) => headers[name],
	};
}

describe("The endpoint for Slack", () => {
	const taken: { readonly kind: BodyKind; readonly body: unknown }[] = [];
	const edge = slackEdge({
		signingSecret,
		logger: silentLogger,
		take: async (kind, body) => {
			taken.push({ kind, body });
		},
	});

	beforeEach(() => {
		taken.length = 0;
	});

	it("answers the challenge, if it is signed", async () => {
		const body = JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" });
		expect(await edge(request(body))).to.deep.include({ status: 200, body: "3eZbrw1a" });
		expect((await edge(request(body, { secret: "guess" }))).status).to.equal(401);
	});

	it("takes what was signed within five minutes, in either direction", async () => {
		const answers = [];
		for (const agoS of [290, -290, 310, -310]) answers.push((await edge(request("{}", { agoS }))).status);
		expect(answers).to.deep.equal([200, 200, 401, 401]);
		expect(taken).to.have.length(2);
	});

	it("tells events, commands and buttons apart", async () => {
		const form = { type: "application/x-www-form-urlencoded" };
		await edge(request('{"type":"event_callback"}'));
		await edge(request("command=%2Fbaton&text=open+sari+%26+co", form));
		await edge(request(`payload=${encodeURIComponent('{"type":"block_actions"}')}`, form));

		expect(taken).to.deep.equal([
			{ kind: "event", body: { type: "event_callback" } },
			{ kind: "command", body: { command: "/baton", text: "open sari & co" } },
			{ kind: "interaction", body: { type: "block_actions" } },
		]);
	});

	it("asks Slack to send again what could not be kept", async () => {
		const broken = slackEdge({
			signingSecret,
			logger: silentLogger,
			take: () => Promise.reject(new Error("The store is away")),
		});
		expect((await broken(request("{}"))).status).to.equal(503);
	});

	it("says in Slack that a command, or a form, could not be kept: Slack sends neither again", async () => {
		const broken = slackEdge({
			signingSecret,
			logger: silentLogger,
			take: () => Promise.reject(new Error("The store is away")),
		});
		const type = "application/x-www-form-urlencoded";
		const answerTo = async (body: string) => {
			const answer = await broken(request(body, { type }));
			return { status: answer.status, said: JSON.parse(String(answer.body)) };
		};
		const form = {
			type: "view_submission",
			view: { state: { values: { words: { words: { value: "Yes" } } } } },
		};

		const command = await answerTo("command=%2Fbaton&text=pause");
		expect(command).to.deep.include({ status: 200 });
		expect(command.said.text).to.contain("may not be done");
		const sent = await answerTo(`payload=${encodeURIComponent(JSON.stringify(form))}`);
		expect(sent).to.deep.include({ status: 200 });
		expect(sent.said.errors.words).to.contain("may not be done");
		const pressed = await broken(request('payload={"type":"block_actions"}', { type }));
		expect(pressed.status).to.equal(503);
	});

	it("takes no body that it cannot read, and no other method", async () => {
		expect((await edge(request("{"))).status).to.equal(400);
		expect((await edge(request("nothing=here", { type: "text/plain" }))).status).to.equal(400);
		expect((await edge({ ...request("{}"), method: "GET" })).status).to.equal(405);
	});
});
