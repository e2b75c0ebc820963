import type { ActivityLike } from "@baton/core";
import { z } from "zod";
import type { Callback, Content, ContentOf } from "./parse.js";

/** As Bot Framework names where a message comes from. */
export const channelId = "business-messages";

/** Names of the events that the bot gets. */
export const eventNames = {
	requestedLiveAgent: "businessMessages.requestedLiveAgent",
	authenticationResponse: "businessMessages.authenticationResponse",
	surveyResponse: "businessMessages.surveyResponse",
	unknown: "businessMessages.unknown",
} as const;

/**
 * What the bot gets of a call, in the call's order; the whole call is in `channelData`. Receipts are none of it:
 * they belong to what was sent.
 *
 * @param serviceUrl the address that answers are sent to
 */
export function toActivities(callback: Callback, serviceUrl: string): readonly ActivityLike[] {
	const base = baseOf(callback, serviceUrl);
	const parts = callback.contents.flatMap((content) => partsOf(content, callback));
	return parts.map((part, index) => ({
		...base,
		...part,
		id: index === 0 ? callback.id : `${callback.id}-${index}`,
	}));
}

/** A user has no id apart from the conversation: there is one for each user and agent. */
function baseOf({ agent, conversationId, context, at, raw }: Callback, serviceUrl: string): ActivityLike {
	const { displayName, locale } = context;
	return {
		channelId,
		serviceUrl,
		conversation: { id: conversationId, isGroup: false },
		from: { id: conversationId, role: "user", ...(displayName === undefined ? {} : { name: displayName }) },
		recipient: { id: agent, role: "bot" },
		channelData: raw,
		...(locale === undefined ? {} : { locale }),
		...(at === undefined ? {} : { timestamp: new Date(at) }),
	};
}

function partsOf(content: Content, { raw }: Callback): readonly ActivityLike[] {
	switch (content.kind) {
		case "message":
			return [{ type: "message", ...said(content.text) }];
		case "suggestionResponse":
			return [{ type: "message", text: content.text ?? content.postbackData, ...pressOf(content) }];
		case "userStatus":
			return [
				...(content.isTyping ? [{ type: "typing" }] : []),
				...(content.requestedLiveAgent ? [event("requestedLiveAgent", {}, "Asked for a person")] : []),
			];
		case "authenticationResponse": {
			const { kind: _, ...value } = content;
			return [
				event("authenticationResponse", value, value.code === undefined ? "Did not sign in" : "Signed in"),
			];
		}
		case "surveyResponse":
			return [
				{
					...event("surveyResponse", content.response, "Answered a survey"),
					channelData: { ...raw, rating: ratingOf(content.response) },
				},
			];
		case "unknown":
			return [event("unknown", raw, "Did something that is not known here")];
		case "receipts":
			return [];
	}
}

/**
 * What is pressed as `{ type, payload }`, which the typed registry reads. Anything else is a type by itself: there
 * may be a rule for it, and if not, it is the bot's and not for the gate to judge. A suggestion that carries
 * nothing but its own words is as if the user had typed them.
 */
function pressOf({ postbackData, text }: ContentOf<"suggestionResponse">): Pick<ActivityLike, "value"> {
	if (postbackData === "" || postbackData === text) return {};
	return { value: parsePostback(postbackData) ?? { type: postbackData } };
}

function parsePostback(data: string): unknown {
	if (!data.startsWith("{")) return undefined;
	try {
		return postback.safeParse(JSON.parse(data)).data;
	} catch {
		return undefined;
	}
}

const postback = z.strictObject({ type: z.string().min(1), payload: z.unknown().optional() });

const survey = z.object({
	questionResponseText: z.string().optional().catch(undefined),
	rating: z.number().int().min(1).max(5).optional().catch(undefined),
});

/** Where the core looks for what the user thinks of the session. */
function ratingOf(response: object): object | undefined {
	const { questionResponseText, rating } = survey.parse(response);
	const answer = questionResponseText ?? rating?.toString();
	return answer === undefined ? undefined : { answer, stars: rating };
}

/** The text is for people at desks: bots go by the name. */
function event(name: keyof typeof eventNames, value: object, text: string): ActivityLike {
	return { type: "event", name: eventNames[name], value, text };
}

/** A picture arrives as nothing but the signed address of where it is stored, in the text. */
function said(text: string): ActivityLike {
	return isPicture(text) ? { attachments: [{ contentType: "image/*", contentUrl: text }] } : { text };
}

function isPicture(text: string): boolean {
	if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) return false;
	const { searchParams } = new URL(text);
	return (
		searchParams.has("X-Goog-Signature") ||
		(searchParams.has("GoogleAccessId") && searchParams.has("Signature"))
	);
}
