import { type Awaitable, then } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { Reason } from "../control/control.js";
import type { NoticeText } from "../conversation/book.js";
import { type Choice, readChoice } from "../conversation/choice.js";
import type { UnderTurn } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Door } from "../conversation/door.js";
import type { Postback } from "../conversation/entry.js";
import type { Policy } from "../conversation/policy.js";
import { readMessageButton } from "../conversation/queue/message-button.js";
import type { Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import type { AsksForHuman } from "../gate/asks-for-human.js";
import type { Gate } from "../gate/gate.js";
import type { Verdict } from "../gate/judge.js";
import type { Recognition } from "../gate/recognizer.js";
import type { Past } from "../gate/rules/about.js";
import { toActivity } from "../host/to-activity.js";
import type { TurnContextLike } from "../host/turn-context.js";
import type { Logger } from "../logger.js";
import { messageOf } from "../message-of.js";
import { type Observer, stepOf } from "../observe/observer.js";
import type { PostbackContext } from "../postback/postback.js";
import type { Postbacks } from "../postback/postbacks.js";
import { isStoreFailure } from "../store-failure.js";
import { within } from "../within.js";
import { clarification } from "./clarification.js";
import { pastBefore, pastOf } from "./past.js";
import { judgeReplies, type ReplyRules } from "./reply-judge.js";
import { type Speaker, type SpeakerOptions, speak } from "./speaker.js";

export interface WayOptions extends SpeakerOptions {
	readonly door: Door;
	readonly store: Store;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly gate: Gate | undefined;
	/** Grounds on what the bot says. */
	readonly replies: ReplyRules | undefined;
	readonly asksForHuman: AsksForHuman;
	readonly postbacks: Pick<Postbacks, "has" | "find"> | undefined;
	/** Whether the bot is run on what it is unsure of, so that the desk gets its draft. */
	readonly draftWhenUnsure: boolean;
	readonly notice: NoticeText;
	/** What an intent is called in a clarifying question. */
	readonly titleOf: (intent: string, locale: string | undefined) => string;
	readonly limits: TurnLimits;
	readonly policy: Policy;
	readonly observer: Observer | undefined;
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
	/** Whether the bot waits for an answer: an answer has no intent, so the gate is not asked. */
	readonly expectsAnswer: ((context: TurnContextLike) => Promise<boolean>) | undefined;
}

/** Where the bot finds who the user is, with their account if linked: `context.turnState.get(userKey)`. */
export const userKey = "baton.user";

/** Where the bot finds what was recognized: `context.turnState.get(recognitionKey)`. */
export const recognitionKey = "baton.recognition";

/**
 * Whether the bot is run for the desk alone: nothing that it says reaches the user, so it should remember
 * nothing. `context.turnState.get(rehearsalKey) === true`.
 */
export const rehearsalKey = "baton.rehearsal";

/** The way of a turn, from the postback to the bot. Throws what the bot throws, after a person was asked for. */
export function walk(options: WayOptions, turn: Walk): Awaitable<void> {
	const { postback, speaker, conversation, context } = turn;
	if (context.activity.type !== "message") return walkEvent(options, turn);
	if (postback !== undefined) {
		return then(answerPostback(options, turn), (answered) => (answered ? undefined : walkOn(options, turn)));
	}
	if (isSilent(conversation)) return runInShadow(options, turn);
	const { text = "", locale } = context.activity;
	if (asks(options, text, locale)) return request(options, turn, { type: "asked" });
	if (conversation.unmet?.awaits === true && conversation.control.phase === "bot")
		return leaveMessage(options, turn);
	const mode = conversation.mode ?? options.modeOf(speaker.address.channel);
	if (mode === "off") return request(options, turn, { type: "bot-off" });
	if (mode === "draft-only") return draftOnly(options, turn);
	const { gate } = options;
	if (gate === undefined) return answer(options, turn);
	return then(expectsAnswer(options, turn), (expected) => {
		if (expected) return answer(options, turn);
		const deciding = () => gate.decide(turn.context, past(options, turn));
		return then(recognize(options, turn, deciding), (verdict) => verdict && follow(options, turn, verdict));
	});
}

/** What the user did without words is the bot's to answer, if anybody's: nobody is asked for because of it. */
function walkEvent(options: WayOptions, turn: Walk): Awaitable<void> {
	const { speaker, conversation } = turn;
	const mode = conversation.mode ?? options.modeOf(speaker.address.channel);
	if (isSilent(conversation) || mode === "off") return;
	if (mode === "draft-only") speaker.hold = "draft-only";
	return runBot(options, turn);
}

/** A host that cannot tell has asked nothing. */
function expectsAnswer(
	{ logger }: WayOptions,
	{ expectsAnswer, context, speaker }: Walk,
): Awaitable<boolean> {
	return (
		expectsAnswer?.(context).catch((error: unknown) => {
			logger.error("bot-state-unknown", { key: speaker.address.key, error });
			return false;
		}) ?? false
	);
}

/** A team's own listener that fails costs the user no answer. */
function asks({ asksForHuman, logger }: WayOptions, text: string, locale: string | undefined): boolean {
	try {
		return asksForHuman(text, locale);
	} catch (error) {
		logger.error("asks-for-human-failed", { error });
		return false;
	}
}

/** A press without a rule: a choice that we offered, or the bot's own. */
function walkOn(options: WayOptions, turn: Walk): Awaitable<void> {
	const { postback, speaker, conversation } = turn;
	if (isSilent(conversation)) return runInShadow(options, turn);
	const pressed = readMessageButton(postback);
	if (pressed !== undefined) return leaveMessage(options, turn, pressed);
	const chosen = readChoice(postback);
	if (chosen !== undefined) return followChoice(options, turn, chosen);
	const mode = conversation.mode ?? options.modeOf(speaker.address.channel);
	if (mode === "off") return request(options, turn, { type: "bot-off" });
	return mode === "draft-only" ? draftOnly(options, turn) : answer(options, turn);
}

/** An app holds control: the bot may only draft. */
function isSilent({ control: { phase } }: Conversation): boolean {
	return phase === "held" || phase === "passing";
}

/** What was said before a human took over may have its turn only now: without shadow it is the human's to answer. */
function runInShadow(options: WayOptions, turn: Walk): Awaitable<void> {
	if (!options.policy.shadow) return;
	turn.speaker.hold = "shadow";
	return runBot(options, turn);
}

function follow(options: WayOptions, turn: Walk, verdict: Verdict): Awaitable<void> {
	noteRecognition(turn, verdict.recognition);
	if (verdict.verdict === "answer") return answer(options, turn);
	if (verdict.verdict === "clarify") return clarify(options, turn, verdict);
	return handOff(options, turn, verdict);
}

/** The bot is run on what it is unsure of, so that the desk gets its draft. */
async function handOff(
	options: WayOptions,
	turn: Walk,
	{ reason, recognition, why }: Extract<Verdict, { verdict: "handOff" }>,
): Promise<void> {
	const best = recognition.intents[0];
	const intent = best === undefined ? reason : `${reason}: ${best.intent} ${best.confidence.toFixed(2)}`;
	if (options.draftWhenUnsure && reason !== "no-text") {
		turn.speaker.hold = "unsure";
		turn.speaker.confidence = best?.confidence;
		await runBot(options, turn);
	}
	const type = reason === "always-human" || reason === "ground" ? "always-human" : "unsure";
	await request(options, turn, { type, detail: why ?? intent, drafts: turn.speaker.drafts });
}

/** A rule answers before recognizer and bot are touched. */
async function answerPostback(options: WayOptions, turn: Walk): Promise<boolean> {
	const { postback, speaker, under } = turn;
	if (postback === undefined || options.postbacks === undefined) return false;
	const found = await options.postbacks.find(postback);
	if (found.status === "unknown") return false;
	if (found.status === "invalid") {
		options.logger.error("invalid-postback", {
			key: speaker.address.key,
			type: postback.type,
			issues: found.issues.length,
		});
		await options.door.submit(speaker.address.key, { type: "notify", notice: "invalidButton", under });
		return true;
	}
	speaker.rule = true;
	await failToPerson(options, turn, "postback", () => found.run(postbackContext(options, turn)));
	return true;
}

function postbackContext(options: WayOptions, { speaker, conversation, context }: Walk): PostbackContext {
	return {
		key: speaker.address.key,
		user: conversation.user,
		activity: toActivity(context.activity),
		say: async (...activities) => {
			const likes = activities.map((each) =>
				typeof each === "string" ? { type: "message", text: each } : each,
			);
			await speak(options, speaker, likes);
		},
	};
}

function answer(options: WayOptions, turn: Walk): Promise<void> {
	const { speaker } = turn;
	speaker.judge = replyJudge(options, turn);
	return runBot(options, turn).then(() => {
		const { unsure, drafts, why: detail, judge, asked } = speaker;
		if (unsure > 0)
			return request(options, turn, { type: "unsure", drafts, ...(detail === undefined ? {} : { detail }) });
		const owed = asked ? undefined : judge?.owed;
		return owed === undefined ? undefined : request(options, turn, { type: "bot-asked", detail: owed });
	});
}

function replyJudge(options: WayOptions, turn: Walk): Speaker["judge"] {
	const { replies: rules, logger, clock } = options;
	if (rules === undefined) return undefined;
	const { text = "", locale } = turn.context.activity;
	const said = { by: "user", text, at: clock.now() } as const;
	return judgeReplies({ rules, past: past(options, turn), said, locale, logger });
}

function past({ store }: WayOptions, { conversation, under }: Walk): Past {
	return pastOf(store, conversation, under);
}

async function draftOnly(options: WayOptions, turn: Walk): Promise<void> {
	turn.speaker.hold = "draft-only";
	if (turn.postback === undefined) await recognizeForDraft(options, turn);
	await runBot(options, turn);
	await request(options, turn, { type: "draft-only", drafts: turn.speaker.drafts });
}

/** Whatever is recognized, a person decides: so a recognizer that fails keeps nobody from drafting. */
async function recognizeForDraft(options: WayOptions, turn: Walk): Promise<void> {
	const { gate, clock, limits, logger } = options;
	if (gate === undefined || (await expectsAnswer(options, turn))) return;
	try {
		const late = (): never => tooLate("recognizer", limits.recognizerMs);
		const deciding = Promise.resolve(gate.decide(turn.context, past(options, turn)));
		const { recognition } = await within(clock, limits.recognizerMs, deciding, late);
		noteRecognition(turn, recognition);
		turn.speaker.confidence = recognition.intents[0]?.confidence;
	} catch (error) {
		logger.error("recognizer-failed", { key: turn.speaker.address.key, error });
	}
}

/** For the bot, and for drafts: whoever uses one says whether it was understood right. */
function noteRecognition({ context, speaker }: Walk, recognition: Recognition): void {
	context.turnState.set(recognitionKey, recognition);
	const [best, second] = recognition.intents;
	speaker.intent = best?.intent;
	speaker.runnerUp = second;
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
	if (speaker.lost !== undefined) throw speaker.lost;
}

/** What the user chose is what they meant: the bot gets their own words and a recognition that is sure. */
function followChoice(options: WayOptions, turn: Walk, { intent, text }: Choice): Awaitable<void> {
	if (intent === null) return request(options, turn, { type: "unsure", detail: text });
	const recognition: Recognition = { text, intents: [{ intent, confidence: 1 }] };
	Object.assign(turn.context.activity, { text });
	const { gate } = options;
	if (gate !== undefined) {
		const judging = () => gate.judge(recognition, turn.context, pastBefore(past(options, turn), text));
		return then(recognize(options, turn, judging), (verdict) => verdict && follow(options, turn, verdict));
	}
	turn.context.turnState.set(recognitionKey, recognition);
	return answer(options, turn);
}

/** `undefined` where the recognizer failed and a person was asked for instead. */
function recognize(
	options: WayOptions,
	turn: Walk,
	decide: () => Awaitable<Verdict>,
): Awaitable<Verdict | undefined> {
	const { clock, limits, logger } = options;
	const failed = async (error: unknown): Promise<undefined> => {
		logger.error("recognizer-failed", { key: turn.speaker.address.key, error });
		await request(options, turn, { type: "recognizer-failed", detail: messageOf(error) });
	};
	try {
		const deciding = decide();
		if (!(deciding instanceof Promise)) return deciding;
		const late = (): never => tooLate("recognizer", limits.recognizerMs);
		return within(clock, limits.recognizerMs, deciding, late).catch(failed);
	} catch (error) {
		return failed(error);
	}
}

function runBot(options: WayOptions, turn: Walk): Promise<void> {
	const { speaker, context } = turn;
	if (speaker.hold === "shadow" || speaker.hold === "unsure") context.turnState.set(rehearsalKey, true);
	return failToPerson(options, turn, "bot", turn.next);
}

/** A bot that throws or takes too long leads to a person, with what failed as the reason. */
async function failToPerson(
	options: WayOptions,
	turn: Walk,
	who: "bot" | "postback",
	work: () => Promise<void>,
): Promise<void> {
	const { clock, limits, logger } = options;
	try {
		const working = stepOf(options.observer, who, turn.speaker.address.key, work);
		await within(clock, limits.botMs, working, () => tooLate(who, limits.botMs));
		if (turn.speaker.lost !== undefined) throw turn.speaker.lost;
	} catch (error) {
		// Not the bot's fault, and nobody could be asked either: the turn stays due.
		if (isStoreFailure(error)) throw error;
		logger.error("bot-failed", { key: turn.speaker.address.key, error });
		const { drafts } = turn.speaker;
		await request(options, turn, { type: "bot-failed", detail: messageOf(error), drafts });
		throw error;
	}
}

/** Tells the bot how its handoff goes. What fails here leads to no person: one has been there, or cannot come. */
export function tell({ clock, limits }: WayOptions, next: () => Promise<void>): Promise<void> {
	return within(clock, limits.botMs, next(), () => tooLate("bot", limits.botMs));
}

function tooLate(who: "bot" | "postback" | "recognizer", ms: number): never {
	throw new BatonError(
		`${who}-timeout`,
		`Cannot wait for the ${who} any longer than ${ms} ms: answer sooner, or raise the limits of createHandoff`,
	);
}

async function request(
	{ door, skillsFor }: WayOptions,
	{ speaker, under }: Walk,
	reason: Reason,
): Promise<void> {
	const needs = { skills: skillsFor(speaker.intent) };
	await door.submit(speaker.address.key, { type: "request", reason, needs, under });
}

/** Nobody was there: what the user says now is for the team, and not for the bot. */
async function leaveMessage(
	{ door }: WayOptions,
	{ speaker, under }: Walk,
	press?: "leave" | "none",
): Promise<void> {
	await door.submit(speaker.address.key, { type: "leaveMessage", under, press });
}
