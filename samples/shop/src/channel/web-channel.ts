import { asRepresentative, type Channel, type OutboxItem, type Recipient, type Store } from "@baton/core";
import type { OpenPages } from "./open-pages.js";
import { readLine } from "./read-lines.js";
import type { ServerFrame } from "./server-frame.js";
import { toTyping } from "./typing.js";

export interface WebChannelOptions {
	readonly store: Store;
	readonly pages: OpenPages;
}

/** Messages of the shop's page, as Bot Framework names where they come from. */
export const webChannelId = "webchat";

/**
 * The page as a channel. Sending tells the pages that are open now; those that open later read the log, so what
 * was sent is never lost. Pages know a line by its id, so it may be sent again.
 */
export function webChannel({ store, pages }: WebChannelOptions): Channel {
	return {
		reach: "connection",
		repeat: "idempotent",
		async send(item, to) {
			const frame = await toFrame(store, item, to);
			if (frame !== undefined) pages.tell(to.reference.conversation.id, frame);
			return { state: "sent" };
		},
		async showTyping({ key, reference }) {
			const { conversation } = await store.load(key);
			const control = conversation?.control;
			if (control === undefined || !("human" in control) || control.human === undefined) return;
			const representative = asRepresentative(control.human);
			pages.tell(reference.conversation.id, { type: "typing", representative });
		},
	};
}

async function toFrame(store: Store, item: OutboxItem, { key }: Recipient): Promise<ServerFrame | undefined> {
	if (item.kind === "delete") return { type: "gone", line: item.id };
	if (item.activity.type === "typing") return toTyping(item.activity);
	const line = await readLine(store, key, item);
	return line === undefined ? undefined : { type: "line", line };
}
