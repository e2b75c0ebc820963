import type { EntryFrame, EntryFrameOf } from "../../protocol/entry-frame.js";
import { type Block, context, divider, moment, picture, words } from "../blocks/blocks.js";
import { type SlackMessage, toMessages } from "../blocks/to-message.js";
import { escapeName } from "../text/mrkdwn.js";
import type { Author } from "./post.js";

type Said = EntryFrameOf<"userSay" | "botSay" | "agentSay" | "notice"> & { readonly isEdited?: boolean };

export function isSaid(entry: EntryFrame): entry is Said {
	return (
		entry.type === "userSay" ||
		entry.type === "botSay" ||
		entry.type === "agentSay" ||
		entry.type === "notice"
	);
}

/** What was said as it stands now: edits are made, and what was taken back is left out. */
export function asItStands(entries: readonly EntryFrame[]): readonly Said[] {
	const edits = new Map(
		entries.flatMap((each) => (each.type === "edit" ? [[each.editedId, each] as const] : [])),
	);
	const gone = new Set(entries.flatMap((each) => (each.type === "delete" ? [each.deletedId] : [])));
	return entries.filter(isSaid).flatMap((said) => {
		if (gone.has(said.entryId)) return [];
		const edit = edits.get(said.entryId);
		return edit === undefined
			? [said]
			: [{ ...said, input: edit.input, activity: edit.activity, isEdited: true }];
	});
}

/** Within Slack's limits of 50 blocks, and of some 13,000 characters that it does not document. */
const mostBlocks = 45;
const mostText = 10_000;

/**
 * What was said before, with times, names and pictures, in as few messages as it fits: each message on its own would
 * take a second.
 */
export function toHistory(
	entries: readonly Said[],
	authorOf: (said: Said) => Author,
): readonly SlackMessage[] {
	const messages: { text: string; blocks: Block[]; size: number }[] = [];
	for (const said of entries) {
		const { text, blocks } = toLine(said, authorOf(said));
		const size = JSON.stringify(blocks).length;
		const last = messages.at(-1);
		const fits =
			last !== undefined && last.blocks.length + blocks.length <= mostBlocks && last.size + size <= mostText;
		if (!fits) messages.push({ text, blocks, size });
		else {
			last.blocks.push(...blocks);
			last.text += `\n${text}`;
			last.size += size;
		}
	}
	return messages.map(({ text, blocks }) => ({ text: text.slice(0, 3000), blocks: [...blocks, divider] }));
}

function toLine(said: Said, author: Author): { readonly text: string; readonly blocks: Block[] } {
	const name = escapeName(author.name);
	const face = author.picture === undefined ? [] : [picture(author.picture, author.name)];
	const badge = author.picture === undefined && author.emoji !== undefined ? `${author.emoji} ` : "";
	const shown = toMessages({ ...said, isPress: said.type === "userSay" && said.postback !== undefined });
	return {
		text: `${name}: ${shown.map(({ text }) => text).join(" ")}`,
		blocks: [
			context(...face, `${badge}*${name}*  ${moment(said.time)}${said.isEdited === true ? " · edited" : ""}`),
			...shown.flatMap(({ text, blocks }) => blocks ?? [words(unescaped(text))]),
		],
	};
}

/** Plain text blocks take text as it is. */
function unescaped(text: string): string {
	return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
