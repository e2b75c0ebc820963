import { type Content, contentsOf } from "../../../content/content.js";
import type { ClientFrameOf } from "../../../protocol/client-frame.js";
import type { EntryFrame, EntryFrameOf } from "../../../protocol/entry-frame.js";
import type { Me } from "./desk-state.js";
import { plainText } from "./plain-text.js";
import { standingOf } from "./standing.js";
import type { Talk } from "./talk.js";

/** An answer of the bot that was not sent. */
export interface Draft {
	readonly id: string;
	readonly position: number;
	readonly session: number;
	/** Epoch milliseconds. */
	readonly at: number;
	/** The line of the user that it answers, if it answers one. */
	readonly answers: string | undefined;
	/** Its words, without cards and pictures. */
	readonly text: string;
	readonly contents: readonly Content[];
	readonly why: EntryFrameOf<"draft">["why"];
	/** Between 0 and 1, if the bot said how sure it was. */
	readonly confidence: number | undefined;
	/** What the gate took the user's words for. */
	readonly intent: string | undefined;
	/** What it would have taken them for next. */
	readonly runnerUp: EntryFrameOf<"draft">["runnerUp"];
	/** What became of it, or that it is still to be decided. */
	readonly fate: "open" | EntryFrameOf<"draftUsed">["how"];
}

/** All drafts of a conversation, oldest first. */
export function draftsOf({ entries, snapshot, deliveries }: Talk): readonly Draft[] {
	const used = new Map(
		entries.flatMap((entry) => (entry.type === "draftUsed" ? [[entry.draftId, entry.how] as const] : [])),
	);
	const isOpen = (id: string) => snapshot.draftIds.includes(id) && !used.has(id);
	return entries.flatMap((entry) => {
		if (!isDraft(entry, deliveries.get(entry.entryId)?.state)) return [];
		const fate = used.get(entry.entryId) ?? (isOpen(entry.entryId) ? "open" : "discarded");
		return [toDraft(entry, fate)];
	});
}

/** What the bot said and the bridge took back before it was sent is a draft as well. */
export function isDraft(
	entry: EntryFrame,
	delivery: string | undefined,
): entry is EntryFrameOf<"draft" | "botSay"> {
	return entry.type === "draft" || (entry.type === "botSay" && delivery === "withdrawn");
}

function toDraft(entry: EntryFrameOf<"draft" | "botSay">, fate: Draft["fate"]): Draft {
	const contents = contentsOf(entry);
	const text = contents.flatMap((content) => (content.type === "text" ? [content.text] : [])).join("\n");
	return {
		id: entry.entryId,
		position: entry.position,
		session: entry.session,
		at: entry.time * 1000,
		answers: entry.answers,
		text,
		contents,
		why: entry.type === "draft" ? entry.why : "control-moved",
		confidence: entry.type === "draft" ? entry.confidence : undefined,
		intent: entry.type === "draft" ? entry.intent : undefined,
		runnerUp: entry.type === "draft" ? entry.runnerUp : undefined,
		fate,
	};
}

/** The newest draft that is still to be decided here: not what a colleague decides, nor what is over. */
export function openDraft(talk: Talk, me: Me | undefined): Draft | undefined {
	const { session } = talk.snapshot;
	if (!session.open || standingOf(talk.snapshot, me).type === "others") return undefined;
	return draftsOf(talk).findLast((draft) => draft.fate === "open" && draft.session === session.number);
}

/**
 * What a draft answers, where the user has said more since: nobody must take it for an answer to that. Empty where
 * that is further back than what was read.
 */
export function questionOf({ entries }: Talk, { answers }: Draft): string | undefined {
	const last = entries.findLast(({ type }) => type === "userSay");
	if (answers === undefined || last === undefined || last.entryId === answers) return undefined;
	const question = entries.find(({ entryId }) => entryId === answers);
	return question?.type === "userSay" ? plainText(contentsOf(question)) : "";
}

/** A draft in other words: what else is in it, such as cards and pictures, stays. */
export function correction(
	{ entries }: Talk,
	draftId: string,
	text: string,
): Pick<ClientFrameOf<"sendDraft">, "input" | "activity"> {
	const draft = entries.find(({ entryId }) => entryId === draftId);
	const activity = draft !== undefined && "activity" in draft ? draft.activity : undefined;
	if (activity?.attachments === undefined) return { input: { type: "text", value: text } };
	return { activity: { ...activity, text } };
}
