import type { User } from "../conversation/participants.js";
import type { Recognition } from "../gate/recognizer.js";
import type { ActivityLike, AdapterLike, TurnContextLike } from "../host/turn-context.js";

/** What a chain of Botkit's own middlewares ends in: an error, or the arguments it was run with. */
export type WareDone = (error: unknown, ...values: readonly unknown[]) => unknown;

/** One chain of Botkit's own middlewares. */
export interface WareLike {
	/** What was given to `use`, in order. */
	readonly fns: readonly WareStep[];
	run(...values: unknown[]): unknown;
	use(step: WareStep): unknown;
}

/** With a parameter more than there are values it is given `next` and must call it; else it just returns. */
// biome-ignore lint/suspicious/noExplicitAny: a chain does not know what its own middlewares take
export type WareStep = (...values: any[]) => unknown;

/** The chains that Botkit runs: when a worker is made, at a message in three places, and at what is said. */
export interface WaresLike {
	readonly spawn: WareLike;
	readonly ingest: WareLike;
	readonly receive: WareLike;
	readonly interpret: WareLike;
	readonly send: WareLike;
}

/** The part of Bot Framework's dialog context that tells and changes what is open. */
export interface DialogContextLike {
	readonly activeDialog?: { readonly id: string } | undefined;
	cancelAllDialogs(): Promise<unknown>;
	repromptDialog(): Promise<void>;
	continueDialog(): Promise<unknown>;
}

/** What handlers get to speak with. */
export interface WorkerLike {
	getConfig(name: "dialogContext"): DialogContextLike | undefined;
	getConfig(name: "context"): TurnContextLike | undefined;
	/** Not always the controller's: a bot may speak through several. */
	getConfig(name: "adapter"): AdapterLike | undefined;
}

/** What handlers get to read. */
export interface MessageLike {
	type: string;
	readonly context?: TurnContextLike | undefined;
	readonly incoming_message: ActivityLike;
	/** What the gate recognized, where it was asked. */
	recognition?: Recognition | undefined;
	/** Who the user is, with their account if linked. */
	customer?: User | undefined;
}

/** What Baton needs of a Botkit controller. */
export interface ControllerLike {
	readonly adapter: AdapterLike;
	readonly middleware: WaresLike;
	readonly dialogSet: { createContext(context: TurnContextLike): Promise<DialogContextLike> };
	getConfig(name: "dialogStateProperty"): unknown;
	handleTurn(context: TurnContextLike): Promise<unknown>;
	/** Keeps what is open for the next turn. */
	saveState(bot: WorkerLike): Promise<void>;
}
