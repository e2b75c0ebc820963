import { z } from "zod";
import { checkBlocks } from "../blocks/check-blocks.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { Json } from "../state.js";
import { flag, structure, text } from "./args.js";

/** What a message may be made of. */
export const contentArgs = {
	text: text.optional(),
	markdown_text: text.optional(),
	blocks: structure.optional(),
	attachments: structure.optional(),
	metadata: structure.optional(),
	parse: z.enum(["none", "full"]).optional(),
	link_names: flag.optional(),
};

export type ContentArgs = z.infer<z.ZodObject<typeof contentArgs>>;

export interface Content {
	readonly text: string;
	readonly blocks: readonly Json[] | undefined;
	readonly attachments: readonly Json[] | undefined;
	readonly metadata: Json | undefined;
}

/**
 * Reads and checks what a message is made of.
 *
 * @throws SlackRefusal `no_text`, `msg_too_long`, `invalid_blocks`, `too_many_attachments` and their kin
 */
export function contentOf(args: ContentArgs, longestText: number = platformLimits.text): Content {
	const { markdown_text } = args;
	const blocks = args.blocks === undefined ? undefined : checkBlocks(args.blocks);
	const attachments = args.attachments === undefined ? undefined : checkAttachments(args.attachments);
	const said = args.text ?? "";
	if (markdown_text !== undefined) return markdownContent(args, markdown_text);
	if (said.length > longestText) throw new SlackRefusal("msg_too_long");
	if (said.trim() === "" && !blocks?.length && !attachments?.length) throw new SlackRefusal("no_text");
	return { text: cleaned(said, args), blocks, attachments, metadata: metadataOf(args.metadata) };
}

function markdownContent({ text, blocks, attachments, metadata }: ContentArgs, markdown: string): Content {
	if (text !== undefined || blocks !== undefined) throw new SlackRefusal("markdown_text_conflict");
	if (markdown.length > platformLimits.markdown) throw new SlackRefusal("msg_too_long");
	if (markdown.trim() === "" && attachments === undefined) throw new SlackRefusal("no_text");
	const asBlocks = [{ type: "markdown", text: markdown, block_id: "markdown" }];
	return { text: markdown, blocks: asBlocks, attachments: undefined, metadata: metadataOf(metadata) };
}

/** Names are linked on request only. https://docs.slack.dev/messaging/formatting-message-text/#automatic-parsing */
function cleaned(text: string, { parse, link_names }: ContentArgs): string {
	if (link_names !== true && parse !== "full") return text;
	return text.replaceAll(/(^|\s)@(channel|here|everyone)\b/g, "$1<!$2>");
}

const attachmentList = z.array(z.record(z.string(), z.unknown()));

function checkAttachments(value: unknown): readonly Json[] {
	const { data } = attachmentList.safeParse(value);
	if (data === undefined) throw new SlackRefusal("invalid_attachments");
	if (data.length > platformLimits.attachments) throw new SlackRefusal("too_many_attachments");
	return data.map((attachment) =>
		attachment.blocks === undefined ? attachment : { ...attachment, blocks: checkBlocks(attachment.blocks) },
	);
}

const metadataSchema = z.strictObject({
	event_type: z.string().min(1),
	event_payload: z.record(z.string(), z.unknown()),
	entities: z.array(z.unknown()).optional(),
});

/** https://docs.slack.dev/messaging/message-metadata */
function metadataOf(value: unknown): Json | undefined {
	if (value === undefined) return undefined;
	const { data } = metadataSchema.safeParse(value);
	if (data === undefined) throw new SlackRefusal("invalid_metadata_format");
	if (JSON.stringify(data).length > platformLimits.metadataBytes)
		throw new SlackRefusal("metadata_too_large");
	return data;
}
