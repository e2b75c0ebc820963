import type { Awaitable } from "../awaitable.js";
import type { Clock } from "../clock.js";
import type { AppId } from "../control/control.js";
import type { Delivery, Outcome } from "./change.js";
import type { Command } from "./command.js";
import type { ConversationKey } from "./key.js";
import type { App, BotId, BotProfile } from "./participants.js";
import type { QueueView } from "./queue/view.js";
import type { Listener, PassingSignal, Typist } from "./signal.js";
import type { Store } from "./store.js";

/** What a bridge needs of the core: `createHandoff()` returns it. */
export interface DeskPort {
	readonly clock: Clock;
	readonly store: Store;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly bots: ReadonlyMap<BotId, BotProfile>;
	/** The one door: every change to a conversation. Never rejects for what a command says; see {@link Outcome}. */
	submit(key: ConversationKey, command: Command): Promise<Outcome>;
	/**
	 * The channel tells what became of something that was sent: `delivered`, `read`. Told to the holder and the
	 * watchers; a late report never moves a delivery back.
	 */
	reportDelivery(key: ConversationKey, delivery: Delivery): Promise<void>;
	/** How the queue looks, or did a moment ago. */
	readQueue(): Promise<QueueView>;
	/** Somebody is typing. Told to the holder and watchers, or to the user if an app in control types. */
	typing(key: ConversationKey, by: Typist): Awaitable<void>;
	/** Tells whoever listens, here and in other processes, what is not kept. It may be lost. */
	pass(signal: PassingSignal): void;
	/** Hears what this process commits. Returns what ends it. */
	subscribe(listener: Listener): () => void;
	/** The app can be reached: it may hold control. */
	appArrived(app: AppId): void;
	/** The app cannot be reached any more: unless it returns within its lease, it loses control. */
	appLeft(app: AppId): void;
}
