import { z } from "zod";
import type { SlackMessage } from "../blocks/to-message.js";
import { escapeText } from "../text/mrkdwn.js";
import { isRefused } from "../web-api/slack-api.js";
import type { Desk } from "./desk.js";

export interface Whom {
	readonly channel: string;
	readonly thread?: string | undefined;
	readonly user: string;
}

/** Says something to one agent, which nobody else sees. It is of the moment: if it cannot be shown, that is all. */
export async function tellAgent(
	{ api, logger }: Pick<Desk, "api" | "logger">,
	{ channel, thread, user }: Whom,
	what: string | SlackMessage,
): Promise<void> {
	const message = typeof what === "string" ? { text: escapeText(what) } : what;
	const place = { channel, user, ...(thread === undefined ? {} : { thread_ts: thread }) };
	try {
		await api.repeat("chat.postEphemeral", { ...place, ...message }, z.unknown());
	} catch (error) {
		if (!isRefused(error, "slack-user-not-in-channel", "slack-channel-not-found", "slack-not-in-channel"))
			throw error;
		logger.warn("slack-agent-not-told", { error });
	}
}
