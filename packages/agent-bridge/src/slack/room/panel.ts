import type { Snapshot } from "../../protocol/parts.js";
import { actions, type Button, button, context, header, section } from "../blocks/blocks.js";
import type { SlackMessage } from "../blocks/to-message.js";
import type { Desk } from "../talk/desk.js";
import { channelTitle, customerName, standingText } from "../talk/standing-text.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { words } from "../words.js";

/** The message at the top of a room: whose it is, who answers, and what can be done. */
export function panelOf(desk: Desk, snapshot: Snapshot, isOpen: boolean): SlackMessage {
	const name = customerName(snapshot);
	const standing = isOpen ? standingText(desk, snapshot) : ":lock: Closed. The bot answers.";
	const { internalMarker, command } = desk.settings;
	return {
		text: `${escapeName(name)}: ${standing}`,
		blocks: [
			header(name),
			context(detailsOf(snapshot)),
			section(standing),
			...(isOpen
				? [
						actions(...buttonsOf(desk, snapshot)),
						context(
							`Begin with \`${escapeText(internalMarker)}\` what the customer must not read · \`${escapeText(command)} help\``,
						),
					]
				: []),
		],
	};
}

function detailsOf({ channel, user, session }: Snapshot): string {
	const details = [channelTitle(channel), user.locale, user.accountId && `account ${user.accountId}`];
	return [...details.filter((detail) => detail !== undefined), `session ${session.number}`]
		.map((detail) => escapeName(String(detail)))
		.join(" · ");
}

function buttonsOf({ settings }: Desk, { conversationId, holder }: Snapshot): readonly Button[] {
	const close = button("close", words.buttons.close, conversationId);
	if (holder === undefined) return [button("pause", words.buttons.pause, conversationId, "primary"), close];
	if (holder.appId !== settings.appId)
		return [button("pause", words.buttons.takeOver, conversationId), close];
	return [
		button("unpause", words.buttons.unpause, conversationId, "primary"),
		button("handover", words.buttons.handover, conversationId),
		close,
	];
}
