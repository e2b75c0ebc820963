/**
 * What Messenger takes, written down a second time on purpose: the emulator must not share a mistake with the
 * adapter that is tested against it. Lengths in UTF-16 units.
 *
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api and the pages of the templates
 */
export const platformLimits = {
	text: 2000,
	metadata: 1000,
	quickReplies: 13,
	quickReplyTitle: 20,
	payload: 1000,
	buttons: 3,
	buttonTitle: 20,
	buttonText: 640,
	elements: 10,
	elementTitle: 80,
	elementSubtitle: 80,
	receiptElements: 100,
	grid: { fewest: 2, most: 6, title: 45, subtitle: 80 },
	coupon: { title: 80, subtitle: 80 },
	callDays: 7,
	persona: 50,
	menuItems: 20,
	menuTitle: 30,
	commands: 100,
	commandName: 32,
	commandDescription: 64,
	iceBreakers: 4,
	edits: 5,
	imageBytes: 8 * 1024 * 1024,
	fileBytes: 25 * 1024 * 1024,
} as const;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** In milliseconds. */
export const platformTimes = {
	standardWindow: day,
	humanAgentWindow: 7 * day,
	threadControl: day,
	longestExtension: 7 * day,
	attachmentLife: 90 * day,
	accountLinkingToken: 5 * minute,
	typing: 20 * second,
	webhookAnswer: 5 * second,
	webhookAlert: 15 * minute,
	webhookDisabled: hour,
	fetch: 10 * second,
	fetchVideo: 75 * second,
} as const;

/** Calls in a sliding window of milliseconds, per page. https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting */
export const platformRates = {
	sends: { calls: 300, within: second },
	media: { calls: 10, within: second },
	profile: { calls: 10, within: 10 * minute },
	daily: { callsPerUser: 200, within: day },
} as const;

/** Since then a sticker comes as a sticker only; before, also as an image. */
export const stickersAloneSince = Date.UTC(2026, 7, 30);
