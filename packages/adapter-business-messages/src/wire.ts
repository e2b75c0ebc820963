import { z } from "zod";
import { limits } from "./limits.js";
import { parseRichText } from "./rich-text.js";

/**
 * What the API takes, as documented; anything else it refuses with `INVALID_ARGUMENT`.
 * https://developers.google.com/business-communications/business-messages/reference/rest
 */

const address = z.url({ protocol: /^https?$/ });

const apiRepresentative = z.strictObject({
	representativeType: z.enum(["BOT", "HUMAN"]),
	displayName: z.string().min(1).optional(),
	avatarImage: address.optional(),
});

const contentInfo = z.strictObject({
	fileUrl: address,
	thumbnailUrl: address.optional(),
	altText: z.string().optional(),
	forceRefresh: z.boolean().optional(),
});

const image = z.strictObject({ contentInfo });

const suggestionParts = {
	text: z.string().min(1).max(limits.suggestionText),
	postbackData: z.string().max(limits.postbackData),
};

const action = z
	.strictObject({
		...suggestionParts,
		dialAction: z.strictObject({ phoneNumber: z.string().regex(/^\+\d{1,15}$/) }).optional(),
		openUrlAction: z.strictObject({ url: address }).optional(),
	})
	.refine(hasOne("dialAction", "openUrlAction"), "needs exactly one of dialAction, openUrlAction");

const oauth = z.strictObject({
	clientId: z.string().min(1),
	codeChallenge: z.string().min(1),
	codeChallengeMethod: z.string().optional(),
	scopes: z.array(z.string().min(1)).min(1),
});

const suggestionKinds = ["reply", "action", "liveAgentRequest", "authenticationRequest"] as const;

const suggestion = z
	.strictObject({
		reply: z.strictObject(suggestionParts).optional(),
		action: action.optional(),
		liveAgentRequest: z.strictObject({}).optional(),
		authenticationRequest: z.strictObject({ oauth }).optional(),
	})
	.refine(hasOne(...suggestionKinds), `needs exactly one of ${suggestionKinds.join(", ")}`);

const cardContent = z
	.strictObject({
		title: z.string().min(1).max(limits.cardTitle).optional(),
		description: z.string().min(1).max(limits.cardDescription).optional(),
		media: z.strictObject({ height: z.enum(["SHORT", "MEDIUM", "TALL"]), contentInfo }).optional(),
		suggestions: z.array(suggestion).max(limits.cardSuggestions).optional(),
	})
	.refine(
		({ title, description, media }) =>
			title !== undefined || description !== undefined || media !== undefined,
		"needs a title, a description or media",
	);

const carousel = z.strictObject({
	cardWidth: z.enum(["SMALL", "MEDIUM"]),
	cardContents: z.array(cardContent).min(limits.carouselCards.least).max(limits.carouselCards.most),
});

const richCard = z
	.strictObject({
		standaloneCard: z.strictObject({ cardContent }).optional(),
		carouselCard: carousel.optional(),
	})
	.refine(hasOne("standaloneCard", "carouselCard"), "needs exactly one of standaloneCard, carouselCard");

const contentParts = {
	text: z.string().min(1).max(limits.text).optional(),
	containsRichText: z.boolean().optional(),
	image: image.optional(),
	richCard: richCard.optional(),
	fallback: z.string().min(1).max(limits.fallback).optional(),
	suggestions: z.array(suggestion).max(limits.suggestions).optional(),
};

export const apiMessage = z
	.strictObject({
		messageId: z.string().min(1),
		/** Set by the platform, and ignored where it is given. */
		name: z.string().optional(),
		representative: apiRepresentative,
		...contentParts,
	})
	.refine(hasOne("text", "image", "richCard"), "needs exactly one of text, image, richCard")
	.refine(
		({ text = "", containsRichText }) => containsRichText !== true || parseRichText(text) !== undefined,
		"text has broken markup",
	);

export const apiEvent = z.strictObject({
	/** Set by the platform, and ignored where it is given. */
	name: z.string().optional(),
	eventType: z.enum(["TYPING_STARTED", "TYPING_STOPPED", "REPRESENTATIVE_JOINED", "REPRESENTATIVE_LEFT"]),
	representative: apiRepresentative,
});

export const apiReceipt = z.strictObject({ receiptType: z.enum(["DELIVERED", "READ"]) });

/** One message to the user. */
export type ApiMessage = z.infer<typeof apiMessage>;
/** What a bot may put into `channelData`, to say more than an activity has words for. */
export type MessageContent = Omit<ApiMessage, "messageId" | "name" | "representative">;
export type ApiEvent = z.infer<typeof apiEvent>;
export type ApiRepresentative = z.infer<typeof apiRepresentative>;
export type ReceiptType = z.infer<typeof apiReceipt>["receiptType"];
export type Suggestion = z.infer<typeof suggestion>;
export type CardContent = z.infer<typeof cardContent>;

/** What is wrong, for a person: `suggestions.0.reply.text: Too big`. */
export function describeProblem({ issues }: z.ZodError): string {
	return issues
		.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
		.join("; ");
}

function hasOne(...members: readonly string[]): (value: object) => boolean {
	return (value) =>
		members.filter((member) => (value as Readonly<Record<string, unknown>>)[member] !== undefined).length ===
		1;
}
