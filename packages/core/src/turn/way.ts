import type { Clock } from "../clock.js";
import type { Reason } from "../control/control.js";
import type { NoticeText } from "../conversation/book.js";
import type { Outcome } from "../conversation/change.js";
import type { UnderTurn } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Door } from "../conversation/door.js";
import type { Mode, Postback } from "../conversation/entry.js";
import type { AsksForHuman } from "../gate/asks-for-human.js";
import type { Gate } from "../gate/gate.js";
import type { Verdict } from "../gate/judge.js";
import type { Recognition } from "../gate/recognizer.js";
import { toActivity } from "../host/to-activity.js";
import type { TurnContextLike } from "../host/turn-context.js";
import type { Logger } from "../logger.js";
import type { Postbacks } from "../postback/postbacks.js";
import { clarification, readChoice } from "./clarification.js";
import { withLimit } from "./limit.js";
import { type Speaker, type SpeakerOptions, speak } from "./speaker.js";

export interface WayOptions extends SpeakerOptions {
	readonly door: Door;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly gate: Gate | undefined;
	readonly asksForHuman: AsksForHuman;
	readonly postbacks: Postbacks | undefined;
	/** The mode of a channel; a conversation may have its own. */
	readonly modeOf: (channel: string) => Mode;
	/** Whether the bot is run on what it is unsure of, so that the desk gets its draft. */
	readonly draftWhenUnsure: boolean;
	readonly notice: NoticeText;
	/** What an intent is called in a clarifying question. */
	readonly titleOf: (intent: string, locale: string | undefined) => string;
	readonly limits: TurnLimits;
}

/** Time limits in milliseconds. What exceeds them leads to a person. */
export interface TurnLimits {
	readonly botMs: number;
	readonly recognizerMs: number;
}

/** One turn on its way. */
export interface Walk {
	readonly context: TurnContextLike;
	readonly next: () => Promise<void>;
	readonly speaker: Speaker;
	readonly under: UnderTurn;
	readonly conversation: Conversation;
	readonly postback: Postback | undefined;
}

/** Where the bot finds what was recognized: `context.turnState.get(recognitionKey)`. */
export const recognitionKey = "baton.recognition";

/** The way of a turn, from the postback to the bot. Throws what the bot throws, after a person was asked for. */
export async function walk(options: WayOptions, turn: Walk): Promise<void> {
	if (await answerPostback(options, turn)) return;
	const { phase } = turn.conversation.control;
	if (phase === "held" || phase === "passing") {
		turn.speaker.hold = "shadow";
		return runBot(options, turn);
	}
	const chosen = readChoice(turn.postback);
	if (chosen !== undefined) return followChoice(options, turn, chosen);
	const text = turn.context.activity.text ?? "";
	if (options.asksForHuman(text, turn.context.activity.locale))
		return request(options, turn, { type: "asked" });
	const mode = turn.conversation.mode ?? options.modeOf(turn.speaker.address.channel);
	if (mode === "off") return request(options, turn, { type: "bot-off" });
	if (mode === "draft-only") return draftOnly(options, turn);
	if (options.gate === undefined || turn.postback !== undefined) return answer(options, turn);
	const verdict = await recognize(options, turn, options.gate);
	if (verdict !== undefined) await follow(options, turn, verdict);
}

async function follow(options: WayOptions, turn: Walk, verdict: Verdict): Promise<void> {
	share(turn, verdict.recognition);
	if (verdict.verdict === "answer") return answer(options, turn);
	if (verdict.verdict === "clarify") return clarify(options, turn, verdict);
	const type = verdict.reason === "always-human" ? "always-human" : "unsure";
	const best = verdict.recognition.intents[0];
	const detail =
		best === undefined ? verdict.reason : `${verdict.reason}: ${best.intent} ${best.confidence.toFixed(2)}`;
	if (options.draftWhenUnsure && verdict.reason !== "no-text") {
		turn.speaker.hold = "unsure";
		await runBot(options, turn);
	}
	await request(options, turn, { type, detail, drafts: turn.speaker.drafts });
}

