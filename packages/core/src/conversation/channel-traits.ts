import type { Policy } from "./policy.js";

/** After the user's last message a channel takes what is written for this long, in milliseconds. */
export interface ReplyWindow {
	/** From the bot. Told, not enforced: some messages are exempt, and the channel itself refuses the rest. */
	readonly botMs: number;
	/** From a human. What comes later is refused with `outside-window`. */
	readonly humanMs: number;
}

/** What decisions need to know of the channel that a conversation is on. */
export interface ChannelTraits {
	/** Default: no limit. */
	readonly window?: ReplyWindow | undefined;
	/** Whether the end of a session is sent to it, as an activity of type `endOfConversation`. Default: false. */
	readonly tellsEnd?: boolean | undefined;
	/** What the channel asks for unless the team's own policy says otherwise. */
	readonly policy?: Partial<Pick<Policy, "postbacks" | "proactive">> | undefined;
}
