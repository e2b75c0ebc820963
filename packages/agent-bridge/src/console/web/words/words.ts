import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en, type Words } from "./en.js";
import { id } from "./id.js";

/** The languages of the desk. The first is for everybody whose language is not here. */
export const languages = { en, id } as const satisfies Readonly<Record<string, Words>>;

export type Language = keyof typeof languages;

export function isLanguage(tag: string | undefined): tag is Language {
	return tag !== undefined && Object.hasOwn(languages, tag);
}

/** Codes that browsers still send for languages that are called otherwise today. */
const languageNow: Readonly<Record<string, string>> = { in: "id" };

/** The first of the wanted languages that the desk speaks. */
export function pickLanguage(wanted: readonly string[]): Language {
	const tags = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
	return tags.map((tag) => languageNow[tag] ?? tag).find(isLanguage) ?? "en";
}

export const WordsContext = createContext<Words>(en);

export function useWords(): Words {
	return useContext(WordsContext);
}

interface Choice {
	readonly language: Language;
	readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<Choice>({ language: "en", choose: () => {} });

export function useLanguage(): Choice {
	return useContext(LanguageContext);
}