/** A rule answers before recognizer and bot are touched. */
async function answerPostback(options: WayOptions, turn: Walk): Promise<boolean> {
	const { postback, speaker, context, conversation, under } = turn;
	if (postback === undefined || options.postbacks === undefined) return false;
	const found = await options.postbacks.find(postback);
	if (found.status === "unknown") return false;
	if (found.status === "invalid") {
		options.logger.error("invalid-postback", {
			key: speaker.address.key,
			type: postback.type,
			issues: found.issues,
		});
		await options.door.submit(speaker.address.key, { type: "notify", notice: "invalidButton", under });
		return true;
	}
	speaker.rule = true;
	const answering = found.run({
		key: speaker.address.key,
		user: conversation.user,
		activity: toActivity(context.activity),
		say: async (...activities) => {
			await speak(
				options,
				speaker,
				activities.map((each) => (typeof each === "string" ? { type: "message", text: each } : each)),
			);
		},
	});
	await failToPerson(options, turn, () =>
		withLimit(options.clock, options.limits.botMs, "postback", answering),
	);
	return true;
}

async function answer(options: WayOptions, turn: Walk): Promise<void> {
	await runBot(options, turn);
	if (turn.speaker.unsure > 0) await request(options, turn, { type: "unsure", drafts: turn.speaker.drafts });
}

async function draftOnly(options: WayOptions, turn: Walk): Promise<void> {
	turn.speaker.hold = "draft-only";
	await runBot(options, turn);
	await request(options, turn, { type: "draft-only", drafts: turn.speaker.drafts });
}

async function clarify(
	options: WayOptions,
	{ speaker, conversation }: Walk,
	verdict: Extract<Verdict, { verdict: "clarify" }>,
): Promise<void> {
	const { locale } = conversation.user;
	const question = clarification(verdict, {
		question: options.notice("clarify", locale),
		none: options.notice("noneOfThese", locale),
		titleOf: (intent) => options.titleOf(intent, locale),
	});
	await speak(options, speaker, [question]);
}

/** What the user chose is what they meant: the bot gets their own words and a recognition that is sure. */
async function followChoice(
	options: WayOptions,
	turn: Walk,
	{ intent, text }: { intent: string | null; text: string },
): Promise<void> {
	if (intent === null) return request(options, turn, { type: "unsure", detail: text });
	share(turn, { text, intents: [{ intent, confidence: 1 }] });
	Object.assign(turn.context.activity, { text });
	await answer(options, turn);
}

function share({ context }: Walk, recognition: Recognition): void {
	context.turnState.set(recognitionKey, recognition);
}

async function recognize(options: WayOptions, turn: Walk, gate: Gate): Promise<Verdict | undefined> {
	const { clock, limits, logger } = options;
	try {
		return await withLimit(clock, limits.recognizerMs, "recognizer", gate.decide(turn.context));
	} catch (error) {
		logger.error("recognizer-failed", { key: turn.speaker.address.key, error });
		await request(options, turn, { type: "recognizer-failed", detail: messageOf(error) });
		return undefined;
	}
}

function runBot(options: WayOptions, turn: Walk): Promise<void> {
	return failToPerson(options, turn, () =>
		withLimit(options.clock, options.limits.botMs, "bot", turn.next()),
	);
}

/** A bot that throws or takes too long leads to a person, with what failed as the reason. */
async function failToPerson(options: WayOptions, turn: Walk, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		options.logger.error("bot-failed", { key: turn.speaker.address.key, error });
		const drafts = turn.speaker.drafts;
		await request(options, turn, { type: "bot-failed", detail: messageOf(error), drafts });
		throw error;
	}
}

async function request({ door }: WayOptions, { speaker, under }: Walk, reason: Reason): Promise<void> {
	const outcome: Outcome = (await door.submit(speaker.address.key, { type: "request", reason, under }))
		.outcome;
	if (outcome.status === "done") speaker.hold = undefined;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
