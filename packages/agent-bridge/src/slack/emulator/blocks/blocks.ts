import { z } from "zod";
import { accessory, actionElement, inputElement, picture } from "./elements.js";
import { address, anyText, blockId, plain, slackFile } from "./parts.js";

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
const section = z
	.strictObject({
		...{ type: z.literal("section"), block_id: blockId, expand: z.boolean().optional() },
		text: anyText(3000).optional(),
		fields: z.array(anyText(2000)).min(1).max(10).optional(),
		accessory: accessory.optional(),
	})
	.refine(({ text, fields }) => text !== undefined || fields !== undefined, {
		error: "must define either `text` or `fields`",
	});

const actions = z.strictObject({
	...{ type: z.literal("actions"), block_id: blockId },
	elements: z.array(actionElement).min(1).max(25),
});

const header = z.strictObject({ type: z.literal("header"), block_id: blockId, text: plain(150) });

const context = z.strictObject({
	...{ type: z.literal("context"), block_id: blockId },
	elements: z
		.array(z.discriminatedUnion("type", [picture, anyText(3000)]))
		.min(1)
		.max(10),
});

const divider = z.strictObject({ type: z.literal("divider"), block_id: blockId });

const image = z
	.strictObject({
		...{ type: z.literal("image"), block_id: blockId, alt_text: z.string().min(1).max(2000) },
		...{ image_url: address.optional(), slack_file: slackFile.optional(), title: plain(2000).optional() },
	})
	.refine(({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined), {
		error: "must define either `slack_file` or `image_url`",
	});

const input = z.strictObject({
	...{ type: z.literal("input"), block_id: blockId, label: plain(2000), hint: plain(2000).optional() },
	...{ element: inputElement, optional: z.boolean().optional(), dispatch_action: z.boolean().optional() },
});

const markdown = z.strictObject({
	...{ type: z.literal("markdown"), block_id: blockId, text: z.string().min(1).max(12_000) },
});

/** Its parts are not looked into. */
const richText = z.strictObject({
	...{ type: z.literal("rich_text"), block_id: blockId },
	elements: z.array(z.record(z.string(), z.unknown())).min(1),
});

const blocks = [section, actions, header, context, divider, image, input, richText] as const;

/** https://docs.slack.dev/reference/block-kit/blocks */
export const messageBlocks = z.array(z.discriminatedUnion("type", [...blocks, markdown])).max(50);
export const viewBlocks = z.array(z.discriminatedUnion("type", [...blocks])).max(100);
