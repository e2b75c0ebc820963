import type { AsyncLocalStorage } from "node:async_hooks";
import type { EntryId } from "../control/control.js";
import type { Activity, ConversationReference } from "../conversation/activity.js";
import type { OutboxItem } from "../conversation/change.js";
import type { Channel, Recipient, SendResult } from "../delivery/channel.js";
import { BatonError } from "../error.js";
import type { ActivityLike, AdapterLike, TurnContextLike } from "../host/turn-context.js";
import type { RawAdapter } from "./egress.js";
import type { ResumedTurn } from "./resumed.js";

export interface HostOptions {
	readonly adapter: AdapterLike;
	/** What the adapter runs at the end of its middlewares: the bot. */
	readonly run: (context: TurnContextLike) => Promise<void>;
	/**
	 * Opens a turn towards a user of its own accord. Default: `adapter.continueConversation(reference, logic)`.
	 * CloudAdapter and the Agents SDK want the app's id: `(reference, logic) =>
	 * adapter.continueConversationAsync(appId, reference, logic)`.
	 */
	readonly reach?:
		| ((
				reference: ConversationReference,
				logic: (context: TurnContextLike) => Promise<void>,
		  ) => Promise<void>)
		| undefined;
}

/** A host that can be asked to run the bot, and to send. */
export interface Host {
	readonly raw: RawAdapter;
	/** Runs a turn of the bot on a stored activity, through all middlewares of the adapter. */
	runTurn(activity: Activity, reference: ConversationReference, turn: ResumedTurn): Promise<void>;
	/** Sends through the adapter, underneath all middlewares. */
	readonly channel: Channel;
}

type ContextClass = new (adapter: AdapterLike, activity: ActivityLike) => TurnContextLike;

interface Live {
	get(turn: EntryId): TurnContextLike | undefined;
}

export function createHost(
	{ run, reach }: HostOptions,
	raw: RawAdapter,
	live: Live,
	resuming: AsyncLocalStorage<ResumedTurn>,
): Host {
	const { adapter } = raw;
	const open = reach ?? ((reference, logic) => adapter.continueConversation(reference, logic));

	async function runTurn(
		activity: Activity,
		reference: ConversationReference,
		turn: ResumedTurn,
	): Promise<void> {
		await open(reference, async (context) => {
			const own = contextLike(context, adapter, activity);
			await resuming.run(turn, () => runMiddleware(adapter, own, run));
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

	return { raw, runTurn, channel: { reach: "anywhere", repeat: "at-most-once", send } };
}

async function sendWith(
	raw: RawAdapter,
	context: TurnContextLike,
	item: OutboxItem,
	to: Recipient,
): Promise<SendResult> {
	const activity = addressed(item.activity, to);
	if (item.kind === "update") {
		if (to.nativeId === undefined) return { state: "failed", error: "The channel gave no id to edit it by" };
		await raw.update(context, { ...activity, id: to.nativeId });
		return { state: "sent" };
	}
	if (item.kind === "delete") {
		if (to.nativeId === undefined)
			return { state: "failed", error: "The channel gave no id to delete it by" };
		await raw.remove(context, { ...to.reference, activityId: to.nativeId } as never);
		return { state: "sent" };
	}
	const responses = await raw.send(context, [activity]);
	const nativeId = responses?.[0]?.id;
	return nativeId ? { state: "sent", nativeId } : { state: "sent" };
}

/** Where it goes: an activity of a turn knows, what a desk says does not. */
function addressed(activity: Activity, { reference }: Recipient): ActivityLike {
	const { channelId, serviceUrl, conversation, bot, user } = reference;
	return { ...activity, channelId, serviceUrl, conversation, from: bot, recipient: user } as ActivityLike;
}

/** A context of the host's own class: hosts compare classes, so it must be made by the one that they use. */
function contextLike(context: TurnContextLike, adapter: AdapterLike, activity: Activity): TurnContextLike {
	const Context = context.constructor as ContextClass;
	const own = new Context(adapter, revived(context, activity));
	const state: unknown = context.turnState;
	if (state instanceof Map) for (const [key, value] of state) own.turnState.set(key, value);
	return own;
}

/** Dates are strings in the log and dates in a host; the Agents SDK wants its own class. */
function revived(context: TurnContextLike, activity: Activity): ActivityLike {
	const { timestamp } = activity;
	const plain = { ...activity, ...(typeof timestamp === "string" ? { timestamp: new Date(timestamp) } : {}) };
	const prototype: unknown = Object.getPrototypeOf(context.activity);
	const from = (prototype as { constructor?: { fromObject?: (value: object) => ActivityLike } }).constructor
		?.fromObject;
	return (from === undefined ? plain : from.call(undefined, plain)) as ActivityLike;
}

/** `runMiddleware` is protected in every host, and there is no other way in. */
function runMiddleware(
	adapter: AdapterLike,
	context: TurnContextLike,
	run: HostOptions["run"],
): Promise<void> {
	if (!("runMiddleware" in adapter) || typeof adapter.runMiddleware !== "function") {
		throw new BatonError(
			"no-way-in",
			"Cannot run the bot again: its adapter has no runMiddleware, pass an adapter that extends BotAdapter",
		);
	}
	return adapter.runMiddleware(context, run);
}
