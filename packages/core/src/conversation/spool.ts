import type { CommandId, CommandOf } from "./command.js";
import type { ConversationKey } from "./key.js";
import type { ProcessId } from "./participants.js";

/** What a user said while the store was away. */
export interface Spooled {
	readonly key: ConversationKey;
	readonly command: CommandOf<"hear"> & { readonly id: CommandId };
	/** When it came, epoch milliseconds by the machine's clock. */
	readonly at: number;
}

/** What could never be said, for somebody to look at. */
export interface SetAside extends Spooled {
	readonly why: string;
}

/** Keeps on the machine what users say while the store is away, each conversation in order. */
export interface Spool {
	/** Keeps it behind what waits already. False if it is there: it was said once. Resolves when it is safe. */
	add(item: Spooled): Promise<boolean>;
	/** Whether anything of the conversation waits. */
	holds(key: ConversationKey): boolean;
	/** Conversations of which something waits. */
	readKeys(limit: number): readonly ConversationKey[];
	/** In order. */
	read(key: ConversationKey, limit: number): readonly Spooled[];
	/** Items of one conversation, whether they wait or were set aside. */
	remove(items: readonly Spooled[]): Promise<void>;
	/** Takes out what can never be said, and keeps it for the operator with why. */
	setAside(item: Spooled, why: string): Promise<void>;
	readAside(limit: number): readonly SetAside[];
	/** Whether the process may take things out, and for how long nobody else may. */
	claim(process: ProcessId, forMs: number): Promise<boolean>;
	/** Of a spool that encrypts: as `reseal` of a store. */
	reseal?(
		limit: number,
		from?: string,
	): Promise<{ readonly resealed: number; readonly next: string | undefined }>;
	close(): Promise<void>;
}
