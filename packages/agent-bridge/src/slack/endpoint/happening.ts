import { z } from "zod";

const file = z.object({
	id: z.string(),
	name: z.string(),
	type: z.string(),
	size: z.number(),
	/** Where its bytes are, for whoever has the token. */
	url: z.string().optional(),
});

const place = {
	/** Given by Slack, the same for every repeat. */
	id: z.string(),
	channel: z.string(),
} as const;
const message = { ...place, ts: z.string(), thread: z.string().optional() } as const;

/** What people do in Slack, as far as the desk cares: small, and without what is secret. */
export const happening = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("said"),
		...message,
		user: z.string(),
		text: z.string(),
		files: z.array(file),
		/** Written in a thread, and shown in the channel as well. */
		broadcast: z.boolean(),
	}),
	z.object({ kind: z.literal("edited"), ...message, user: z.string(), text: z.string(), before: z.string() }),
	z.object({ kind: z.literal("deleted"), ...message, user: z.string().optional() }),
	z.object({ kind: z.literal("archived"), ...place, user: z.string().optional() }),
	z.object({
		kind: z.literal("command"),
		...place,
		user: z.string(),
		text: z.string(),
		respond: z.string().optional(),
	}),
	z.object({
		kind: z.literal("pressed"),
		...message,
		user: z.string(),
		action: z.string(),
		value: z.string(),
		respond: z.string().optional(),
		/** Opens a form, within three seconds. */
		trigger: z.string().optional(),
	}),
	z.object({
		kind: z.literal("submitted"),
		id: z.string(),
		user: z.string(),
		/** What the form is. */
		form: z.string(),
		/** What the form is about, and what was written into it. */
		value: z.string(),
		text: z.string(),
	}),
]);

export type Happening = z.infer<typeof happening>;
export type HappeningOf<K extends Happening["kind"]> = Extract<Happening, { kind: K }>;
export type SlackFile = z.infer<typeof file>;
