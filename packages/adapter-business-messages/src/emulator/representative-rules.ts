import { BatonError } from "@baton/core/error";
import type { ApiRepresentative } from "../wire.js";
import type { ApiRequest } from "./state.js";

/** A rule of the platform that an agent broke. */
export interface Violation {
	readonly conversationId: string;
	readonly rule: string;
}

/**
 * What was sent against the platform's rules on who speaks. The platform takes such messages, and takes the agent
 * down later: a person is announced by `REPRESENTATIVE_JOINED` before the first word, and by `REPRESENTATIVE_LEFT`
 * after the last; in between nobody else speaks.
 * https://developers.google.com/business-communications/business-messages/guides/how-to/message/conversations/bot-live-agent-handoff
 */
export function violationsIn(requests: readonly ApiRequest[]): readonly Violation[] {
	const present = new Map<string, ApiRepresentative>();
	return requests.flatMap((request) => {
		if (request.answer !== "OK") return [];
		const { conversationId } = request;
		const rule = brokenBy(request, present.get(conversationId));
		note(request, present);
		return rule === undefined ? [] : [{ conversationId, rule }];
	});
}

/** @throws BatonError `representative-rules` with each rule that was broken */
export function checkRepresentatives(requests: readonly ApiRequest[]): void {
	const violations = violationsIn(requests);
	if (violations.length === 0) return;
	const list = violations.map(({ conversationId, rule }) => `in ${conversationId} ${rule}`).join("; ");
	throw new BatonError(
		"representative-rules",
		`The agent broke the rules on representatives, correct it: ${list}`,
	);
}

function brokenBy(request: ApiRequest, present: ApiRepresentative | undefined): string | undefined {
	if (request.kind === "message") return brokenBySpeaking(request.body.representative, present, "wrote");
	if (request.kind !== "event") return undefined;
	const { eventType, representative } = request.body;
	switch (eventType) {
		case "REPRESENTATIVE_JOINED":
			return brokenByJoining(representative, present);
		case "REPRESENTATIVE_LEFT":
			return brokenByLeaving(representative, present);
		case "TYPING_STARTED":
			return brokenBySpeaking(representative, present, "typed");
		case "TYPING_STOPPED":
			return undefined;
	}
}

function brokenBySpeaking(
	speaker: ApiRepresentative,
	present: ApiRepresentative | undefined,
	did: "wrote" | "typed",
): string | undefined {
	if (speaker.representativeType === "HUMAN") {
		if (present === undefined) return `${titleOf(speaker)} ${did} before REPRESENTATIVE_JOINED`;
		return isSame(speaker, present)
			? undefined
			: `${titleOf(speaker)} ${did} while ${titleOf(present)} was in`;
	}
	return present === undefined ? undefined : `the bot ${did} while ${titleOf(present)} was in`;
}

function brokenByJoining(who: ApiRepresentative, present: ApiRepresentative | undefined): string | undefined {
	if (who.representativeType === "BOT") return "a bot joined";
	return present === undefined ? undefined : `${titleOf(who)} joined while ${titleOf(present)} was in`;
}

function brokenByLeaving(who: ApiRepresentative, present: ApiRepresentative | undefined): string | undefined {
	if (present === undefined) return `${titleOf(who)} left without having joined`;
	return isSame(who, present) ? undefined : `${titleOf(who)} left while ${titleOf(present)} was in`;
}

function note(request: ApiRequest, present: Map<string, ApiRepresentative>): void {
	if (request.kind !== "event") return;
	const { conversationId, body } = request;
	if (body.eventType === "REPRESENTATIVE_JOINED") present.set(conversationId, body.representative);
	if (body.eventType === "REPRESENTATIVE_LEFT") present.delete(conversationId);
}

function isSame(one: ApiRepresentative, other: ApiRepresentative): boolean {
	return one.representativeType === other.representativeType && one.displayName === other.displayName;
}

function titleOf({ representativeType, displayName }: ApiRepresentative): string {
	return displayName ?? (representativeType === "HUMAN" ? "a human" : "the bot");
}
