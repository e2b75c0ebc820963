import type { AppId } from "../control/control.js";
import { offerOf } from "../control/control.js";
import type { Change } from "../conversation/change.js";
import type { Command, CommandOf } from "../conversation/command.js";
import type { Answer, Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { App } from "../conversation/participants.js";
import type { QueueView } from "../conversation/queue/view.js";
import type { Logger } from "../logger.js";
import { countHeld } from "./holdings.js";
import { noteWait } from "./recent-waits.js";
import { createSeats, type SeatOptions } from "./seats.js";

export interface QueueDoorOptions extends SeatOptions {
	readonly door: Door;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly readQueue: () => Promise<QueueView>;
	readonly logger: Logger;
}

export interface QueueDoor {
	/** Finds out what a decision about the queue needs to know, and lets everything else pass. */
	readonly door: Door;
	/** What a commit after which a conversation is listed otherwise means for those who wait. Nobody waits for it. */
	noticed(change: Change, index: NonNullable<Change["index"]>): void;
}

export function createQueueDoor(options: QueueDoorOptions): QueueDoor {
	const { door, store, apps, readQueue, logger } = options;
	const seats = createSeats(options);

	async function withQueue(key: ConversationKey, command: Command): Promise<Answer> {
		const queue = await readQueue().catch((error: unknown) => {
			logger.error("queue-unread", { key, error });
			return undefined;
		});
		return door.submit(key, { ...command, queue });
	}

	function seated(key: ConversationKey, command: CommandOf<"confirm">, app: App): Promise<Answer> {
		const { capacity = Number.POSITIVE_INFINITY } = app;
		const person = app.personal ? command.human?.id : undefined;
		return seats.one(JSON.stringify([app.id, person]), async () => {
			const held = await countHeld(store, app.id, { person, except: key });
			return door.submit(key, { ...command, load: { held, capacity } });
		});
	}

	/** Whoever can take one more is asked for the one who has waited longest. */
	async function askNext(app: AppId): Promise<void> {
		const { waiting } = await readQueue();
		for (const { key } of waiting) {
			const { conversation } = await store.load(key);
			const offer = conversation && offerOf(conversation.control);
			if (offer?.to.includes(app) !== true) continue;
			await withQueue(key, { type: "ring", timer: "offer-retry", about: offer.id });
			return;
		}
	}

	function noticed(change: Change, { before, after }: NonNullable<Change["index"]>): void {
		const failed = (error: unknown): void => logger.error("queue-failed", { key: change.key, error });
		if (before?.waitingSince !== undefined) noteWait(store, change).catch(failed);
		const freed = before?.holder === after.holder ? undefined : before?.holder;
		if (freed !== undefined && apps.get(freed)?.capacity !== undefined) askNext(freed).catch(failed);
	}

	return {
		noticed,
		door: {
			submit(key, command) {
				if (command.type === "confirm") {
					const app = apps.get(command.app);
					return app?.capacity === undefined ? door.submit(key, command) : seated(key, command, app);
				}
				return asks(command) ? withQueue(key, command) : door.submit(key, command);
			},
		},
	};
}

/** Whether it may lead to an offer, or repeats one. */
function asks(command: Command): boolean {
	if (command.type === "ring") return command.timer === "offer-retry";
	return command.type === "request" || command.type === "handOver" || command.type === "lose";
}
