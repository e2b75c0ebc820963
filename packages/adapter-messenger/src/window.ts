/** https://developers.facebook.com/docs/messenger-platform/policy/policy-overview */
const dayMs = 86_400_000;

export interface ReplyWindow {
	readonly botMs: number;
	readonly humanMs: number;
}

/**
 * How long after the user's last message Messenger takes an answer: 24 hours, and what a human writes 7 days, if
 * Meta has let the app use the tag `HUMAN_AGENT`.
 */
export function replyWindow(humanAgent: boolean): ReplyWindow {
	return { botMs: dayMs, humanMs: humanAgent ? 7 * dayMs : dayMs };
}

export interface WindowTimes {
	readonly now: number;
	/** Until when a human may write, as the conversation knows it; `undefined` for unknown. */
	readonly replyUntil: number | undefined;
}

/** Whether what a human says needs the tag by now. */
export function needsHumanAgent({ botMs, humanMs }: ReplyWindow, { now, replyUntil }: WindowTimes): boolean {
	return replyUntil !== undefined && humanMs > botMs && now >= replyUntil - humanMs + botMs;
}

/** Whether Messenger takes nothing of the page's own any more, such as the line that somebody joined. */
export function isBeyondDay({ botMs, humanMs }: ReplyWindow, { now, replyUntil }: WindowTimes): boolean {
	return replyUntil !== undefined && now >= replyUntil - humanMs + botMs;
}
