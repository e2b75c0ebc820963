import type { Json } from "./state.js";

/** Slack says no: HTTP 200 with `{ "ok": false, "error": … }`, and whatever else it tells with that error. */
export class SlackRefusal extends Error {
	readonly error: string;
	readonly details: Json;

	constructor(error: string, details: Json = {}) {
		super(error);
		this.name = "SlackRefusal";
		this.error = error;
		this.details = details;
	}
}

/**
 * What was given cannot be read. Slack says where in `response_metadata`.
 *
 * https://docs.slack.dev/apis/web-api/#responses
 */
export function invalid(error: string, problems: readonly string[], details: Json = {}): SlackRefusal {
	const messages = problems.map((problem) => `[ERROR] ${problem}`);
	return new SlackRefusal(error, { ...details, response_metadata: { messages } });
}
