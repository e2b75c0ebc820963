import { z } from "zod";
import { askedTypes } from "../asked.js";
import { toldTypes } from "../told.js";

const path = z.string().min(1).max(200);
const timeFormat = z.string().min(1).max(64);

/** One value of what is sent: text as it is, `$path` for a member of what is told, or a lookup; and lists and objects of them. */
const lookup = z.strictObject({
	from: path,
	/** What is written for which value. */
	values: z.record(z.string(), z.string()).optional(),
	/** What is written for all others; without it they are written as they are. */
	otherwise: z.string().optional(),
	/** How a time is written. */
	time: timeFormat.optional(),
});

export type Lookup = z.infer<typeof lookup>;
export type Template =
	| string
	| number
	| boolean
	| null
	| Lookup
	| readonly Template[]
	| { readonly [member: string]: Template };

const template: z.ZodType<Template> = z.lazy(() =>
	z.union([
		z.string().max(10_000),
		z.number(),
		z.boolean(),
		z.null(),
		lookup,
		z.array(template),
		z.record(z.string(), template),
	]),
);

/** A member, or the first of several that is there. Names are compared without regard to case. */
const source = z.union([path, z.array(path).min(1).max(16)]);

/** Where in what comes in things are. */
const incoming = z.strictObject({
	event: z.strictObject({ from: source, values: z.record(z.string(), z.enum(askedTypes)) }),
	conversation: source,
	/** What tells a repeat. Without it the whole content does. */
	id: source.optional(),
	text: source.optional(),
	/** `text`, `image`, `video`, `audio`, `file` or `location`. */
	kind: source.optional(),
	media: source.optional(),
	time: z.strictObject({ from: source, format: timeFormat }).optional(),
	person: z
		.strictObject({ id: source.optional(), name: source.optional(), avatar: source.optional() })
		.optional(),
	/** Apps that are asked, one or a list. */
	to: source.optional(),
	/** Words for whoever has the conversation next. */
	note: source.optional(),
	draft: source.optional(),
	/** An object of parameters, or the beginning of their names and a star. */
	parameters: path.optional(),
});

/**
 * A profile without code: how each thing that is told is written, and where in what comes in things are. What is
 * not in `out` is not told.
 */
export const mapping = z.strictObject({
	name: z.string().min(1).max(100),
	out: z.partialRecord(z.enum(toldTypes), template),
	in: incoming,
	/** How an app learns what was said before it had the conversation: in `history`, or as if it were said now. */
	history: z.enum(["inside", "replayed"]).default("inside"),
	/** Whether the app's own words are told to it when they have their place in the log. */
	own: z.boolean().default(false),
});

export type Mapping = z.input<typeof mapping>;
export type WholeMapping = z.output<typeof mapping>;
export type Source = z.infer<typeof source>;
