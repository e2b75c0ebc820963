import type { ConversationKey, Recipient, SendResult } from "@baton/core";
import type { Api } from "./api.js";
import { toSendResult } from "./api-error.js";
import type { ApiEvent } from "./wire.js";

interface Announcement {
	readonly id: string;
	readonly event: ApiEvent;
}

/**
 * `REPRESENTATIVE_JOINED` and `REPRESENTATIVE_LEFT` that the platform has not taken yet. A lane gives up what it cannot
 * send in time, and goes on with what comes next: that must not arrive without them.
 */
export interface Announcements {
	add(to: Recipient, announcement: Announcement): void;
	/** Sends them in order, up to the first that has to wait. Resolves with what became of the last of these. */
	flush(to: Recipient): Promise<SendResult>;
}

/** Of as many conversations; above that the oldest are forgotten. */
const most = 10_000;

export function createAnnouncements(api: Api): Announcements {
	const missing = new Map<ConversationKey, readonly Announcement[]>();

	function keep(key: ConversationKey, announcements: readonly Announcement[]): void {
		missing.delete(key);
		if (announcements.length > 0) missing.set(key, announcements);
		if (missing.size > most) for (const [oldest] of missing) return void missing.delete(oldest);
	}

	return {
		add({ key }, announcement) {
			const others = (missing.get(key) ?? []).filter(({ id }) => id !== announcement.id);
			keep(key, [...others, announcement]);
		},
		async flush({ key, reference }) {
			let result: SendResult = { state: "sent" };
			for (const { id, event } of missing.get(key) ?? []) {
				result = toSendResult(await api.sendEvent(reference.conversation.id, id, event), id);
				if (mustWait(result)) return result;
				keep(
					key,
					(missing.get(key) ?? []).filter((each) => each.id !== id),
				);
			}
			return result;
		},
	};
}

export function mustWait({ state }: SendResult): boolean {
	return state === "retry" || state === "unknown";
}
