import type { Clock, ConversationKey, Representative } from "@baton/core";
import type { GraphApi, GraphResult } from "./graph-api.js";
import type { Classified } from "./graph-error.js";
import { describe, reasonText } from "./graph-error-text.js";
import type { OutgoingMedia } from "./media-outgoing.js";
import type { Part } from "./metadata.js";
import type { Failed, Personas } from "./persona.js";
import type { PagePauses } from "./rate-pauses.js";
import { recipientOf } from "./recipient.js";
import { bodyOf, type Speaker } from "./send-body.js";
import type { SendRequest } from "./send-request.js";

/** What became of one call. */
export type Step =
	| { readonly state: "sent"; readonly mid: string | undefined }
	/** Certainly not sent. */
	| {
			readonly state: "later";
			readonly error: string;
			readonly afterMs?: number | undefined;
			/** How often it makes sense. */
			readonly times?: number | undefined;
	  }
	| { readonly state: "refused"; readonly error: string }
	| { readonly state: "unknown"; readonly error: string };

/** What the calls of one activity share. */
export interface Sending {
	readonly page: string;
	readonly key: ConversationKey;
	/** The conversation's id at Messenger. */
	readonly person: string;
	/** Whose words they are, if a human's. */
	readonly human: Representative | undefined;
	/** Whether the tag may be used for a human's words, and whether it is needed by now. */
	readonly humanAgent: "never" | "allowed" | "needed";
	/** Nothing is begun after, epoch milliseconds. */
	readonly until: number;
}

export interface SendOneOptions {
	readonly graph: GraphApi;
	readonly personas: Personas;
	readonly pauses: PagePauses;
	readonly media: OutgoingMedia;
	readonly clock: Clock;
	readonly alarm: (page: string, what: Classified) => void;
}

/** Makes one call of an activity; what is refused for a reason that can be put right is put right once. */
export type SendOne = (sending: Sending, request: SendRequest, part: Part) => Promise<Step>;

/** Less is not enough for an answer. */
const leastMs = 1_000;
const personaPendingMs = 300;

export function createSendOne(options: SendOneOptions): SendOne {
	const { graph, personas, pauses, media, clock } = options;

	async function make({ page, until }: Sending, body: object): Promise<GraphResult> {
		const path = `${page}/messages`;
		const result = await graph.call({ page, path, body, withinMs: until - clock.now() });
		await pauses.heard(page, result);
		if (!result.isOk && result.kind === "alarm") options.alarm(page, result);
		return result;
	}

	/** Under their persona; where Meta lets the page have none, their name stands before the text. */
	async function speakerOf(sending: Sending, { persona_id }: SendRequest): Promise<Speaker | Step> {
		const { page, human } = sending;
		if (human === undefined) {
			const isTaken = persona_id !== undefined && (await personas.isHuman(page, persona_id));
			return { persona: isTaken ? undefined : persona_id };
		}
		const answer = await personas.of(page, human);
		if (answer.state === "ready") return { persona: answer.id };
		if (answer.state === "pending")
			return { state: "later", error: "Their persona is being made", afterMs: personaPendingMs };
		return nameless(page, human, answer.failure);
	}

	function nameless(page: string, human: Representative, failure: Failed): Speaker | Step {
		if (failure.kind === "retry" || failure.kind === "unknown")
			return { state: "later", error: describe(failure), afterMs: failure.afterMs, times: failure.times };
		options.alarm(page, failure);
		return { persona: undefined, name: human.displayName };
	}

	/** Meta may lose a persona: the next try makes it anew. */
	async function isPersonaGone({ page, human }: Sending, { error }: Failed, by: Speaker): Promise<boolean> {
		if (human === undefined || by.persona === undefined || error.code !== 100) return false;
		return personas.forgetIfGone(page, human, by.persona);
	}

	/** Nor is an upload kept for ever. */
	async function isUploadGone({ why }: Failed, page: string, request: SendRequest): Promise<boolean> {
		if (why !== "attachment-gone" || "sender_action" in request) return false;
		await media.forget(page, request);
		return true;
	}

	async function attempt(call: Attempt, by: Speaker): Promise<Step> {
		const { sending, request, body } = call;
		const result = await make(sending, body(by));
		if (result.isOk) return { state: "sent", mid: midOf(result.body) };
		const mayTag = sending.humanAgent === "allowed" && by.isTagged !== true;
		if (result.why === "outside-window" && mayTag) return attempt(call, { ...by, isTagged: true });
		const isMended =
			(await isPersonaGone(sending, result, by)) || (await isUploadGone(result, sending.page, request));
		return isMended ? { state: "later", error: describe(result), afterMs: 0, times: 1 } : stepOf(result);
	}

	return async (sending, request, part) => {
		if (sending.until - clock.now() < leastMs)
			return { state: "later", error: "There was no time left for it", afterMs: 0 };
		const wait = await pauses.take(sending.page);
		if (wait !== undefined) return { state: "later", error: reasonText(wait.why), afterMs: wait.ms };
		const speaker = await speakerOf(sending, request);
		if ("state" in speaker) return speaker;
		const { key, person } = sending;
		if ("sender_action" in request) {
			const action = { ...request, recipient: recipientOf(person), persona_id: speaker.persona };
			return attempt({ sending, request, body: () => action }, speaker);
		}
		const ready = await media.ready(sending.page, request, sending.until);
		if ("state" in ready) return ready;
		const isTagged = sending.humanAgent === "needed";
		const body = (by: Speaker): object => bodyOf({ key, person, request: ready, part, by });
		return attempt({ sending, request, body }, { ...speaker, isTagged });
	};
}

/** One call, which may be worth making again otherwise. */
interface Attempt {
	readonly sending: Sending;
	readonly request: SendRequest;
	readonly body: (by: Speaker) => object;
}

function stepOf(failure: Failed): Step {
	const error = describe(failure);
	const { kind, afterMs, times } = failure;
	if (kind === "retry") return { state: "later", error, afterMs, times };
	return { state: kind === "unknown" ? "unknown" : "refused", error };
}

function midOf(body: unknown): string | undefined {
	const { message_id: mid } = body as { readonly message_id?: unknown };
	return typeof mid === "string" ? mid : undefined;
}
