const longest = 120;

/** Control and format characters, but not the joiners that some scripts and emoji need. */
const unseemly = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s])+/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name that stays within its line: it hides no characters, turns no reading direction and does not fill the page.
 * `undefined` if nothing of it can be seen.
 */
export function plainName(name: string | undefined): string | undefined {
	const plain = (name ?? "").replaceAll(unseemly, " ").trim();
	if (!visible.test(plain)) return undefined;
	const characters = [...plain];
	return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : plain;
}
