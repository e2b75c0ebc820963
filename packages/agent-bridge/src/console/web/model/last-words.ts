import type { EntryFrame } from "../../../protocol/entry-frame.js";
import { type Content, contentsOf } from "./content.js";
import { plainText } from "./plain-text.js";
import type { Talk } from "./talk.js";

/** What was said last, for a row of the queue. */
export interface LastWords {
	readonly by: "user" | "bot" | "human";
	readonly text: string;
	/** What it is, where it has no text. */
	readonly what: Content["type"] | "button";
	/** Epoch milliseconds. */
	readonly at: number;
}

const voices = { userSay: "user", botSay: "bot", agentSay: "human" } as const;

export function lastWords({ entries }: Talk): LastWords | undefined {
	return entries.map(wordsOf).findLast((words) => words !== undefined);
}

function wordsOf(entry: EntryFrame): LastWords | undefined {
	if (entry.type !== "userSay" && entry.type !== "botSay" && entry.type !== "agentSay") return undefined;
	if ("delivery" in entry && entry.delivery?.state === "withdrawn") return undefined;
	const contents = contentsOf(entry);
	const isPressed = entry.type === "userSay" && entry.postback !== undefined;
	return {
		by: voices[entry.type],
		text: plainText(contents) || (isPressed ? (entry.postback?.type ?? "") : ""),
		what: isPressed ? "button" : (contents[0]?.type ?? "other"),
		at: entry.time * 1000,
	};
}
