import type { EntryFrame } from "../../protocol/entry-frame.js";
import type { Snapshot } from "../../protocol/parts.js";
import { type Block, button, context, moment, section } from "../blocks/blocks.js";
import type { SlackMessage } from "../blocks/to-message.js";
import { isSaid } from "../room/history.js";
import { quoteOf } from "../talk/announce.js";
import type { Desk } from "../talk/desk.js";
import { channelTitle, customerName } from "../talk/standing-text.js";
import { escapeName } from "../text/mrkdwn.js";

/** More would not be read. */
const mostChoices = 10;

/** One line for each conversation, with its last message and when it was, and a button that goes on. */
export async function choiceOf(
	desk: Desk,
	{ title, snapshots, action, label }: Choice,
): Promise<SlackMessage> {
	const shown = snapshots.slice(0, mostChoices);
	const lines = await Promise.all(shown.map((snapshot) => lineOf(desk, snapshot, action, label)));
	const more = snapshots.length - shown.length;
	return {
		text: title,
		blocks: [
			section(title),
			...lines,
			...(more > 0 ? [context(`… and ${more} more: say more of the name`)] : []),
		],
	};
}

export interface Choice {
	readonly title: string;
	readonly snapshots: readonly Snapshot[];
	/** The action of the button, which carries the conversation's id. */
	readonly action: string;
	readonly label: string;
}

async function lineOf({ client }: Desk, snapshot: Snapshot, action: string, label: string): Promise<Block> {
	const { conversationId, session, channel } = snapshot;
	const { entries } = await client.getTranscript({ conversationId, limit: 10 });
	const last = entries.findLast((entry: EntryFrame) => isSaid(entry));
	const words = last === undefined ? "" : `\n${quoteOf(last)}`;
	const when = moment(last?.time ?? session.last);
	const text = `*${escapeName(customerName(snapshot))}* · ${escapeName(channelTitle(channel))} · ${when}${words}`;
	return section(text, button(action, label, conversationId));
}
