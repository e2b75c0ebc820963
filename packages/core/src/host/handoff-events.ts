import { randomUUID } from "node:crypto";
import type { Activity } from "../conversation/activity.js";
import { toReference } from "./to-activity.js";
import type { ActivityLike, ConversationLike } from "./turn-context.js";

const initiationName = "handoff.initiate";
const statusName = "handoff.status";

/** How a handoff goes, in the words of Bot Framework. */
type HandoffState = "accepted" | "failed" | "completed";

/** The event by which a bot asks for a person. */
export interface HandoffInitiation extends Activity {
	readonly type: "event";
	readonly name: typeof initiationName;
	/** What the desk should know: whatever the bot says. */
	readonly value: unknown;
}

/** The event by which a bot hears how its handoff goes. */
export interface HandoffStatus extends Activity {
	readonly type: "event";
	readonly name: typeof statusName;
	readonly value: { readonly state: HandoffState; readonly message?: string | undefined };
}

/** What both events take. Left out, `id` is random and `at` is now. */
interface EventOptions {
	readonly id?: string | undefined;
	/** Epoch milliseconds. */
	readonly at?: number | undefined;
}

export interface InitiationOptions extends EventOptions {
	/** The turn in which the bot asks. */
	readonly context: { readonly activity: ActivityLike };
	readonly value: unknown;
	/** Sent along as a JSON attachment. */
	readonly transcript?: { readonly activities: readonly unknown[] } | undefined;
}

export interface StatusOptions extends EventOptions {
	readonly conversation: ConversationLike;
	readonly state: HandoffState;
	/** For people: why it failed, who accepted. */
	readonly message?: string | undefined;
}

/**
 * Asks for a person the way Bot Framework does, in the shape of `EventFactory.createHandoffInitiation`.
 *
 * ```ts
 * await context.sendActivity(handoffInitiation({ context, value: { skill: "returns" } }));
 * ```
 *
 * @throws BatonError `no-conversation` if the turn's activity does not say where it comes from
 */
export function handoffInitiation({
	context,
	value,
	transcript,
	...options
}: InitiationOptions): HandoffInitiation {
	const { activity } = context;
	const { activityId, ...reference } = toReference(activity);
	const content = { content: transcript, contentType: "application/json", name: "Transcript" };
	return {
		...newEvent(reference.conversation, options),
		name: initiationName,
		value,
		from: reference.user,
		relatesTo: { ...reference, activityId },
		replyToId: activity.id,
		serviceUrl: activity.serviceUrl,
		channelId: activity.channelId,
		attachments: transcript === undefined ? [] : [content],
	};
}

/**
 * Tells a bot how its handoff goes, in the shape of `EventFactory.createHandoffStatus`.
 *
 * ```ts
 * handoffStatus({ conversation, state: "failed", message: "Nobody is free" });
 * ```
 */
export function handoffStatus({ conversation, state, message, ...options }: StatusOptions): HandoffStatus {
	return { ...newEvent(conversation, options), name: statusName, value: { state, message } };
}

/** Whether a bot asks for a person. `handoff` as an activity type is another matter: the focus among bots. */
export function isHandoffInitiation(activity: ActivityLike): activity is HandoffInitiation {
	return activity.type === "event" && activity.name === initiationName;
}

/** Whether a bot is told how its handoff goes, with one of the three states. */
export function isHandoffStatus(activity: ActivityLike): activity is HandoffStatus {
	if (activity.type !== "event" || activity.name !== statusName) return false;
	const { value } = activity;
	return typeof value === "object" && value !== null && "state" in value && isState(value.state);
}

function isState(value: unknown): value is HandoffState {
	return value === "accepted" || value === "failed" || value === "completed";
}

function newEvent(conversation: ConversationLike, { id = randomUUID(), at = Date.now() }: EventOptions) {
	return {
		type: "event",
		id,
		timestamp: new Date(at).toISOString(),
		localTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		conversation,
		attachments: [] as readonly unknown[],
		entities: [],
	} as const;
}
