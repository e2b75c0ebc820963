import type { CardContent, Suggestion } from "../wire.js";
import type { Line } from "./state.js";

/** A suggestion on the screen. Two cards may have some that are called the same. */
export interface Pressable {
	readonly id: string;
	/** What it is in, or beside. */
	readonly messageId: string;
	readonly title: string;
	readonly suggestion: Suggestion;
}

export interface ShownCard {
	readonly card: CardContent;
	readonly pressables: readonly Pressable[];
}

/** What `liveAgentRequest` and `authenticationRequest` are called on every device. */
export const fixedTitles = { liveAgent: "Message a live agent", signIn: "Sign in" } as const;

/** Cards keep their suggestions; those beside a message are gone as soon as something newer comes. */
export function pressablesOn(lines: readonly Line[]): readonly Pressable[] {
	return [
		...lines.flatMap((line) => cardsOf(line).flatMap(({ pressables }) => pressables)),
		...chipsOf(lines),
	];
}

/** What is beside the newest message. */
export function chipsOf(lines: readonly Line[]): readonly Pressable[] {
	const newest = lines.findLast(({ kind }) => kind !== "joined" && kind !== "left");
	return newest?.kind === "message" ? toPressables(newest.id, newest.message.suggestions) : [];
}

export function cardsOf(line: Line): readonly ShownCard[] {
	if (line.kind !== "message" || line.isFallback) return [];
	const { standaloneCard, carouselCard } = line.message.richCard ?? {};
	const cards =
		standaloneCard === undefined ? (carouselCard?.cardContents ?? []) : [standaloneCard.cardContent];
	return cards.map((card, index) => ({
		card,
		pressables: toPressables(line.id, card.suggestions, `${line.id}:${index}`),
	}));
}

function toPressables(
	messageId: string,
	suggestions: readonly Suggestion[] = [],
	place = messageId,
): readonly Pressable[] {
	return suggestions.map((suggestion, index) => ({
		...{ id: `${place}:${index}`, messageId },
		title: titleOf(suggestion),
		suggestion,
	}));
}

function titleOf({ reply, action, liveAgentRequest }: Suggestion): string {
	const fixed = liveAgentRequest === undefined ? fixedTitles.signIn : fixedTitles.liveAgent;
	return reply?.text ?? action?.text ?? fixed;
}
