import { createHash } from "node:crypto";
import type { UserId } from "../conversation/participants.js";

/** Who somebody is on a channel: the same person gets another id on every channel and page. */
export interface ChannelUser {
	readonly channel: string;
	readonly business: string;
	/** The person's id on the channel. */
	readonly user: string;
}

/**
 * Our stable id for one person on one channel: the same in every process and after every restart, without
 * anything to look up, and without the channel's own id being readable from it.
 */
export function userId({ channel, business, user }: ChannelUser): UserId {
	const hash = createHash("sha256")
		.update(JSON.stringify([channel, business, user]))
		.digest("base64url");
	return `u_${hash.slice(0, 22)}` as UserId;
}
