import { BatonError, type Logger } from "@baton/core";
import { z } from "zod";
import type { DurableInbox } from "../memory/durable-inbox.js";
import type { Happening } from "./happening.js";
import { parseEvent, type Self } from "./parse-event.js";
import { parseCommand, parseInteraction } from "./parse-form.js";
import type { BodyKind } from "./slack-edge.js";

export interface ReceiverOptions {
	readonly inbox: Pick<DurableInbox, "append">;
	readonly logger: Logger;
	/** Unknown until the desk has started. */
	readonly self: () => Self | undefined;
}

const envelope = z.looseObject({
	type: z.string(),
	event_id: z.string().optional(),
	api_app_id: z.string().optional(),
	event: z.unknown().optional(),
});

/** Keeps what came in, for whichever process works. It rejects with a ZodError for what Slack does not document. */
export function receiver({
	inbox,
	logger,
	self,
}: ReceiverOptions): (kind: BodyKind, body: unknown) => Promise<void> {
	function read(kind: BodyKind, body: unknown, own: Self): Happening | undefined {
		if (kind === "command") return parseCommand(body);
		if (kind === "interaction") return parseInteraction(body);
		const { type, event_id, event, api_app_id } = envelope.parse(body);
		if (type === "app_rate_limited") logger.warn("slack-events-limited", {});
		if (type !== "event_callback" || event_id === undefined) return undefined;
		return parseEvent(event_id, event, { ...own, appId: api_app_id });
	}

	return async (kind, body) => {
		const own = self();
		if (own === undefined)
			throw new BatonError("not-started", "Cannot take what Slack sends: start the desk first");
		const happening = read(kind, body, own);
		if (happening !== undefined) await inbox.append(JSON.stringify(happening));
	};
}
