import type { OutboxItem } from "./change.js";
import type { Conversation, Session, Turn } from "./conversation.js";
import { shippedSchema } from "./schema.js";
import type { OutboxView } from "./store.js";

/*
 * Copies that are made on every turn, member by member: engines take twenty times longer to spread an object and
 * change a member than to write the members out.
 */

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The state that a decision begins with: as it was, one version later. */
export function nextVersion(before: Conversation, commit: string): Writable<Conversation> {
	// A newer version of Baton wrote it: what this one does not know is kept.
	if (before.schema > shippedSchema.number) return { ...before, version: before.version + 1, commit };
	return {
		schema: before.schema,
		key: before.key,
		version: before.version + 1,
		commit,
		position: before.position,
		bot: before.bot,
		user: before.user,
		reference: before.reference,
		control: before.control,
		session: before.session,
		turns: before.turns,
		watchers: before.watchers,
		drafts: before.drafts,
		mode: before.mode,
		attention: before.attention,
		awaySince: before.awaySince,
		erasedAt: before.erasedAt,
		unmet: before.unmet,
		taughtAt: before.taughtAt,
		rating: before.rating,
		replyUntil: before.replyUntil,
	};
}

/** The session after something was said. */
export function continued({ number, since, open, from }: Session, last: number): Session {
	return { number, since, last, open, from };
}

/** A turn with another runner, or after it has spoken. */
export function turnWith(
	turn: Turn,
	{ attempts, spoke, runner }: Pick<Turn, "attempts" | "spoke" | "runner">,
): Turn {
	const { id, kind, position, origin } = turn;
	return { id, kind, position, origin, attempts, spoke, runner };
}

/** An item of an outbox with how its sending goes; `deadline` where it has begun. */
export function viewOf(item: OutboxItem, deadline: number | undefined): OutboxView {
	return {
		id: item.id,
		kind: item.kind,
		order: item.order,
		activity: item.activity,
		by: item.by,
		app: item.app,
		turn: item.turn,
		logged: item.logged,
		notAfter: item.notAfter,
		state: deadline === undefined ? "pending" : "begun",
		deadline,
	};
}
