import type { EntryFrame } from "../protocol/entry-frame.js";
import type { FrameHolder, Snapshot } from "../protocol/parts.js";

interface Known {
	readonly epoch: number;
	readonly appId: string | undefined;
}

/** What the client has heard of who holds control. */
export interface ControlBook {
	note(conversationId: string, epoch: number, holder: Pick<FrameHolder, "appId"> | undefined): void;
	noteEntry(frame: EntryFrame): void;
	noteSnapshot(snapshot: Snapshot): void;
	epochOf(conversationId: string): number | undefined;
	appOf(conversationId: string): string | undefined;
}

/** Later epochs win, in whatever order they are heard of. What the host bot holds is not kept for long. */
export function createControlBook(limit = 10_000): ControlBook {
	const known = new Map<string, Known>();

	function note(conversationId: string, epoch: number, holder: Pick<FrameHolder, "appId"> | undefined): void {
		const before = known.get(conversationId);
		if (before !== undefined && before.epoch > epoch) return;
		known.delete(conversationId);
		known.set(conversationId, { epoch, appId: holder?.appId });
		if (known.size > limit) forgetOldest(known);
	}

	return {
		note,
		noteEntry(frame) {
			switch (frame.type) {
				case "handoverConfirmed":
				case "takeoverConfirmed":
					return note(frame.conversationId, frame.epoch, { appId: frame.toAppId });
				case "takeover":
				case "release":
				case "gap":
					return note(frame.conversationId, frame.holderEpoch, frame.holder);
			}
		},
		noteSnapshot: ({ conversationId, epoch, holder }) => note(conversationId, epoch, holder),
		epochOf: (conversationId) => known.get(conversationId)?.epoch,
		appOf: (conversationId) => known.get(conversationId)?.appId,
	};
}

/** First what the bot holds; what an app holds only if there is nothing else. */
function forgetOldest(known: Map<string, Known>): void {
	let oldest: string | undefined;
	for (const [conversationId, { appId }] of known) {
		oldest ??= conversationId;
		if (appId !== undefined) continue;
		known.delete(conversationId);
		return;
	}
	if (oldest !== undefined) known.delete(oldest);
}
