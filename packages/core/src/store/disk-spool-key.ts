import type { CommandId } from "../conversation/command.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { SetAside, Spooled } from "../conversation/spool.js";
import type { DiskKey, DiskRange } from "./disk.js";
import { allOf, keyOf } from "./disk-key.js";

/** What waits of one conversation. */
export interface SpoolLine {
	readonly key: ConversationKey;
	/** The place that was given out last. */
	readonly last: number;
	readonly items: number;
}

/*
 * The layout of a spool; letters mean what they mean in a store where it has the same kind of row.
 *
 * s conversation              line         o conversation place      what was said
 * i conversation command      place        d conversation command    set aside, and why
 * p replay                    who takes things out
 */

export const lineKey = (key: ConversationKey): DiskKey<SpoolLine> => keyOf("s", key);
export const lines: DiskRange<SpoolLine> = allOf("s");
export const spooledKey = (key: ConversationKey, place: number): DiskKey<Spooled> => keyOf("o", key, place);
export const spooledOf = (key: ConversationKey): DiskRange<Spooled> => allOf("o", key);
export const spooledIdKey = (key: ConversationKey, id: CommandId): DiskKey<number> => keyOf("i", key, id);
export const asideKey = (key: ConversationKey, id: CommandId): DiskKey<SetAside> => keyOf("d", key, id);
export const aside: DiskRange<SetAside> = allOf("d");
export const replayKey: DiskKey<{ readonly process: ProcessId; readonly until: number }> = "p replay";
