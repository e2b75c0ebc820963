import { z } from "zod";

/** Parts of Block Kit that blocks and elements are made of. https://docs.slack.dev/reference/block-kit/composition-objects */

export function plain(most: number) {
	return z.strictObject({
		type: z.literal("plain_text"),
		text: z.string().min(1).max(most),
		emoji: z.boolean().optional(),
	});
}

export function anyText(most: number) {
	const markdown = z.strictObject({
		type: z.literal("mrkdwn"),
		text: z.string().min(1).max(most),
		verbatim: z.boolean().optional(),
	});
	return z.discriminatedUnion("type", [plain(most), markdown]);
}

export const blockId = z.string().max(255).optional();
export const actionId = z.string().min(1).max(255).optional();
export const address = z.string().min(1).max(3000);

export const confirm = z.strictObject({
	title: plain(100),
	text: anyText(300),
	confirm: plain(30),
	deny: plain(30),
	style: z.enum(["primary", "danger"]).optional(),
});

export const option = z.strictObject({
	text: anyText(75),
	value: z.string().min(1).max(150),
	description: anyText(75).optional(),
	url: address.optional(),
});

export const options = z.array(option).min(1).max(100);

export const optionGroups = z
	.array(z.strictObject({ label: plain(75), options }))
	.min(1)
	.max(100);

export const slackFile = z.strictObject({ id: z.string().optional(), url: z.string().optional() });
