import type { EntryFrameOf } from "../../protocol/entry-frame.js";
import { actions, button, context, section } from "../blocks/blocks.js";
import type { SlackMessage } from "../blocks/to-message.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { words } from "../words.js";

const whyHeld: Readonly<Record<string, string>> = {
	unsure: "it was not sure",
	"control-moved": "a person had the conversation by then",
	shadow: "a person has the conversation",
	"draft-only": "it only drafts here",
	proactive: "a person has the conversation",
	"turn-ended": "it came too late",
};

/** What the bot would have said, with buttons that say it or put it away. */
export function draftMessage({ conversationId, entryId, input, why }: EntryFrameOf<"draft">): SlackMessage {
	const said = typeof input.value === "string" ? input.value : "(no text)";
	const text = `The bot would say, and did not since ${whyHeld[why] ?? why}:`;
	const value = JSON.stringify([conversationId, entryId]);
	const buttons = [
		button("draft-send", words.buttons.sendDraft, value),
		button("draft-correct", words.buttons.correctDraft, value),
		button("draft-discard", words.buttons.discardDraft, value),
	];
	const quote = escapeText(said).replace(/^/gm, "> ");
	return { text, blocks: [section(`:pencil2: ${text}\n${quote}`), actions(...buttons)] };
}

export function usedDraft({ how, person }: EntryFrameOf<"draftUsed">): SlackMessage {
	const who = person === undefined ? "" : ` by *${escapeName(person.displayName)}*`;
	const text = `:pencil2: The bot's draft was ${how}${who}`;
	return { text, blocks: [context(text)] };
}
