import { type Card, type CardFact, fact, readButtons, unlessEmpty } from "./card.js";
import { list, record, text } from "./read-unknown.js";
import { safePicture } from "./safe-url.js";

/** Deeper than anybody lays out a card. */
const maxDepth = 12;

interface Found {
	readonly texts: string[];
	readonly pictures: string[];
	readonly facts: CardFact[];
	readonly actions: unknown[];
}

/**
 * What an Adaptive Card says, without how it lays it out: its words, first picture, facts and actions. Inputs are
 * the user's to fill in.
 */
export function readAdaptiveCard(value: unknown): Card | undefined {
	const found: Found = { texts: [], pictures: [], facts: [], actions: [] };
	const { body, actions } = record(value);
	for (const element of list(body)) collect(element, found, 0);
	found.actions.push(...list(actions));
	const [title, ...rest] = found.texts;
	return unlessEmpty({
		title,
		subtitle: undefined,
		text: rest.length === 0 ? undefined : rest.join("\n"),
		imageUrl: found.pictures[0],
		medium: undefined,
		facts: found.facts,
		buttons: readButtons(found.actions),
	});
}

function collect(value: unknown, found: Found, depth: number): void {
	if (depth > maxDepth) return;
	const element = record(value);
	const words = text(element.text) ?? runs(element.inlines);
	if (words !== undefined) found.texts.push(words);
	const picture = element.type === "Image" ? safePicture(text(element.url)) : undefined;
	if (picture !== undefined) found.pictures.push(picture);
	for (const each of list(element.facts)) found.facts.push(...fact(record(each).title, record(each).value));
	if (element.type === "ActionSet") found.actions.push(...list(element.actions));
	for (const within of [element.items, element.columns, element.images, element.rows, element.cells])
		for (const each of list(within)) collect(each, found, depth + 1);
}

/** A text that is written in several runs. */
function runs(value: unknown): string | undefined {
	return text(
		list(value)
			.map((run) => (typeof run === "string" ? run : (text(record(run).text) ?? "")))
			.join(""),
	);
}
