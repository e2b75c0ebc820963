/**
 * What Business Messages takes. Lengths in UTF-16 units, sizes in bytes.
 * https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages
 */
export const limits = {
	text: 3072,
	fallback: 3072,
	/** Beside a message. */
	suggestions: 13,
	cardSuggestions: 4,
	suggestionText: 25,
	postbackData: 2048,
	cardTitle: 200,
	cardDescription: 2000,
	carouselCards: { least: 2, most: 10 },
	image: 5_000_000,
	thumbnail: 25_000,
	avatar: { bytes: 50_000, pixels: 1024 },
	/** At most one survey in this time, in milliseconds. */
	surveyEveryMs: 86_400_000,
} as const;
