import { userId } from "../account/user-id.js";
import type { Account, Activity, ConversationReference } from "../conversation/activity.js";
import type { Opening } from "../conversation/command.js";
import { type ConversationKey, conversationKey } from "../conversation/key.js";
import type { BotId } from "../conversation/participants.js";
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

/** Conversations whose address is kept at hand: most turns are of one that was just heard of. */
const remembered = 10_000;

/** Groups pass through untouched: one voice is a promise between two. */
export function createAddressBook(bot: BotId): AddressBook {
	const known = new Map<string, Known>();

	function address(
		activity: ActivityLike,
		person: AccountLike | undefined,
		self: AccountLike | undefined,
	): Address | undefined {
		const { channelId, conversation, serviceUrl, locale } = activity;
		if (!channelId || !conversation?.id || conversation.isGroup === true) return undefined;
		const last = known.get(conversation.id);
		const seen: Seen = {
			channelId,
			serviceUrl,
			locale,
			...{ self: self?.id, user: person?.id, name: person?.name },
		};
		if (last !== undefined && isSame(last.seen, seen)) return last.address;
		const made = make(activity, { channelId, conversation, person, self });
		if (known.size >= remembered) known.clear();
		known.set(conversation.id, { seen, address: made });
		return made;
	}

	function make(activity: ActivityLike, { channelId, conversation, person, self }: Parties): Address {
		const business = self?.id || bot;
		const id = userId({ channel: channelId, business, user: person?.id || conversation.id });
		return {
			key: conversationKey({ channel: channelId, business, conversation: conversation.id }),
			channel: channelId,
			opening: {
				bot,
				user: { id, name: person?.name, locale: activity.locale },
				reference: referenceOf(activity, channelId, conversation, person, self),
			},
		};
	}

	return {
		incoming: (activity) => address(activity, activity.from, activity.recipient),
		outgoing: (activity) => address(activity, activity.recipient, activity.from),
	};
}

interface Parties {
	readonly channelId: string;
	readonly conversation: NonNullable<ActivityLike["conversation"]>;
	readonly person: AccountLike | undefined;
	readonly self: AccountLike | undefined;
}

/** All that an address is made of. */
interface Seen {
	readonly channelId: string;
	readonly serviceUrl: string | undefined;
	readonly locale: string | undefined;
	readonly self: string | undefined;
	readonly user: string | undefined;
	readonly name: string | undefined;
}

interface Known {
	readonly seen: Seen;
	readonly address: Address;
}

function isSame(one: Seen, other: Seen): boolean {
	return (
		one.user === other.user &&
		one.self === other.self &&
		one.channelId === other.channelId &&
		one.serviceUrl === other.serviceUrl &&
		one.name === other.name &&
		one.locale === other.locale
	);
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
