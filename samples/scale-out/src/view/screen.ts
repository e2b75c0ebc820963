import type { NodeState } from "../cluster/node.js";
import type { Chat, Tally } from "../town/book.js";
import type { Role, WorkerState } from "../town/worker.js";

/** What each process did in each of the last seconds, oldest first. */
export interface ProcessCard {
	readonly name: string;
	readonly role: Role;
	readonly state: WorkerState;
	readonly pid: number | undefined;
	readonly turns: readonly number[];
	readonly commits: readonly number[];
	readonly sends: readonly number[];
	/** Whether the desk is connected here. */
	readonly hasDesk: boolean;
}

export interface NodeCard {
	readonly name: string;
	/** Which part of the data it has, from 1. */
	readonly part: number;
	/** `replaced`: it was a primary, is away, and another is primary of its part now. */
	readonly role: "primary" | "replica" | "replaced";
	readonly state: NodeState;
	readonly pid: number | undefined;
	readonly commands: readonly number[];
}

/** Something that happened. */
export interface Happening {
	readonly id: number;
	/** Epoch milliseconds. */
	readonly at: number;
	/** `blow`: something ended. `back`: it is there again. `relief`: somebody else did its work. */
	readonly tone: "blow" | "back" | "relief";
	readonly text: string;
}

/** Everything that the page shows. */
export interface Screen {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly tally: Tally;
	readonly processes: readonly ProcessCard[];
	readonly nodes: readonly NodeCard[];
	readonly chats: readonly Chat[];
	/** Newest first. */
	readonly happenings: readonly Happening[];
}

/** What can be done on the page to one of the processes or nodes, by its name. */
export interface Blow {
	readonly target: string;
	readonly what: "kill" | "freeze";
}
