import type { Logger, Recipient, Representative } from "@baton/core";
import type { GraphApi } from "./graph-api.js";
import type { Personas } from "./persona.js";
import type { PagePauses } from "./rate-pauses.js";
import { recipientOf } from "./recipient.js";
import { pageOf } from "./say.js";
import type { SenderAction } from "./send-request.js";

export interface ActOptions {
	readonly graph: GraphApi;
	readonly personas: Personas;
	readonly pauses: PagePauses;
	readonly logger: Logger;
}

/**
 * Shows the user something that is of no use a moment later: never tried again, and not while the page has to save
 * its calls. Never rejects.
 */
export type Act = (to: Recipient, action: SenderAction, by: Representative | undefined) => Promise<void>;

const withinMs = 5_000;

export function createAct({ graph, personas, pauses, logger }: ActOptions): Act {
	async function act(
		to: Recipient,
		sender_action: SenderAction,
		by: Representative | undefined,
	): Promise<void> {
		const page = pageOf(to);
		if (!pauses.isFree(page)) return;
		const isHuman = by?.representativeType === "HUMAN";
		const persona = isHuman ? await personas.of(page, by) : undefined;
		const persona_id = persona?.state === "ready" ? persona.id : undefined;
		const recipient = recipientOf(to.reference.conversation.id);
		const body = { recipient, sender_action, persona_id };
		const result = await graph.call({ page, path: `${page}/messages`, body, withinMs });
		await pauses.heard(page, result);
		if (result.isOk) return;
		const { why, error } = result;
		logger.info("messenger-action-not-shown", { key: to.key, sender_action, why, code: error.code });
	}

	return (to, action, by) =>
		act(to, action, by).catch((error: unknown) =>
			logger.warn("messenger-action-failed", { key: to.key, action, error }),
		);
}
