import { BatonError } from "@baton/core";
import { z } from "zod";

const cannedReplies = z
	.array(
		z.strictObject({
			/** By which it is found. */
			title: z.string().trim().min(1).max(80),
			/** `{{user.name}}`, `{{agent.name}}` and `{{bot.name}}` are filled in, other placeholders are asked for. */
			text: z.string().trim().min(1).max(4096),
			/** Of the text, such as `id`: found first for users of that language. */
			locale: z.string().min(2).max(35).optional(),
		}),
	)
	.max(1000)
	.readonly();

/** Texts that a team writes often. */
export type CannedReplies = Readonly<z.infer<typeof cannedReplies>>;

/** @throws BatonError `bad-console-options` */
export function parseCannedReplies(value: unknown): CannedReplies {
	const { data, error } = cannedReplies.safeParse(value);
	if (data !== undefined) return data;
	throw new BatonError(
		"bad-console-options",
		`Cannot use the canned replies, give at most 1,000 of { title, text, locale? }: ${z.prettifyError(error)}`,
		{ cause: error },
	);
}
