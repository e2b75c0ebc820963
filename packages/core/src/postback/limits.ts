import { BatonError } from "../error.js";

/** How long the parts of a button may be on a channel, in UTF-16 units. */
export interface ButtonLimits {
	readonly title: number;
	/** `JSON.stringify({ type, payload })`, the whole of it. */
	readonly value: number;
}

/** https://developers.facebook.com/docs/messenger-platform/reference/buttons/postback */
const messenger: ButtonLimits = { title: 20, value: 1000 };
/** https://developers.google.com/business-communications/business-messages/reference/rest/v1/conversations.messages */
const businessMessages: ButtonLimits = { title: 25, value: 2048 };
/** These show what fits and take what an activity can hold. */
const roomy: ButtonLimits = { title: 1000, value: 32_768 };

const limitsByChannel: ReadonlyMap<string, ButtonLimits> = new Map([
	["facebook", messenger],
	["instagram", messenger],
	["business-messages", businessMessages],
	["webchat", roomy],
	["directline", roomy],
	["emulator", roomy],
	["msteams", roomy],
]);

/** The limits of a channel. For one that is not known, and for none, the strictest: a button that fits them all. */
export function buttonLimits(channelId?: string): ButtonLimits {
	return limitsByChannel.get(channelId ?? "") ?? messenger;
}

/** @throws BatonError `title-too-long`, `postback-too-long` */
export function checkLength(
	type: string,
	{ title, value }: { title: string; value: string },
	limits: ButtonLimits,
): void {
	if (title.length > limits.title) {
		throw new BatonError(
			"title-too-long",
			`Cannot make the button "${type}": the title ${JSON.stringify(title)} has ${title.length} characters, use at most ${limits.title}`,
		);
	}
	if (value.length > limits.value) {
		throw new BatonError(
			"postback-too-long",
			`Cannot make the button "${type}": with its payload it has ${value.length} characters, use at most ${limits.value}: send an id instead of what it stands for`,
		);
	}
}
