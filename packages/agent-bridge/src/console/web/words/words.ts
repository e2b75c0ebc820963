import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { en, type Words } from "./en.js";

/** The languages of the desk. The first is for everybody whose language is not here. */
const languages: readonly Words[] = [en];

/** The first of the wanted languages that the desk speaks. */
export function pickWords(wanted: readonly string[]): Words {
	const known = wanted.flatMap(
		(tag) => languages.find(({ language }) => tag.toLowerCase().startsWith(language)) ?? [],
	);
	return known[0] ?? en;
}

export const WordsContext = createContext<Words>(en);

export function useWords(): Words {
	return useContext(WordsContext);
}
