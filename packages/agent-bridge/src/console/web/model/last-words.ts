import { type Content, contentsOf } from "../../../content/content.js";
import type { EntryFrame, EntryFrameOf } from "../../../protocol/entry-frame.js";
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
	const last = entries.findLast(isWords);
	return last && wordsOf(last);
}

type Said = EntryFrameOf<"userSay" | "botSay" | "agentSay">;

function isWords(entry: EntryFrame): entry is Said {
	if (entry.type === "botSay" || entry.type === "agentSay") return entry.delivery?.state !== "withdrawn";
	// A rating is no question: nobody waits for an answer to it.
	return entry.type === "userSay" && entry.postback?.type !== "BATON_RATING";
}

function wordsOf(entry: Said): LastWords {
	const contents = contentsOf(entry);
	const pressed = entry.type === "userSay" ? entry.postback?.type : undefined;
	return {
		by: voices[entry.type],
		text: plainText(contents) || (pressed ?? ""),
		what: pressed === undefined ? (contents[0]?.type ?? "other") : "button",
		at: entry.time * 1000,
	};
}
