import type { EntryId } from "@baton/core";
import type { ChannelStore } from "./facts.js";

/** How far an entry has come that needs several calls. */
export interface PartsSent {
	/** So many parts have certainly been sent. */
	readonly sent: number;
	/** Their ids at Messenger, where known. */
	readonly mids: readonly string[];
	/** Since when nobody knows about the next one, epoch milliseconds. */
	readonly unknownSince?: number | undefined;
}

/** Remembers parts across tries and processes, so that no try sends one again. */
export interface Parts {
	read(entry: EntryId): Promise<PartsSent>;
	write(entry: EntryId, sent: PartsSent): Promise<void>;
	forget(entry: EntryId): Promise<void>;
	/** The echo of a part has come: from whichever process it is heard. */
	echoed(entry: EntryId, part: number, mid: string): Promise<void>;
	/** The id of a part whose echo has come. */
	echoOf(entry: EntryId, part: number): Promise<string | undefined>;
}

/** Longer than anything is tried again. */
const keepMs = 3_600_000;
const nothing: PartsSent = { sent: 0, mids: [] };

export function createParts(store: () => ChannelStore): Parts {
	return {
		async read(entry) {
			const fact = await store().readFact(partsFact(entry));
			// Nobody but `write` makes these.
			return fact === undefined ? nothing : (JSON.parse(fact) as PartsSent);
		},
		write: async (entry, sent) => store().writeFact(partsFact(entry), JSON.stringify(sent), keepMs),
		forget: async (entry) => store().writeFact(partsFact(entry), undefined, 0),
		async echoed(entry, part, mid) {
			await store().writeFact(echoFact(entry, part), mid, keepMs);
		},
		echoOf: async (entry, part) => store().readFact(echoFact(entry, part)),
	};
}

function partsFact(entry: EntryId): string {
	return `messenger:parts:${entry}`;
}

function echoFact(entry: EntryId, part: number): string {
	return `messenger:echo:${entry}:${part}`;
}
