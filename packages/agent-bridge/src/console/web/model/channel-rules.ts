import type { Content } from "../../../content/content.js";

/** What a channel makes of what a person at the desk says. */
export interface ChannelRules {
	/** How the user sees who writes: the word HUMAN beside the name, or the name and picture alone. */
	readonly showsLabel: boolean;
	/** A longer text becomes several messages, in UTF-16 units. */
	readonly longest: number | undefined;
	readonly cannotShow: ReadonlySet<Content["type"]>;
}

/**
 * Messenger shows a persona (https://developers.facebook.com/docs/messenger-platform/send-messages/personas) and takes
 * 2,000 characters; Business Messages shows a representative and takes 3,072.
 */
const rules: Readonly<Record<string, ChannelRules>> = {
	facebook: { showsLabel: false, longest: 2000, cannotShow: new Set() },
	"business-messages": { showsLabel: false, longest: 3072, cannotShow: new Set(["medium", "file"]) },
};

const others: ChannelRules = { showsLabel: true, longest: undefined, cannotShow: new Set() };

export function rulesOf(channel: string): ChannelRules {
	return Object.hasOwn(rules, channel) ? (rules[channel] ?? others) : others;
}

/** How many messages a text becomes; 1 where the channel takes any length. */
export function messagesFor(channel: string, text: string): number {
	const { longest } = rulesOf(channel);
	return longest === undefined ? 1 : Math.max(1, Math.ceil(text.trim().length / longest));
}

/** What is in a draft that the channel has no way to show. */
export function unshown(channel: string, contents: readonly Content[]): readonly Content["type"][] {
	const { cannotShow } = rulesOf(channel);
	return [...new Set(contents.map(({ type }) => type).filter((type) => cannotShow.has(type)))];
}
