import type { Accounts } from "../account/accounts.js";
import { type Awaitable, then } from "../awaitable.js";
import type { Activity } from "../conversation/activity.js";
import type { CommandId, CommandOf } from "../conversation/command.js";
import type { Conversation, TurnToken } from "../conversation/conversation.js";
import type { Answer, Door } from "../conversation/door.js";
import type { Postback } from "../conversation/entry.js";
import { parseConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import { toActivity } from "../host/to-activity.js";
import type { ActivityLike } from "../host/turn-context.js";
import type { Logger } from "../logger.js";
import type { Postbacks } from "../postback/postbacks.js";
import { readPostback } from "../postback/read-postback.js";
import type { Address } from "./address.js";
import { messageIdOf } from "./message-id.js";
import type { Router } from "./routing.js";

export interface HearingOptions {
	readonly door: Door;
	readonly process: ProcessId;
	readonly newId: () => string;
	readonly postbacks: Pick<Postbacks, "has" | "find"> | undefined;
	readonly accounts: Accounts;
	/** Whose it is to answer, where the host bot would. */
	readonly route: Router | undefined;
	readonly logger: Logger;
}

/** What the user said, as it was committed. */
export interface Heard {
	readonly address: Address;
	readonly activity: Activity;
	readonly postback: Postback | undefined;
	readonly answer: Answer;
	readonly token: TurnToken;
}

/** Commits what the user said, once. */
export function hear(options: HearingOptions, address: Address, like: ActivityLike): Awaitable<Heard> {
	const activity = toActivity(like);
	const postback = readPostback(activity);
	const token = options.newId() as TurnToken;
	const command: CommandOf<"hear"> = {
		type: "hear",
		id: idOf(activity),
		opening: address.opening,
		activity,
		postback,
		hasRule: postback !== undefined && options.postbacks?.has(postback) === true,
		origin: options.process,
		token,
		...routeOf(options, address, activity, postback),
	};
	return then(options.door.submit(address.key, command), (answer) => {
		const heard = { address, activity, postback, answer, token };
		const { conversation } = answer;
		if (conversation === undefined || answer.repeated || !isFirstOfSession(conversation)) return heard;
		return then(options.accounts.recall(conversation), (recalled) => ({
			...heard,
			answer: { ...answer, conversation: recalled },
		}));
	});
}

function routeOf(
	{ route, logger }: HearingOptions,
	{ key }: Address,
	activity: Activity,
	postback: Postback | undefined,
): Pick<CommandOf<"hear">, "route"> {
	if (route === undefined) return {};
	const { channel, business: asset } = parseConversationKey(key);
	try {
		return { route: route({ channel, asset, activity, postback }) };
	} catch (error) {
		// A team's own rules that fail cost the user no answer.
		logger.error("route-failed", { key, error });
		return {};
	}
}

/** Right after it was heard. */
function isFirstOfSession({ session, position }: Conversation): boolean {
	return session.from === position;
}

/** Another app of the page holds the thread: it is heard, and nobody here answers. */
export async function overhear(
	{ door }: HearingOptions,
	{ key, opening }: Address,
	like: ActivityLike,
): Promise<Answer> {
	const activity = toActivity(like);
	return door.submit(key, { type: "hear", id: idOf(activity), opening, activity, standby: true });
}

/** The channel's own id of the message tells a repeat. */
function idOf(activity: Activity): CommandId | undefined {
	const id = messageIdOf(activity);
	return id === undefined ? undefined : (`in:${id}` as CommandId);
}

/** Messenger's standby: the words are meant for whoever holds the thread. */
export function isStandby({ channelData }: ActivityLike): boolean {
	if (typeof channelData !== "object" || channelData === null) return false;
	const { standby, botkitEventType }: { readonly standby?: unknown; readonly botkitEventType?: unknown } =
		channelData;
	return standby === true || botkitEventType === "standby";
}
