import type { SlackMessage } from "../blocks/to-message.js";
import type { Desk } from "../talk/desk.js";
import { tellAgent, type Whom } from "../talk/tell-agent.js";
import { escapeText } from "../text/mrkdwn.js";

/** Where an answer goes: to whoever asked, and to nobody else. */
export interface Asker extends Whom {
	/** Given with commands and buttons: five answers within 30 minutes, also where the app is no member. */
	readonly respond?: string | undefined;
	/** Whether the answer takes the place of what was pressed. */
	readonly replaces?: boolean | undefined;
}

const withinMs = 10_000;

/** Answers a command or a button. */
export async function reply(desk: Desk, asker: Asker, what: string | SlackMessage): Promise<void> {
	const message = typeof what === "string" ? { text: escapeText(what) } : what;
	if (asker.respond !== undefined && (await respond(desk, asker.respond, message, asker.replaces === true)))
		return;
	await tellAgent(desk, asker, message);
}

async function respond(
	{ settings, logger }: Desk,
	url: string,
	message: SlackMessage,
	replaces: boolean,
): Promise<boolean> {
	if (!isSlacks(url, settings.apiUrl)) return false;
	try {
		const response = await fetch(url, {
			method: "POST",
			headers: { "content-type": "application/json; charset=utf-8" },
			body: JSON.stringify({ response_type: "ephemeral", replace_original: replaces, ...message }),
			redirect: "error",
			signal: AbortSignal.timeout(withinMs),
		});
		return response.ok;
	} catch (error) {
		logger.warn("slack-not-answered", { error });
		return false;
	}
}

/** It came signed; but what is called is Slack all the same. */
function isSlacks(url: string, apiUrl: string): boolean {
	if (!URL.canParse(url)) return false;
	const { origin, hostname, protocol } = new URL(url);
	return origin === new URL(apiUrl).origin || (protocol === "https:" && hostname === "hooks.slack.com");
}
