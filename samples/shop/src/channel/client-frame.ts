import { z } from "zod";

/** Made by the page for each message, so that a repeat after a lost connection has the effect of once. */
const messageId = z.string().regex(/^[\w-]{8,64}$/);
const language = z.enum(["en", "id"]);
const lineId = z.string().min(1).max(128);

/** What a customer's page may send. */
const clientFrame = z.discriminatedUnion("type", [
	z.strictObject({
		type: z.literal("say"),
		id: messageId,
		text: z.string().trim().min(1).max(2000),
		language,
	}),
	/** A button was pressed: `value` goes to the bot, `title` is what the customer reads. */
	z.strictObject({
		type: z.literal("press"),
		id: messageId,
		title: z.string().trim().min(1).max(200),
		value: z.string().min(1).max(4000),
		language,
	}),
	z.strictObject({ type: z.literal("typing") }),
	/** The customer no longer waits for a person. */
	z.strictObject({ type: z.literal("cancel") }),
	/** Lines that the page has, or that the customer has had before their eyes. */
	z.strictObject({
		type: z.literal("seen"),
		state: z.enum(["delivered", "read"]),
		lines: z.array(lineId).min(1).max(200),
	}),
	z.strictObject({ type: z.literal("earlier"), before: z.number().int().min(1) }),
]);

export type ClientFrame = Readonly<z.infer<typeof clientFrame>>;
export type ClientFrameOf<T extends ClientFrame["type"]> = Extract<ClientFrame, { readonly type: T }>;

/** Longer frames close the connection. */
export const maxFrameBytes = 16_384;

/** Reads a frame; `undefined` for whatever is none. */
export function parseClientFrame(data: string): ClientFrame | undefined {
	try {
		return clientFrame.safeParse(JSON.parse(data)).data;
	} catch {
		return undefined;
	}
}
