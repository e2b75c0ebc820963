import { type Awaitable, then } from "../awaitable.js";
import type { EntryId } from "../control/control.js";
import type { Activity } from "../conversation/activity.js";
import type { Outcome } from "../conversation/change.js";
import type { CommandOf, UnderTurn, Utterance } from "../conversation/command.js";
import type { Door } from "../conversation/door.js";
import type { DraftReason, Mode, RunnerUp } from "../conversation/entry.js";
import { judgeReply } from "../gate/reply-gate.js";
import { isHandoffInitiation } from "../host/handoff-events.js";
import { toActivity } from "../host/to-activity.js";
import type { ActivityLike, ResourceResponseLike } from "../host/turn-context.js";
import type { Logger } from "../logger.js";
import type { Address } from "./address.js";
import { needsIn, type SkillsFor } from "./needs.js";
import type { ReplyJudge } from "./reply-judge.js";

export interface SpeakerOptions {
	readonly door: Door;
	readonly logger: Logger;
	/** The mode of a channel; a conversation may have its own. */
	readonly modeOf: (channel: string) => Mode;
	/** From this confidence on an activity that carries one is sent. */
	readonly replyAt: number | undefined;
	readonly skillsFor: SkillsFor;
}

/** In whose name the bot speaks, and what has come of it so far. */
export interface Speaker {
	readonly address: Address;
	readonly under: UnderTurn | undefined;
	/** Whether a rule for a postback speaks. */
	rule: boolean;
	/** Everything is held back, and why. */
	hold: DraftReason | undefined;
	/** How sure the gate was of the intent, where it held the bot back. */
	confidence: number | undefined;
	/** What the gate took the user's words for. */
	intent: string | undefined;
	/** What it would have taken them for next. */
	runnerUp: RunnerUp | undefined;
	/** Judges what the bot answers by more than its confidence, where the team has grounds for that. */
	judge: ReplyJudge | undefined;
	/** What is being judged now: what is said next waits for it, so that all is said in order. */
	judging: Awaitable<unknown>;
	/** Whether the bot has asked for a person in this turn. */
	asked: boolean;
	/** The host sends inside the request. */
	readonly inline: boolean;
	/** What was held back in this turn. */
	readonly drafts: EntryId[];
	/** What was held back because the bot was unsure of it. */
	unsure: number;
	/** Why it was held back, where a ground says so. */
	why: string | undefined;
	/** Why something could not be kept, if that happened: the bot is not told, so the turn must not count as done. */
	lost: unknown;
}

export function createSpeaker(address: Address, under: UnderTurn | undefined, inline = false): Speaker {
	return {
		address,
		under,
		rule: false,
		hold: undefined,
		confidence: undefined,
		intent: undefined,
		runnerUp: undefined,
		judge: undefined,
		judging: undefined,
		asked: false,
		inline,
		drafts: [],
		unsure: 0,
		why: undefined,
		lost: undefined,
	};
}

/** What was committed of several activities, one response each. */
export interface Spoken {
	readonly responses: ResourceResponseLike[];
	/** How many became drafts. */
	readonly drafts: number;
}

/** Commits what the bot says. Never throws, and never rejects: a host's send hook must not. */
export function speak(
	options: SpeakerOptions,
	speaker: Speaker,
	activities: readonly ActivityLike[],
): Awaitable<Spoken> {
	try {
		const spoken = trySpeak(options, speaker, activities);
		return spoken instanceof Promise
			? spoken.catch((error: unknown) => lose(options, speaker, activities, error))
			: spoken;
	} catch (error) {
		return lose(options, speaker, activities, error);
	}
}

function trySpeak(
	options: SpeakerOptions,
	speaker: Speaker,
	activities: readonly ActivityLike[],
): Awaitable<Spoken> {
	const { said, asked } = sort(activities);
	const utterances = said.map((activity) => utter(options, speaker, activity));
	if (asked !== undefined) speaker.asked = true;
	return then(judged(speaker, utterances), (judgedOnes) => {
		const saying = judgedOnes.length === 0 ? undefined : submitSay(options, speaker, judgedOnes);
		return then(saying, (outcome) => {
			const spoken = { responses: respond(activities, judgedOnes, outcome), drafts: draftsOf(outcome) };
			return asked === undefined ? spoken : then(askForPerson(options, speaker, asked), () => spoken);
		});
	});
}

