import type { Example } from "../gate/embedded-recognizer.js";
import { isOutOfScope } from "../gate/tuning/index.js";

/** Says so if examples to tune on are among those to learn from, word for word. */
export function alsoIn(learned: readonly Example[], validation: readonly Example[]): string | undefined {
	const known = new Set(learned.map(({ text }) => text));
	const count = validation.filter(({ text }) => known.has(text)).length;
	if (count === 0) return undefined;
	return `${count} of ${validation.length} validation examples are to be learned from as well, and will look easier than they are: keep the files apart, unless users write these very words again and again`;
}

const mostNamed = 5;

/** Says so if intents of the examples to tune on are none that the recognizer has: a slip of the pen, perhaps. */
export function neverLearned(validation: readonly Example[], intents: readonly string[]): string | undefined {
	const known = new Set(intents);
	const unknown = new Set(validation.map(({ intent }) => intent).filter((intent) => !known.has(intent)));
	const names = [...unknown].filter((intent) => !isOutOfScope(intent)).map((intent) => `"${intent}"`);
	if (names.length === 0) return undefined;
	const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
	return `Nothing to learn from has an intent of these, so every answer to them will be wrong: ${names.slice(0, mostNamed).join(", ")}${more}`;
}
