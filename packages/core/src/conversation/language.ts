/** Codes that phones still send for languages that are called otherwise today. */
const languageNow: ReadonlyMap<string, string> = new Map([["in", "id"]]);

/** A language tag as we compare it: Messenger writes `id_ID`, most others `id-ID`. */
export function toTag(locale: string): string {
	return locale.replaceAll("_", "-").toLowerCase();
}

/** The language of a tag, without region and script. */
export function languageOf(tag: string): string {
	const [language = ""] = tag.split("-");
	return languageNow.get(language) ?? language;
}

/** Whether somebody who speaks `spoken` can talk to somebody who wants `wanted`: one tag begins with the other. */
export function speaks(spoken: string, wanted: string): boolean {
	const [one, other] = [currentTag(spoken), currentTag(wanted)];
	return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

function currentTag(locale: string): string {
	const tag = toTag(locale);
	const [language = ""] = tag.split("-");
	return `${languageOf(tag)}${tag.slice(language.length)}`;
}

export function isLanguageTag(text: string): boolean {
	try {
		return Intl.getCanonicalLocales(text).length === 1;
	} catch {
		return false;
	}
}
