import type { ConversationKey, Delivery, Entry, Handoff } from "@baton/core";
import { markOf } from "./event-text.js";
import type { EventOf } from "./wire.js";

type Receipt = EventOf<"delivery" | "read" | "reaction">;

/** What the user's phone told of what we said becomes the delivery of that entry, which desks see. */
export type TakeReceipt = (event: Receipt, key: ConversationKey) => Promise<void>;

/** How far back a watermark is followed: what is older has been told of long ago. */
const followed = 50;

export function createReceipts({
	store,
	reportDelivery,
}: Pick<Handoff, "store" | "reportDelivery">): TakeReceipt {
	/** Messages by their own id. */
	async function report(
		key: ConversationKey,
		mids: readonly string[],
		delivery: Omit<Delivery, "entry">,
	): Promise<void> {
		for (const nativeId of mids) {
			const entry = await store.findEntry(key, nativeId);
			if (entry !== undefined) await reportDelivery(key, { entry, nativeId, ...delivery });
		}
	}

	/** Everything that was sent up to a moment. */
	async function reportUpTo(
		key: ConversationKey,
		watermark: number,
		state: "delivered" | "read",
	): Promise<void> {
		const entries = await store.readEntries(key, { limit: followed, last: true });
		const said = entries.filter((entry) => isSaid(entry) && entry.at <= watermark).map(({ id }) => id);
		if (said.length === 0) return;
		for (const { entry, ...delivery } of await store.readDeliveries(key, said)) {
			if (isBefore(delivery.state, state)) await reportDelivery(key, { entry, state });
		}
	}

	return async (event, key) => {
		if (event.kind === "reaction") {
			const { mid } = event.content;
			if (mid !== undefined)
				await report(key, [mid], { state: "read", reaction: markOf(event.content) ?? "" });
			return;
		}
		const state = event.kind === "read" ? "read" : "delivered";
		const { content } = event;
		const mids =
			"mids" in content ? (content.mids ?? []) : "mid" in content && content.mid ? [content.mid] : [];
		await report(key, mids, { state });
		if (mids.length === 0 && content.watermark !== undefined) await reportUpTo(key, content.watermark, state);
	};
}

function isSaid({ type }: Entry): boolean {
	return (
		type === "botSaid" || type === "appSaid" || type === "notice" || type === "joined" || type === "left"
	);
}

function isBefore(state: Delivery["state"], reported: "delivered" | "read"): boolean {
	return state === "sent" || (state === "delivered" && reported === "read");
}
