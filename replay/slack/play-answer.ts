import { createServer } from "node:http";
import { createBridge, inProcess, secretsFrom } from "@baton/agent-bridge";
import { slackDesk } from "@baton/agent-bridge/slack";
import { BatonError, createHandoff, memoryStore, silentLogger } from "@baton/core";
import { type Outcome, refused, taken } from "../files/outcome.js";
import type { Members } from "./payload.js";
import { listen } from "./stage.js";

/** These come with HTTP 429. */
const tooMany: ReadonlySet<unknown> = new Set(["ratelimited", "rate_limited"]);

/** An answer of the Web API, as the desk takes it: it is what Slack answers to the desk's first call. */
export async function playAnswer(body: Members): Promise<Outcome> {
	let calls = 0;
	const isLimited = tooMany.has(body.error);
	const identity = { ok: true, user_id: "U0REPLAY", bot_id: "B0REPLAY" };
	const server = createServer((_, response) => {
		calls += 1;
		const isFirst = calls === 1;
		const status = isLimited && isFirst ? 429 : 200;
		const answer = isLimited && !isFirst ? identity : body.ok === true ? { ...body, ...identity } : body;
		response.writeHead(status, { "content-type": "application/json", "retry-after": "0" });
		response.end(JSON.stringify(answer));
	});
	const error = await startAgainst(`${await listen(server)}/api/`);
	server.closeAllConnections();
	server.close();
	return outcomeOf(body, error, calls);
}

async function startAgainst(apiUrl: string): Promise<unknown> {
	const store = memoryStore();
	const handoff = createHandoff({
		...{ bot: { id: "shop", displayName: "Shop bot" }, channels: {}, store, logger: silentLogger },
		apps: [{ id: "slack", kind: "human", displayName: "Team in Slack" }],
	});
	const bridge = createBridge({ handoff, authenticate: secretsFrom({}) });
	const desk = slackDesk({
		...{ appId: "slack", appSecret: "none", connect: { dial: inProcess(bridge) }, store },
		...{ botToken: "xoxb-replay", signingSecret: "none", apiUrl, logger: silentLogger },
	});
	const error = await desk.start().then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	await desk.stop();
	bridge.close();
	await handoff.stop();
	return error;
}

function outcomeOf(body: Members, error: unknown, calls: number): Outcome {
	const what = body.ok === true ? "ok" : String(body.error);
	const times = calls === 1 ? "not called again" : `called ${calls} times`;
	if (error === undefined) {
		if (body.ok === true) return taken(what, `taken, ${times}`);
		const isRight = tooMany.has(body.error) && calls === 2;
		return isRight
			? taken(what, "waited for, and called again")
			: refused(what, `taken for a success, ${times}`, true);
	}
	if (!(error instanceof BatonError)) throw error;
	return refused(what, `${error.code}, ${times}`, body.ok === true || calls > 1);
}
