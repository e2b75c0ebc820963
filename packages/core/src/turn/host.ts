import type { EntryId } from "../control/control.js";
import type { Activity, ConversationReference } from "../conversation/activity.js";
import type { OutboxItem } from "../conversation/change.js";
import type { Channel, Recipient, SendResult } from "../delivery/channel.js";
import { BatonError } from "../error.js";
import { runMiddlewareOf } from "../host/run-middleware.js";
import { toHostActivity } from "../host/to-host-activity.js";
import type { ActivityLike, AdapterLike, TurnContextLike } from "../host/turn-context.js";
import type { RawAdapter } from "./egress.js";
import type { Errands, ResumedTurn } from "./errand.js";
import { type Acquaintance, acquaint, defaultReach, type Logic, type Reach } from "./reach.js";

export interface HostOptions {
	readonly adapter: AdapterLike;
	/**
	 * What the adapter runs at the end of its middlewares: the bot. Without it the bot is not told how a handoff
	 * goes, and a turn whose process died leads to a person.
	 */
	readonly run?: BotLogic["run"] | undefined;
	/** The bot's id at the channel. CloudAdapter and the Agents SDK ask for it before they write first. */
	readonly appId?: string | undefined;
	/** Opens a turn towards a user of its own accord. Default: as the adapter does it. */
	readonly reach?: Reach | undefined;
	/**
	 * Whether the bot has asked the user something and waits for the answer, as with an open dialog. The gate is
	 * not asked about answers: an answer has no intent.
	 */
	readonly expectsAnswer?: BotLogic["expectsAnswer"] | undefined;
}

/** Methods, so that functions fit which take the host's own context class. */
interface BotLogic {
	run(context: TurnContextLike): Promise<void>;
	expectsAnswer(context: TurnContextLike): Promise<boolean>;
}

/** A host that can be asked to send, and to run the bot where it said how. */
export interface Host {
	readonly raw: RawAdapter;
	/** Sends through the adapter, underneath all middlewares. */
	readonly channel: Channel;
	readonly canRun: () => boolean;
	readonly expectsAnswer: () => HostOptions["expectsAnswer"];
	/** Runs a turn of the bot on a stored activity, through all middlewares of the adapter. */
	runTurn(activity: Activity, reference: ConversationReference, turn: ResumedTurn): Promise<void>;
	/** Learns from a turn how to make contexts. */
	meet(context: TurnContextLike): void;
	/** Takes what was not known when the first turn came before the options. */
	extend(options: HostOptions): void;
}

export interface HostParts {
	readonly raw: RawAdapter;
	/** The contexts of the turns under way here. */
	readonly live: { get(turn: EntryId): TurnContextLike | undefined };
	readonly errands: Errands;
}

export function createHost(given: HostOptions, { raw, live, errands }: HostParts): Host {
	const { adapter } = raw;
	let options = given;
	let known: Acquaintance | undefined;

	/** The adapter's middlewares see an event go by, and ours lets it. */
	async function open(reference: ConversationReference, logic: Logic): Promise<void> {
		const reach = options.reach ?? defaultReach(adapter, () => known, options.appId);
		const reached = errands.reach(reference.conversation.id);
		try {
			await reach(reference, (context) => {
				reached();
				return logic(context);
			});
		} finally {
			reached();
		}
	}

	async function runTurn(
		activity: Activity,
		reference: ConversationReference,
		turn: ResumedTurn,
	): Promise<void> {
		const { run } = options;
		const runMiddleware = runMiddlewareOf(adapter);
		if (run === undefined || runMiddleware === undefined) throw noWayIn();
		await open(reference, async (context) => {
			const own = acquaint(context).make(revived(activity));
			share(context, own);
			errands.carry(own.activity, turn);
			await runMiddleware(own, run);
		});
	}

	async function send(item: OutboxItem, to: Recipient): Promise<SendResult> {
		const context = item.turn === undefined ? undefined : live.get(item.turn);
		if (context !== undefined) return sendWith(raw, context, item, to);
		let result: SendResult | undefined;
		await open(to.reference, async (own) => {
			result = await sendWith(raw, own, item, to);
		});
		return result ?? { state: "unknown", error: "The adapter did not open a turn to send in" };
	}

	return {
		raw,
		channel: { reach: "anywhere", repeat: "at-most-once", send },
		canRun: () => options.run !== undefined,
		expectsAnswer: () => options.expectsAnswer,
		runTurn,
		meet(context) {
			known ??= acquaint(context);
		},
		extend(more) {
			options = { ...options, ...more };
		},
	};
}

async function sendWith(
	raw: RawAdapter,
	context: TurnContextLike,
	item: OutboxItem,
	to: Recipient,
): Promise<SendResult> {
	const activity = toHostActivity(context.activity, shown(addressed(item.activity, to)));
	if (item.kind === "send") return sent(activity, await raw.send(context, [activity]));
	const { nativeId, reference } = to;
	if (nativeId === undefined)
		return { state: "failed", error: "The channel gave no id to change the message by" };
	if (item.kind === "update") await raw.update(context, { ...activity, id: nativeId });
	else await raw.remove(context, { ...reference, activityId: nativeId, ...{ agent: reference.bot } });
	return { state: "sent" };
}

/** Botkit's Messenger adapter logs what goes wrong and answers as if nothing had; it names all that it sends. */
function sent(
	{ type, channelId }: ActivityLike,
	responses: readonly { readonly id: string }[] | undefined,
): SendResult {
	const nativeId = responses?.[0]?.id;
	if (nativeId) return { state: "sent", nativeId };
	if (type !== "message" || channelId !== "facebook") return { state: "sent" };
	return { state: "unknown", error: "Messenger gave no id for the message: see what the adapter logged" };
}

/** Messenger shows no events: who joined and who left is a line of text there. */
function shown(activity: Activity): Activity {
	const isLine = activity.channelId === "facebook" && activity.name?.startsWith("representative.") === true;
	return isLine && activity.type === "event" ? { ...activity, type: "message" } : activity;
}

/** Where it goes: an activity of a turn knows, what a desk says does not. */
function addressed(activity: Activity, { reference }: Recipient): Activity {
	if (isAddressed(activity, reference)) return activity;
	const { channelId, serviceUrl, conversation, bot, user } = reference;
	return { ...activity, channelId, serviceUrl, conversation, from: bot, recipient: user };
}

function isAddressed({ conversation, recipient, from }: Activity, reference: ConversationReference): boolean {
	return (
		from !== undefined &&
		recipient?.id === reference.user?.id &&
		typeof conversation === "object" &&
		conversation !== null &&
		"id" in conversation &&
		conversation.id === reference.conversation.id
	);
}

/** What the opened context can do, such as reaching the channel, the bot's own can do. */
function share(opened: TurnContextLike, own: TurnContextLike): void {
	const state: unknown = opened.turnState;
	if (state instanceof Map) for (const [key, value] of state) own.turnState.set(key, value);
}

/** Dates are strings in the log and dates in a host. */
function revived(activity: Activity): ActivityLike {
	const { timestamp } = activity;
	return typeof timestamp === "string"
		? { ...activity, timestamp: new Date(timestamp) }
		: (activity as ActivityLike);
}

function noWayIn(): BatonError {
	return new BatonError(
		"no-way-in",
		"Cannot run the bot again: pass run to handoff.host, and an adapter that extends BotAdapter",
	);
}