/** What would be sent is held back where a ground says so. One after the other: each may be about those before it. */
function judged(speaker: Speaker, utterances: readonly Utterance[]): Awaitable<readonly Utterance[]> {
	const { judge } = speaker;
	if (judge === undefined) return utterances;
	const rest = (done: readonly Utterance[]): Awaitable<readonly Utterance[]> => {
		const next = utterances[done.length];
		if (next === undefined) return done;
		if (next.hold !== undefined || next.passing === true) return rest([...done, next]);
		return then(judge.hold(next.activity), (why) => {
			if (why === undefined) return rest([...done, next]);
			speaker.unsure += 1;
			speaker.why ??= why;
			return rest([...done, { ...next, hold: "unsure" }]);
		});
	};
	const judging = then(speaker.judging, () => rest([]));
	speaker.judging = judging instanceof Promise ? judging.catch(() => {}) : undefined;
	return judging;
}

function lose(
	{ logger }: SpeakerOptions,
	speaker: Speaker,
	activities: readonly ActivityLike[],
	error: unknown,
): Spoken {
	logger.error("speech-lost", { key: speaker.address.key, error });
	speaker.lost ??= error;
	return { responses: activities.map(() => ({ id: "" })), drafts: activities.length };
}

function sort(activities: readonly ActivityLike[]): {
	said: readonly ActivityLike[];
	asked: ActivityLike | undefined;
} {
	const asked = activities.find(isHandoffInitiation);
	return {
		said: asked === undefined ? activities : activities.filter((each) => !isHandoffInitiation(each)),
		asked,
	};
}

function utter({ replyAt }: SpeakerOptions, speaker: Speaker, like: ActivityLike): Utterance {
	const activity = toActivity(like);
	const passing =
		activity.type === "typing" || activity.type === "delay" || activity.type === "endOfConversation";
	const { inline, hold, intent, runnerUp } = speaker;
	const confidence = confidenceOf(activity) ?? speaker.confidence;
	if (hold !== undefined || activity.channelData === undefined || passing)
		return { activity, inline, passing, hold, confidence, intent, runnerUp };
	const isSure = judgeReply(activity, replyAt === undefined ? {} : { answerAt: replyAt }) === "send";
	if (!isSure) speaker.unsure += 1;
	return { activity, inline, passing, hold: isSure ? undefined : "unsure", confidence, intent, runnerUp };
}

function confidenceOf({ channelData }: Activity): number | undefined {
	if (typeof channelData !== "object" || channelData === null || !("confidence" in channelData))
		return undefined;
	return typeof channelData.confidence === "number" ? channelData.confidence : undefined;
}

function submitSay(
	{ door, modeOf }: SpeakerOptions,
	speaker: Speaker,
	utterances: readonly Utterance[],
): Awaitable<Outcome> {
	const { address, under, rule } = speaker;
	const mode = modeOf(address.channel);
	const command: CommandOf<"say"> = { type: "say", opening: address.opening, under, rule, mode, utterances };
	return then(door.submit(address.key, command), ({ outcome }) => {
		if (outcome.status === "done" && outcome.drafts > 0) speaker.drafts.push(...outcome.entries);
		return outcome;
	});
}

function askForPerson(
	{ door, skillsFor }: SpeakerOptions,
	{ address, under, intent }: Speaker,
	asked: ActivityLike,
): Awaitable<unknown> {
	const detail =
		asked.value === undefined ? undefined : (JSON.stringify(asked.value)?.slice(0, 500) ?? undefined);
	const reason = { type: "bot-asked", detail } as const;
	const needs = { skills: skillsFor(intent), ...needsIn(asked.value) };
	return door.submit(address.key, { type: "request", reason, needs, under });
}

function draftsOf(outcome: Outcome | undefined): number {
	return outcome?.status === "done" ? outcome.drafts : 0;
}

/** Our entry ids, in the order of the activities; what is not part of the log has none. */
function respond(
	activities: readonly ActivityLike[],
	utterances: readonly Utterance[],
	outcome: Outcome | undefined,
): ResourceResponseLike[] {
	const ids = outcome?.status === "done" ? outcome.entries : [];
	let place = 0;
	let uttered = 0;
	return activities.map((activity) => {
		if (isHandoffInitiation(activity)) return { id: "" };
		const utterance = utterances[uttered];
		uttered += 1;
		if (utterance?.passing === true) return { id: "" };
		const id = ids[place] ?? "";
		place += 1;
		return { id };
	});
}
