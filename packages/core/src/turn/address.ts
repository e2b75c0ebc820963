import { userId } from "../account/user-id.js";
import type { Account, Activity, ConversationReference } from "../conversation/activity.js";
import type { Opening } from "../conversation/command.js";
import { type ConversationKey, conversationKey } from "../conversation/key.js";
import type { BotId, UserId } from "../conversation/participants.js";
import type { AccountLike, ActivityLike } from "../host/turn-context.js";

/** Where an activity belongs. */
export interface Address {
	readonly key: ConversationKey;
	readonly channel: string;
	readonly opening: Opening;
}

/** Finds the conversation of an activity, or `undefined` where it belongs to none that Baton handles. */
export interface AddressBook {
	/** Of what came in. */
	incoming(activity: ActivityLike): Address | undefined;
	/** Of what goes out: the sender is the bot. */
	outgoing(activity: ActivityLike): Address | undefined;
}

const remembered = 10_000;

/** Groups pass through untouched: one voice is a promise between two. */
export function createAddressBook(bot: BotId): AddressBook {
	const users = new Map<string, UserId>();

	function idOf(channel: string, business: string, user: string): UserId {
		const name = `${channel}\n${business}\n${user}`;
		const known = users.get(name);
		if (known !== undefined) return known;
		if (users.size >= remembered) users.clear();
		const id = userId({ channel, business, user });
		users.set(name, id);
		return id;
	}

	function address(
		activity: ActivityLike,
		person: AccountLike | undefined,
		self: AccountLike | undefined,
	): Address | undefined {
		const { channelId, conversation } = activity;
		if (!channelId || !conversation?.id || conversation.isGroup === true) return undefined;
		const business = self?.id || bot;
		const who = person?.id || conversation.id;
		return {
			key: conversationKey({ channel: channelId, business, conversation: conversation.id }),
			channel: channelId,
			opening: {
				bot,
				user: { id: idOf(channelId, business, who), name: person?.name, locale: activity.locale },
				reference: referenceOf(activity, channelId, conversation, person, self),
			},
		};
	}

	return {
		incoming: (activity) => address(activity, activity.from, activity.recipient),
		outgoing: (activity) => address(activity, activity.recipient, activity.from),
	};
}

function referenceOf(
	{ serviceUrl, locale }: ActivityLike,
	channelId: string,
	conversation: NonNullable<ActivityLike["conversation"]>,
	person: AccountLike | undefined,
	self: AccountLike | undefined,
): ConversationReference {
	return {
		channelId,
		serviceUrl,
		conversation: conversation as ConversationReference["conversation"],
		bot: accountOf(self),
		user: accountOf(person),
		locale,
	};
}

function accountOf(account: AccountLike | undefined): Account | undefined {
	return account?.id === undefined ? undefined : (account as Account);
}

/** An activity of a stored conversation, as the bot gets it. */
export function asIncoming(
	activity: Activity,
	{ conversation, bot, user, channelId, serviceUrl }: ConversationReference,
): Activity {
	return { channelId, serviceUrl, conversation, from: user, recipient: bot, ...activity };
}
