/**
 * How long and how many things may be. Texts are counted in UTF-16 units: Meta does not say what it counts, and no
 * other count is larger.
 *
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api and the pages of the templates
 */
export const limits = {
	text: 2000,
	/** Of 1000: Baton's own mark goes before what a bot gives. */
	metadata: 900,
	quickReplies: 13,
	quickReplyTitle: 20,
	quickReplyPayload: 1000,
	buttons: 3,
	buttonTitle: 20,
	buttonPayload: 1000,
	buttonTemplateText: 640,
	elements: 10,
	elementTitle: 80,
	elementSubtitle: 80,
	receiptElements: 100,
	gridImagesFewest: 2,
	gridImages: 6,
	gridTitle: 45,
	gridSubtitle: 80,
	couponTitle: 80,
	couponSubtitle: 80,
	callDays: 7,
	personaName: 50,
	/** Bytes. */
	image: 8 * 1024 * 1024,
	/** Bytes, of audio, video and other files. */
	file: 25 * 1024 * 1024,
} as const;
