/** What can be read from an answer. */
export type EntityKind = "number" | "date" | "currency" | "phone" | "email" | "yesNo";

/**
 * Which languages each kind is read in, and the library's culture for each. Any other language it would read as
 * English, without saying so. Telephone numbers and e-mail addresses are written alike everywhere.
 */
const cultures = {
	number: { en: "en-us", zh: "zh-cn", es: "es-es", pt: "pt-br", fr: "fr-fr", ja: "ja-jp" },
	currency: { en: "en-us", zh: "zh-cn", es: "es-es", pt: "pt-br", fr: "fr-fr", ja: "ja-jp" },
	date: { en: "en-us", zh: "zh-cn", es: "es-es", fr: "fr-fr" },
	yesNo: {
		en: "en-us",
		zh: "zh-cn",
		nl: "nl-nl",
		fr: "fr-fr",
		de: "de-de",
		ja: "ja-jp",
		pt: "pt-br",
		es: "es-es",
	},
} as const satisfies Partial<Record<EntityKind, Readonly<Record<string, string>>>>;

export const everyKind = [
	"number",
	"date",
	"currency",
	"phone",
	"email",
	"yesNo",
] as const satisfies readonly EntityKind[];

/** "id" of "id_ID". */
export function languageOf(locale: string): string {
	return locale.toLowerCase().split(/[-_]/)[0] ?? "";
}

/** The library's culture for a kind in a language; `undefined` where it has none. */
export function cultureOf(kind: EntityKind, locale: string): string | undefined {
	if (kind === "phone" || kind === "email") return "en-us";
	const language = languageOf(locale);
	const known: Readonly<Record<string, string>> = cultures[kind];
	if (!Object.hasOwn(known, language)) return undefined;
	return kind === "date" && isDayFirst(locale) ? "en-*" : known[language];
}

/** 3/4 is the third of April in English, but for the United States. */
function isDayFirst(locale: string): boolean {
	return languageOf(locale) === "en" && !/^en([-_]us)?$/i.test(locale);
}
