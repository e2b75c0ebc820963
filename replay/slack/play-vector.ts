import { slackEdge } from "@baton/agent-bridge/slack";
import { signatureOf } from "@baton/agent-bridge/slack/emulator";
import { silentLogger } from "@baton/core";
import { type Outcome, refused, taken } from "../files/outcome.js";
import type { Vector } from "./payload.js";

/**
 * The example of Slack's own page, whose result everybody knows.
 *
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export const slackVector: Vector = {
	secret: "8f742231b10e8888abcd99yyyzzz85a5",
	timestamp: "1531420618",
	body: new URLSearchParams({
		...{ token: "xyzz0WbapA4vBCDEFasx0q6G", team_id: "T1DC2JH3J", team_domain: "testteamnow" },
		...{ channel_id: "G8PSS9T3V", channel_name: "foobar", user_id: "U2CERLKJA", user_name: "roadrunner" },
		...{ command: "/webhook-collect", text: "" },
		response_url: "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
		trigger_id: "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
	}).toString(),
	signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
};

/** A signature that is known: our own must be the same, and the desk must take it, and no other. */
export async function playVector({
	secret,
	timestamp,
	body,
	signature,
}: Vector): Promise<readonly Outcome[]> {
	const own = signatureOf(secret, timestamp, body);
	const wrong = signature.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
	const [right, other] = [await ask(signature), await ask(wrong)];
	return [
		own === signature ? taken("signature", "ours is the same") : refused("signature", `ours is ${own}`, true),
		right === 401
			? refused("request", "the desk does not believe it", true)
			: taken("request", "the desk believes it"),
		other === 401 ? taken("request", "and no other") : refused("request", "the desk believes another", true),
	];

	async function ask(given: string): Promise<number> {
		const headers: Readonly<Record<string, string>> = {
			"content-type": "application/x-www-form-urlencoded",
			"x-slack-request-timestamp": timestamp,
			"x-slack-signature": given,
		};
		const clock = { now: () => Number(timestamp) * 1000, after: () => () => {} };
		const edge = slackEdge({ signingSecret: secret, clock, logger: silentLogger, take: async () => {} });
		const { status } = await edge({
			...{ method: "POST", path: "/slack", query: new URLSearchParams(), body: Buffer.from(body) },
			header: (name) => headers[name.toLowerCase()],
		});
		return status;
	}
}
