import {
	type Channel,
	type Clock,
	consoleLogger,
	type Logger,
	type OutboxItem,
	privateLogger,
	type Recipient,
	type Representative,
	type SendResult,
	systemClock,
} from "@baton/core";
import { type Alarm, createAlarms } from "./alarms.js";
import { type Announce, createAnnouncer } from "./announce.js";
import { type ChannelStore, lateStore } from "./facts.js";
import type { GraphApi } from "./graph-api.js";
import type { MediaOptions } from "./media-options.js";
import { createOutgoingMedia } from "./media-outgoing.js";
import type { Part } from "./metadata.js";
import { createParts } from "./parts.js";
import { createPersonas } from "./persona.js";
import { createPagePauses } from "./rate-pauses.js";
import { humanSpeaker } from "./representative.js";
import { createSay } from "./say.js";
import { createSeen } from "./seen.js";
import { createSendOne } from "./send-one.js";
import { createSendParts } from "./send-parts.js";
import { createAct } from "./sender-action.js";
import type { ThreadControl } from "./thread-control.js";
import { type ReplyWindow, replyWindow } from "./window.js";

export interface MessengerChannelOptions {
	readonly graph: GraphApi;
	/** The handoff's store, once the adapter is connected: what all processes know. */
	readonly store?: (() => ChannelStore | undefined) | undefined;
	/** Moves the thread along when somebody joins or leaves. */
	readonly threadControl?: (() => Pick<ThreadControl, "follow"> | undefined) | undefined;
	/** Whether Meta has let the app use the tag `HUMAN_AGENT`. Default: true. */
	readonly humanAgent?: boolean | undefined;
	/** URL of the picture of human agents who have none. */
	readonly personaPicture?: string | undefined;
	/** The line that the user sees when somebody joins or leaves; `undefined` for none. Default: core's notice. */
	readonly announce?: Announce | undefined;
	/** Where desks keep what people send, and what it is served under. Uploaded from there. */
	readonly media?: MediaOptions | undefined;
	/** Told of what an operator has to put right, once and not for every message. */
	readonly onAlarm?: ((alarm: Alarm) => void) | undefined;
	/** Everything that one item needs takes at most this long; less than the lane waits. Default: 11,000 ms. */
	readonly withinMs?: number | undefined;
	/** How long the echo of a part whose answer was lost is waited for before the rest is sent. Default: 30,000 ms. */
	readonly confirmWithinMs?: number | undefined;
	readonly clock?: Clock | undefined;
	readonly logger?: Logger | undefined;
}

/** What of an outbox item sending needs. */
export type Sendable = Pick<OutboxItem, "id" | "kind" | "activity"> & Partial<OutboxItem>;

export interface MessengerChannel extends Channel {
	readonly window: ReplyWindow;
	send(item: Sendable, to: Recipient): Promise<SendResult>;
	/** Never rejects. */
	showTyping(to: Recipient, by?: Representative): Promise<void>;
	/** Shows the user that what they wrote has been seen. Never rejects. */
	markSeen(to: Recipient): Promise<void>;
	/** The bot has got what the user wrote, which is marked as seen; `message` is its id. */
	botGot(to: Recipient, message: string): void;
	/** The echo of one of ours has come. Needed for all parts but the last, which `reportDelivery` tells the lane. */
	heardPart(part: Part, mid: string): Promise<void>;
}

/**
 * The way out to Messenger. An activity may need several calls: each carries the entry's id and its own number as
 * metadata, so that its echo tells which part has arrived. What has been sent is remembered, and no part is sent
 * twice: where an answer is lost the next part waits for the echo, and if none comes what is left is not sent and
 * the speaker is told how far it came.
 */
export function createMessengerChannel(options: MessengerChannelOptions): MessengerChannel {
	const { graph, clock = systemClock, withinMs = 11_000 } = options;
	const logger = privateLogger(options.logger ?? consoleLogger);
	const store = lateStore(options.store ?? (() => undefined));
	const personas = createPersonas({ graph, store, picture: options.personaPicture });
	const pauses = createPagePauses({ store, clock });
	const alarm = createAlarms({ clock, logger, onAlarm: options.onAlarm });
	const media = createOutgoingMedia({ graph, store, clock, media: options.media });
	const sendOne = createSendOne({ graph, personas, pauses, media, clock, alarm });
	const parts = createParts(store);
	const confirmWithinMs = options.confirmWithinMs ?? 30_000;
	const sendParts = createSendParts({ sendOne, parts, store, clock, confirmWithinMs });
	const window = replyWindow(options.humanAgent ?? true);
	const say = createSay({ sendParts, store, clock, window, withinMs });
	const announce = createAnnouncer({ ...options, say, store });
	const act = createAct({ graph, personas, pauses, logger });
	const seen = createSeen({ act, store, clock, logger });

	return {
		reach: "anywhere",
		repeat: "confirm-by-echo",
		window,
		async send(item, to) {
			if (item.kind !== "send") return failed("Messenger cannot change or take back what was sent");
			const what = announced[item.activity.name ?? ""];
			if (humanSpeaker(item.activity) !== undefined) seen.byHuman(to, item.id);
			if (item.activity.type !== "event" || what === undefined) return say(item, to);
			return announce(item, to, what);
		},
		showTyping(to, by) {
			if (by?.representativeType === "HUMAN") seen.byHuman(to);
			return act(to, "typing_on", by);
		},
		markSeen: (to) => act(to, "mark_seen", undefined),
		botGot: seen.byBot,
		heardPart: ({ entry, part, parts: all }, mid) =>
			part < all ? parts.echoed(entry, part, mid) : Promise.resolve(),
	};
}

const announced: Readonly<Record<string, "joined" | "left">> = {
	"representative.joined": "joined",
	"representative.left": "left",
};

function failed(error: string): SendResult {
	return { state: "failed", error };
}
