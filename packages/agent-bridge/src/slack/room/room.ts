import { z } from "zod";

const room = z.object({
	conversationId: z.string(),
	/** The bridge's id of the customer. */
	user: z.string(),
	/** What the customer is called. */
	name: z.string(),
	botId: z.string(),
	channel: z.string(),
	/** The first message, where the room is a thread. */
	thread: z.string().optional(),
	/** The message that shows how the conversation stands. */
	panel: z.string().optional(),
	/** Up to this position of the log it was brought in at once; what comes after is mirrored live. */
	since: z.number(),
	isOpen: z.boolean(),
});

/** A channel or a thread in which one conversation is mirrored. */
export type Room = z.infer<typeof room>;

export function parseRoom(text: string): Room {
	return room.parse(JSON.parse(text));
}
