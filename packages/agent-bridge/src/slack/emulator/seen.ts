import type { Place } from "./say.js";
import type { Channel, Json, Message, User } from "./state.js";

/** A message as a person sees it. */
export interface SeenMessage {
	readonly ts: string;
	/** The id of the channel. */
	readonly channel: string;
	/** The message that the thread began with. */
	readonly thread: string | undefined;
	/** Whose name is over it. */
	readonly by: string;
	/** The address of the picture beside it, or an `:emoji:`. */
	readonly picture: string | undefined;
	readonly isByApp: boolean;
	/** As it is on the wire, with `&amp;` and `<@U…>`. */
	readonly text: string;
	readonly blocks: readonly Json[];
	/** Names of files. */
	readonly files: readonly string[];
	readonly isEdited: boolean;
	/** Only this person sees it. */
	readonly isEphemeral: boolean;
	/** Names of emoji. */
	readonly reactions: readonly string[];
	readonly subtype: string | undefined;
}

export function seenMessage({ workspace, channel }: Place, message: Message): SeenMessage {
	const { user, app } = message;
	const author = workspace.users.get(user ?? "") ?? botNamed([...workspace.users.values()], app?.botId);
	const picture = app?.icons?.emoji ?? app?.icons?.image_48;
	return {
		...{ ts: message.ts, channel: channel.id, thread: message.threadTs, text: message.text },
		by: app?.username ?? author?.displayName ?? "Slackbot",
		picture: typeof picture === "string" ? picture : undefined,
		...{
			isByApp: app !== undefined,
			blocks: message.blocks ?? [],
			files: message.files.map(({ name }) => name),
		},
		...{ isEdited: message.edited !== undefined, isEphemeral: message.onlyFor !== undefined },
		...{ reactions: [...message.reactions.keys()], subtype: message.subtype },
	};
}

function botNamed(users: readonly User[], botId: string | undefined): User | undefined {
	return botId === undefined ? undefined : users.find(({ bot }) => bot?.botId === botId);
}

/** What of a channel a person sees: nobody else's ephemeral messages. */
export function visibleTo({ messages }: Channel, user: string): readonly Message[] {
	return messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user);
}
