import type { Conversation } from "../../conversation/conversation.js";
import type { Tombstone } from "../../conversation/store.js";

/** What a stored state begins with: a script compares it, and never reads the rest. */
export function stateHeader({ version, commit }: Pick<Conversation, "version" | "commit">): string {
	return `${version} ${commit}\n`;
}

export function parseState(value: string): Conversation {
	return JSON.parse(value.slice(value.indexOf("\n") + 1)) as Conversation;
}

/** What a script compares of a tombstone comes first, too. */
export function tombstoneHeader({ commit }: Tombstone): string {
	return `${commit}\n`;
}

export function parseTombstone(value: string): Tombstone {
	return JSON.parse(value.slice(value.indexOf("\n") + 1)) as Tombstone;
}
