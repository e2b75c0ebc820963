import {
	type ActivityLike,
	conversationKey,
	type Handoff,
	type Logger,
	type Received,
	userId,
} from "@baton/core";
import type { TakeLink } from "./account-linking.js";
import type { Place, TakeEcho } from "./echo.js";
import { reactionText } from "./event-text.js";
import { factOfPerson, isNewest } from "./facts.js";
import type { Take } from "./inbox.js";
import type { TakeReceipt } from "./receipts.js";
import type { MessengerChannel } from "./send.js";
import type { ThreadControl } from "./thread-control.js";
import { channelId } from "./to-activity.js";
import type { EventOf, MessengerEvent } from "./wire.js";

export interface ConnectedOptions {
	readonly handoff: Handoff;
	readonly echoes: TakeEcho;
	readonly receipts: TakeReceipt;
	readonly links: TakeLink;
	readonly thread: ThreadControl;
	readonly channel: Pick<MessengerChannel, "botGot">;
	/** Lets the bot know of what is nothing that the user did. */
	readonly tell: Take;
	readonly logger: Logger;
}

/**
 * With Baton: what the user said and did is committed, and its turn runs afterwards; what Messenger reports goes
 * to where it belongs.
 */
export function connectedTake({ handoff, tell, logger, ...takers }: ConnectedOptions): Take {
	const { echoes, receipts, links, thread, channel } = takers;
	const { store } = handoff;

	async function receive(activity: ActivityLike): Promise<Received> {
		const received = await handoff.receive(activity);
		received.done.catch((error: unknown) =>
			logger.error("messenger-turn-failed", { id: activity.id, error }),
		);
		return received;
	}

	/** Of what is pressed it is the answer that shows that somebody noticed. */
	async function listen(
		event: MessengerEvent,
		{ key, opening }: Place,
		activity: ActivityLike,
	): Promise<void> {
		const { outcome, repeated } = await receive(activity);
		const isForBot = !repeated && outcome.status === "done" && outcome.turn !== undefined;
		if (event.kind === "message" && isForBot)
			channel.botGot({ key, reference: opening.reference, nativeId: undefined }, event.id);
	}

	/** A link needs a conversation, and the bot is to find the link. */
	async function link(
		event: EventOf<"account_linking">,
		place: Place,
		activity: ActivityLike,
	): Promise<void> {
		const isKnown = (await store.load(place.key)).conversation !== undefined;
		if (isKnown) await links(event, place.key);
		await receive(activity);
		if (!isKnown) await links(event, place.key);
	}

	/** People are shown what it is a reaction to. */
	async function react(event: EventOf<"reaction">, { key }: Place, activity: ActivityLike): Promise<void> {
		const { content, at } = event;
		if (await isNewest(store, factOfPerson(key, `reaction:${content.mid}`), at)) await receipts(event, key);
		const id = content.mid === undefined ? undefined : await store.findEntry(key, content.mid);
		const entry = id === undefined ? undefined : await store.readEntry(key, id);
		const about = entry !== undefined && "activity" in entry ? entry.activity.text : undefined;
		await receive({ ...activity, text: reactionText(content, about) });
	}

	/** Whether the bot is to hear of it past the conversation. */
	async function takeReport(event: MessengerEvent, place: Place): Promise<boolean> {
		switch (event.kind) {
			case "echo":
				await echoes(event, place);
				return true;
			case "delivery":
			case "read":
				await receipts(event, place.key);
				return true;
			case "pass_thread_control":
			case "take_thread_control":
			case "request_thread_control":
				await thread.told(event, place);
				return true;
			default:
				return false;
		}
	}

	return async (event, activity) => {
		const place = placeOf(event, activity, handoff);
		if (place === undefined) return tell(event, activity);
		if (event.kind === "account_linking") return link(event, place, activity);
		if (event.kind === "reaction") return react(event, place, activity);
		if (!(await takeReport(event, place))) return listen(event, place, activity);
		if (!event.standby) await tell(event, activity);
	};
}

/** The conversation of an event, if it is of one. */
function placeOf(
	{ page, person }: MessengerEvent,
	{ serviceUrl }: ActivityLike,
	{ bot }: Handoff,
): Place | undefined {
	if (person === undefined) return undefined;
	const parties = { channel: channelId, business: page };
	return {
		key: conversationKey({ ...parties, conversation: person }),
		opening: {
			bot: bot.id,
			user: { id: userId({ ...parties, user: person }) },
			reference: {
				channelId,
				serviceUrl,
				conversation: { id: person },
				bot: { id: page },
				user: { id: person },
			},
		},
	};
}
