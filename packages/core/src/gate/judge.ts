import type { GateRules } from "./gate-rules.js";
import type { Recognition, ScoredIntent } from "./recognizer.js";

/** Why the bot does not answer. Given to the desk with the handover. */
export type HandOffReason =
	/** The user wrote no text: a picture, a place, a voice message. */
	| "no-text"
	/** The recognizer says that this is none of its intents. */
	| "out-of-scope"
	/** The best intent always goes to a person. */
	| "always-human"
	/** A ground beside the numbers holds: `why` says which. */
	| "ground"
	/** The best intent is below the lower threshold. */
	| "unsure";

/** What the gate decides. */
export type Verdict =
	| {
			readonly verdict: "answer";
			readonly intent: string;
			readonly confidence: number;
			readonly recognition: Recognition;
	  }
	| {
			readonly verdict: "clarify";
			readonly candidates: readonly ScoredIntent[];
			readonly recognition: Recognition;
	  }
	| {
			readonly verdict: "handOff";
			readonly reason: HandOffReason;
			readonly recognition: Recognition;
			/** For people, in a few words. */
			readonly why?: string | undefined;
	  };

/** More choices than this are a menu, not a question. */
const maxCandidates = 3;

/** A further candidate is worth asking about if it has at least this share of the best one's confidence. */
const worthAsking = 0.25;

/** Keeps `0.9 - 0.8` from counting as less than `0.1`. */
const rounding = 1e-9;

/**
 * Decides on a recognition: sure enough to answer, near enough to ask, or a case for a person. Pure.
 *
 * In this order: an intent that means "none of mine" is handed off; so is an intent that always goes to a
 * person, once it is at all likely; a confident intent is answered unless another one is within the margin;
 * a likely one is asked about.
 */
export function judge(recognition: Recognition, rules: GateRules): Verdict {
	const [best, second] = recognition.intents;
	if (best === undefined) return handOff("unsure", recognition);
	if (rules.noneIntents.has(best.intent)) return handOff("out-of-scope", recognition);
	const { answerAt, clarifyAt, human } = rules.of(best.intent);
	if (best.confidence < clarifyAt) return handOff("unsure", recognition);
	if (human) return handOff("always-human", recognition);
	if (best.confidence < answerAt) return clarify(recognition, rules, maxCandidates);
	if (second !== undefined && tooClose(best, second, rules)) return clarify(recognition, rules, 2);
	return { verdict: "answer", intent: best.intent, confidence: best.confidence, recognition };
}

/** A decision without an answer; also for callers that have a reason of their own to ask for a person. */
export function handOff(reason: HandOffReason, recognition: Recognition, why?: string): Verdict {
	return { verdict: "handOff", reason, recognition, why };
}

function clarify(recognition: Recognition, { noneIntents }: GateRules, most: number): Verdict {
	const least = (recognition.intents[0]?.confidence ?? 0) * worthAsking;
	const candidates = recognition.intents
		.filter(({ intent, confidence }) => !noneIntents.has(intent) && confidence >= least)
		.slice(0, most);
	return { verdict: "clarify", candidates, recognition };
}

function tooClose(best: ScoredIntent, second: ScoredIntent, { margin }: GateRules): boolean {
	return best.confidence - second.confidence + rounding < margin;
}
