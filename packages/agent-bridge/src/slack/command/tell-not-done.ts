import { BatonError } from "@baton/core";
import type { Happening } from "../endpoint/happening.js";
import { quote } from "../talk/ask.js";
import type { Desk } from "../talk/desk.js";
import { tellAgent } from "../talk/tell-agent.js";
import { mark } from "../talk/undelivered.js";
import { escapeText } from "../text/mrkdwn.js";
import { isUnanswered } from "../web-api/slack-api.js";
import { formValue } from "./drafts.js";
import { reply } from "./reply.js";

/** What failed every time is marked where it was written, and whoever did it is told. Rejects while Slack is away. */
export async function tellNotDone(desk: Desk, what: Happening, error: unknown): Promise<void> {
	try {
		await tell(desk, what, { text: `:warning: ${titleOf(desk, what)}\n${whyNot(error)}` });
	} catch (failure) {
		if (isUnanswered(failure)) throw failure;
		desk.logger.warn("slack-agent-not-told", { error: failure });
	}
}

async function tell(desk: Desk, what: Happening, message: { readonly text: string }): Promise<void> {
	switch (what.kind) {
		case "said":
		case "edited":
			await mark(desk, what, what.ts);
			return tellAgent(desk, what, message);
		case "deleted":
		case "archived":
			return what.user === undefined ? undefined : tellAgent(desk, { ...what, user: what.user }, message);
		case "command":
		case "pressed":
			return reply(desk, what, message);
		case "submitted": {
			const [, , channel] = formValue.parse(JSON.parse(what.value));
			return tellAgent(desk, { channel, user: what.user }, message);
		}
	}
}

function titleOf({ settings }: Desk, what: Happening): string {
	switch (what.kind) {
		case "said":
			return `*Your message was not brought to the customer*, or only in part:\n${quote(what.text)}`;
		case "edited":
			return `*Your edit was not brought to the customer:*\n${quote(what.text)}`;
		case "deleted":
			return "*Your deletion was not brought to the customer.*";
		case "archived":
			return "*The conversation of this channel was not given back to the bot.*";
		case "command":
			return `*This was not done*, or only in part:\n${quote(`${settings.command} ${what.text}`)}`;
		case "pressed":
			return "*What you pressed was not done*, or only in part.";
		case "submitted":
			return `*The corrected answer was not sent:*\n${quote(escapeText(what.text))}`;
	}
}

function whyNot(error: unknown): string {
	const why = error instanceof BatonError ? error.message : "the log of the desk says why";
	return `It was tried several times: ${escapeText(why)}. Look how things stand, then try again.`;
}
