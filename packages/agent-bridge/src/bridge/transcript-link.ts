import { z } from "zod";
import { ids } from "../protocol/parts.js";
import { readSigned, writeSigned } from "./signed.js";

const content = z.object({
	/** One of them. */
	conversationId: ids.conversation.optional(),
	botUserId: ids.user.optional(),
	/** Conversations of other bots are not shown by it, whoever looks. */
	bots: z.array(ids.bot).readonly(),
	/** Epoch milliseconds. */
	until: z.number(),
});

/** What a link to a transcript shows, and until when. */
export type TranscriptLink = Readonly<z.infer<typeof content>>;

/** Where transcripts are shown, and for how long a link is good. */
export interface TranscriptPages {
	readonly urlOf: (token: string) => string;
	readonly forMs: number;
}

export function signTranscriptLink(key: string, link: TranscriptLink): string {
	return writeSigned(key, "transcript", link);
}

/** `undefined` if it is not ours. Whether it is over is for the reader to say. */
export function readTranscriptLink(key: string, text: string): TranscriptLink | undefined {
	return content.safeParse(readSigned(key, "transcript", text)).data;
}
