import { z } from "zod";

const id = z.string().min(1).max(200);
const words = {
	/** The bot's own id of the message: again with the same id has the effect of once. */
	id,
	conversationId: z.string().min(1).max(1000),
	text: z.string().max(65_536).optional(),
	/** A Bot Framework activity, for more than text. */
	activity: z.looseObject({ type: z.string() }).optional(),
} as const;

/** What a bot reports. */
export const report = z
	.discriminatedUnion("type", [
		z.object({
			type: z.literal("heard"),
			...words,
			user: z.object({ id, name: z.string().max(200).optional(), locale: z.string().max(35).optional() }),
		}),
		z.object({ type: z.literal("said"), ...words }),
	])
	.refine(({ text, activity }) => text !== undefined || activity !== undefined, "give text or activity");

export type Report = z.infer<typeof report>;
