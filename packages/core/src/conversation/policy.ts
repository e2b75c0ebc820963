/** What a team may choose about the protocol. Durations in milliseconds. */
export interface Policy {
	/** An offer that nobody confirmed is repeated this often. */
	readonly offerRetryMs: number;
	/** And expires after this. */
	readonly offerExpiryMs: number;
	/** A human in control who says nothing for this long is reminded. */
	readonly remindAfterMs: number;
	/** And loses control this long after the reminder. */
	readonly releaseAfterMs: number;
	/** A session ends after this long without a word, while the bot holds control. */
	readonly sessionSilenceMs: number;
	/** A turn whose runner does not renew it for this long is somebody else's to run. */
	readonly turnLeaseMs: number;
	/** What has not been sent to the channel after this long is given up, and its speaker is told. */
	readonly sendWithinMs: number;
	/** What becomes of what the bot says of its own accord while an app holds control. */
	readonly proactive: "draft" | "send";
	/** Whether postbacks with a rule are answered while an app holds control. Its desk sees them in any case. */
	readonly postbacks: "answer" | "forward" | "both";
	/** Whether the bot is run in shadow while an app holds control: it only drafts. */
	readonly shadow: boolean;
}

export const defaultPolicy: Policy = {
	offerRetryMs: 30_000,
	offerExpiryMs: 300_000,
	remindAfterMs: 180_000,
	releaseAfterMs: 600_000,
	sessionSilenceMs: 1_800_000,
	turnLeaseMs: 5_000,
	sendWithinMs: 120_000,
	proactive: "draft",
	postbacks: "both",
	shadow: false,
};
