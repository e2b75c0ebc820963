import type { ActivityLike, Logger } from "@baton/core";
import { BatonError } from "@baton/core";
import type { Webhook } from "./parse.js";
import { toActivity } from "./to-activity.js";
import type { MessengerEvent } from "./wire.js";

/** Does with an event what is to be done before it is acknowledged. Resolves when that is kept. */
export type Take = (event: MessengerEvent, activity: ActivityLike) => Promise<void>;

/**
 * Takes what one request brought: the events of one conversation one after the other, by their time; those of
 * different ones beside each other. An event that cannot be taken for what it is costs the others nothing.
 * Rejects only if something could not be kept now and may be kept later.
 */
export async function takeAll({ events }: Webhook, take: Take, logger: Logger): Promise<void> {
	const outcomes = await Promise.allSettled(
		Array.from(byConversation(events), (those) => takeInOrder(those, take, logger)),
	);
	const failed = outcomes.find(({ status }) => status === "rejected");
	if (failed?.status === "rejected") throw failed.reason;
}

function byConversation(events: readonly MessengerEvent[]): Iterable<MessengerEvent[]> {
	const conversations = new Map<string, MessengerEvent[]>();
	for (const event of events) {
		const place = `${event.page}/${event.person ?? ""}`;
		const those = conversations.get(place);
		if (those === undefined) conversations.set(place, [event]);
		else those.push(event);
	}
	return conversations.values();
}

async function takeInOrder(events: MessengerEvent[], take: Take, logger: Logger): Promise<void> {
	for (const event of events.sort((one, other) => one.at - other.at)) {
		try {
			await take(event, toActivity(event));
		} catch (error) {
			if (isWorthAgain(error)) throw error;
			logger.error("messenger-event-not-taken", { kind: event.kind, id: event.id, error });
		}
	}
}

/**
 * Whether the same event may be kept when it comes again. Whatever else goes wrong would go wrong again, and after
 * an hour of that Messenger stops sending anything.
 */
function isWorthAgain(error: unknown): boolean {
	if (!(error instanceof BatonError) || error.code === "store-tampered") return false;
	return error.code.startsWith("store-") || again.has(error.code);
}

const again: ReadonlySet<string> = new Set(["too-many-conflicts", "schema-unsupported"]);
