import type { EntryId } from "../../control/control.js";
import { readChoice } from "../../conversation/choice.js";
import type { Entry, EntryOf } from "../../conversation/entry.js";

/** What people made of what the bot understood of one line of the user. */
export interface Correction {
	/** When they did, epoch milliseconds. */
	readonly at: number;
	/** What the user had said. */
	readonly text: string;
	/** Of the user's activity, such as "id-ID". */
	readonly locale: string | undefined;
	/** What the gate had taken it for, and how sure it was. */
	readonly recognized: { readonly intent: string; readonly confidence: number | undefined } | undefined;
	/** What was done with the bot's answer; `chosen` where the user answered a clarifying question. */
	readonly how: EntryOf<"draftUsed">["how"] | "chosen";
	/**
	 * What was meant: as somebody said it or, for an answer sent as it was, as it was recognized. `null` for none of
	 * the bot's intents. `undefined` where an answer was corrected or discarded and nobody said what was meant.
	 */
	readonly intent: string | null | undefined;
	/** What the bot would have said, in words. `undefined` where the user chose. */
	readonly wouldHaveSaid?: string | undefined;
	/** What a person said instead, or approved, before the user went on. */
	readonly said?: string | undefined;
}

/** Reads corrections off a log, given whole and in order: one for each line of the user. */
export function correctionsIn(log: readonly Entry[]): readonly Correction[] {
	const entries = new Map(log.map((entry) => [entry.id, entry]));
	const uses = new Map<EntryId, Use[]>();
	for (const used of log) {
		if (used.type !== "draftUsed") continue;
		const draft = entries.get(used.draft);
		if (draft === undefined || !("answers" in draft) || draft.answers === undefined) continue;
		const others = uses.get(draft.answers);
		if (others === undefined) uses.set(draft.answers, [{ draft, used }]);
		else others.push({ draft, used });
	}
	const corrections = [...uses].flatMap(([id, all]) => correctionOf(log, entries.get(id), all) ?? []);
	return [...corrections, ...log.flatMap((entry) => choiceIn(entry) ?? [])].sort((a, b) => a.at - b.at);
}

/** A draft that was used; what the bot said and took back before it was sent is one as well. */
interface Use {
	readonly draft: EntryOf<"draft" | "botSaid">;
	readonly used: EntryOf<"draftUsed">;
}

/** Several answers to one line say one thing about it: the latest that was said in words, or the worst that was done. */
function correctionOf(
	log: readonly Entry[],
	said: Entry | undefined,
	uses: readonly Use[],
): Correction | undefined {
	if (said?.type !== "userSaid" || isBlank(said.activity.text)) return undefined;
	const told = uses.findLast(({ used }) => used.intent !== undefined);
	const decisive = told ?? uses.findLast(({ used }) => used.how !== "sent") ?? uses.at(-1);
	if (decisive === undefined) return undefined;
	const { draft, used } = decisive;
	const recognized =
		draft.type === "draft" && draft.intent !== undefined
			? { intent: draft.intent, confidence: draft.confidence }
			: undefined;
	const { text = "", locale } = said.activity;
	const meant = used.how === "sent" ? recognized?.intent : undefined;
	const intent = used.intent === undefined ? meant : used.intent;
	const wouldHaveSaid = draft.activity.text;
	const words = { wouldHaveSaid, said: saidInstead(log, said, draft) };
	return { at: used.at, text, locale, recognized, how: used.how, intent, ...words };
}

/** What became of the draft itself, or else the first words of a person before the user went on. */
function saidInstead(log: readonly Entry[], { position }: Entry, draft: Entry): string | undefined {
	const after = log.filter((entry) => entry.position > position);
	const next = after.find(({ type }) => type === "userSaid")?.position ?? Number.POSITIVE_INFINITY;
	const spoken = after.filter((entry) => entry.type === "appSaid");
	const made = spoken.find((entry) => entry.draft === draft.id);
	return (made ?? spoken.find((entry) => entry.position < next))?.activity.text;
}

/** Whoever chose none of those that were offered may still have meant another. */
function choiceIn(entry: Entry): Correction | undefined {
	if (entry.type !== "userSaid") return undefined;
	const choice = readChoice(entry.postback);
	if (choice === undefined || isBlank(choice.text)) return undefined;
	const { at, activity } = entry;
	const intent = choice.intent ?? undefined;
	return { at, text: choice.text, locale: activity.locale, recognized: undefined, how: "chosen", intent };
}

function isBlank(text: string | undefined): boolean {
	return text === undefined || text.trim() === "";
}
