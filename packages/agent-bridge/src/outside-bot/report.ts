import { z } from "zod";
import { frameLimits, isDeeperThan } from "../protocol/parse.js";
import { activity } from "../protocol/parts.js";

const id = z.string().min(1).max(200);
const words = {
	/** The bot's own id of the message: again with the same id has the effect of once. */
	id,
	conversationId: z.string().min(1).max(1000),
	text: z.string().max(65_536).optional(),
	/** A Bot Framework activity, for more than text. */
	activity: activity.optional(),
} as const;

const anyReport = z
	.discriminatedUnion("type", [
		z.object({
			type: z.literal("heard"),
			...words,
			user: z.object({ id, name: z.string().max(200).optional(), locale: z.string().max(35).optional() }),
		}),
		z.object({ type: z.literal("said"), ...words }),
	])
	.refine(({ text, activity }) => text !== undefined || activity !== undefined, "give text or activity");

export type Report = z.infer<typeof anyReport>;

/** What a bot reports; or what is wrong with it, for whoever writes that bot. */
export function readReport(body: Uint8Array): Report | { readonly wrong: string } {
	const value = readJson(body);
	if (value === undefined) return { wrong: "it is no JSON" };
	if (isDeeperThan(value, frameLimits.depth))
		return { wrong: `it is nested deeper than ${frameLimits.depth} levels` };
	const { data, error } = anyReport.safeParse(value);
	return data ?? { wrong: z.prettifyError(error) };
}

function readJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		return undefined;
	}
}
