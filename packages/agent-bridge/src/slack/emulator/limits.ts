/** Times in milliseconds. */
export const platformTimes = {
	/** To answer an event, a command or an interaction. https://docs.slack.dev/apis/events-api/#responding */
	answerWithin: 3_000,
	/** https://docs.slack.dev/interactivity/handling-user-interaction/#modal_responses */
	triggerIdLives: 3_000,
	responseUrlLives: 1_800_000,
	/** Before each further try of an event: at once, after a minute, after five. */
	retries: [0, 60_000, 300_000],
	/** A socket is asked to make room for another after about an hour, and warned before. */
	socketLives: 3_600_000,
	socketWarning: 10_000,
	/** Slack gives no figure for how long the address of a socket is good. */
	socketTicketLives: 30_000,
} as const;

/** Lengths in UTF-16 units. */
export const platformLimits = {
	/** https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
	text: 40_000,
	/** What `chat.update` takes: an older and smaller limit. */
	updatedText: 4_000,
	markdown: 12_000,
	/** All text in the blocks of a message together. Not documented; seen by users. */
	blocksText: 13_200,
	attachments: 100,
	metadataBytes: 8_192,
	channelName: 80,
	topic: 250,
	invited: 1_000,
	responseUrlUses: 5,
	/** Views on top of each other. */
	views: 3,
	reactions: 23,
	/** Sockets of one app. */
	sockets: 10,
	redirects: 2,
	/** https://docs.slack.dev/reference/events/app_rate_limited */
	eventsPerHour: 30_000,
	/** Of the emulator, not of Slack's: it is a gigabyte there. */
	fileBytes: 20_000_000,
} as const;

/** Calls a minute, per method, app and workspace. https://docs.slack.dev/apis/web-api/rate-limits */
export const tiers = { 1: 1, 2: 20, 3: 50, 4: 100, special: 300 } as const;

export type Tier = keyof typeof tiers;
