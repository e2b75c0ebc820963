import { BatonError } from "../error.js";

/** The part of an outgoing activity that says how sure the bot is of it. */
export interface ConfidentActivity {
	readonly type?: string | undefined;
	readonly channelData?: unknown;
}

export interface ReplyGateOptions {
	/** From this confidence on an answer is sent, between 0 and 1. */
	readonly answerAt?: number | undefined;
}

/**
 * Decides on an answer that the bot has already made, by the confidence in `channelData.confidence`.
 *
 * Without one the answer is sent: most bots do not say. A confidence that is not a number from 0 to 1 counts
 * as unsure: a person looks at the answer before the user does.
 */
export function judgeReply(
	activity: ConfidentActivity,
	{ answerAt = 0.7 }: ReplyGateOptions = {},
): "send" | "draft" {
	const { channelData } = activity;
	if (!isRecord(channelData) || channelData.confidence === undefined) return "send";
	return isShare(channelData.confidence) && channelData.confidence >= answerAt ? "send" : "draft";
}

/**
 * Attaches how sure the bot is to an activity that it is about to send.
 *
 * ```ts
 * await context.sendActivity(withConfidence({ type: "message", text: answer }, 0.62));
 * ```
 *
 * @throws BatonError `bad-confidence` if `confidence` is not a number from 0 to 1
 * @throws BatonError `bad-channel-data` if the activity has channel data that is not an object
 */
export function withConfidence<A extends ConfidentActivity>(
	activity: A,
	confidence: number,
): A & { readonly channelData: { readonly confidence: number } } {
	if (!isShare(confidence)) {
		throw new BatonError(
			"bad-confidence",
			`Cannot attach confidence ${confidence}, give a number from 0 to 1`,
		);
	}
	const { channelData = {} } = activity;
	if (!isRecord(channelData)) {
		throw new BatonError(
			"bad-channel-data",
			"Cannot attach a confidence: the activity's channelData is not an object",
		);
	}
	return { ...activity, channelData: { ...channelData, confidence } };
}

function isShare(value: unknown): value is number {
	return typeof value === "number" && value >= 0 && value <= 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
