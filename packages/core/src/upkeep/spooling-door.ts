import type { Awaitable } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { Outcome } from "../conversation/change.js";
import type { CommandId, CommandOf } from "../conversation/command.js";
import type { Answer, Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Spool } from "../conversation/spool.js";
import { BatonError } from "../error.js";

export interface SpoolingDoorOptions {
	readonly door: Door;
	readonly spool: Spool;
	readonly clock: Clock;
	readonly newId: () => string;
	/** Something was spooled. */
	readonly onSpooled: () => void;
}

type Hear = CommandOf<"hear"> & { readonly id: CommandId };

/** Nothing is known of the conversation yet: the log has it when the store is back. */
const kept: Outcome = {
	status: "done",
	epoch: 0 as never,
	entries: [],
	position: 0,
	drafts: 0,
	spooled: true,
};

/**
 * A door that keeps what users say on this machine while the store is away, behind what waits there already. Whatever else
 * is commanded is refused by the store's failure.
 */
export function createSpoolingDoor({ door, spool, clock, newId, onSpooled }: SpoolingDoorOptions): Door {
	/** What is being heard, by conversation: the next one waits, so that it is known whether it has to queue. */
	const hearing = new Map<ConversationKey, Promise<void>>();

	function hear(key: ConversationKey, command: Hear): Awaitable<Answer> {
		const ahead = hearing.get(key);
		const answer = ahead === undefined ? attempt(key, command) : ahead.then(() => attempt(key, command));
		if (!(answer instanceof Promise)) return answer;
		const over: Promise<void> = answer.then(nothing, nothing).then(() => {
			if (hearing.get(key) === over) hearing.delete(key);
		});
		hearing.set(key, over);
		return answer;
	}

	function attempt(key: ConversationKey, command: Hear): Awaitable<Answer> {
		if (waits(spool, key)) return keep(key, command, undefined);
		try {
			const answer = door.submit(key, command);
			return answer instanceof Promise ? answer.catch((error) => keepUnheard(key, command, error)) : answer;
		} catch (error) {
			return keepUnheard(key, command, error);
		}
	}

	function keepUnheard(key: ConversationKey, command: Hear, error: unknown): Promise<Answer> {
		if (!(error instanceof BatonError) || error.code !== "store-failed") throw error;
		return keep(key, command, error);
	}

	async function keep(key: ConversationKey, command: Hear, away: unknown): Promise<Answer> {
		const at = clock.now();
		const { origin: _, token: __, ...rest } = command;
		const activity = {
			...command.activity,
			timestamp: command.activity.timestamp ?? new Date(at).toISOString(),
		};
		const isNew = await spool.add({ key, command: { ...rest, activity }, at }).catch((cause: unknown) => {
			throw nowhereToKeep(cause, away);
		});
		onSpooled();
		return { outcome: kept, conversation: undefined, repeated: !isNew };
	}

	return {
		submit(key, command) {
			if (command.type !== "hear") return door.submit(key, command);
			return hear(key, { ...command, id: command.id ?? (`here:${newId()}` as CommandId) });
		},
	};
}

const nothing = (): void => {};

/** A spool that cannot be read holds up nobody whom the store can hear. */
function waits(spool: Spool, key: ConversationKey): boolean {
	try {
		return spool.holds(key);
	} catch {
		return false;
	}
}

function nowhereToKeep(cause: unknown, away: unknown): BatonError {
	return new BatonError(
		"nowhere-to-keep",
		"Cannot keep what the user said: neither the store nor the spool can be written to, answer 503 so that it is sent again",
		{ cause: away ?? cause },
	);
}
