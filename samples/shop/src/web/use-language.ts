import { useEffect, useState } from "preact/hooks";
import { type Language, languageOf } from "../catalogue.js";

const name = "shop-language";

/** The language that the customer chose, or the browser's. */
export function useLanguage(): readonly [Language, (language: Language) => void] {
	const [language, setLanguage] = useState<Language>(readLanguage);
	useEffect(() => {
		document.documentElement.lang = language;
		try {
			localStorage.setItem(name, language);
		} catch {
			// Private windows may refuse: then a reload forgets.
		}
	}, [language]);
	return [language, setLanguage];
}

function readLanguage(): Language {
	try {
		return languageOf(localStorage.getItem(name) ?? navigator.language);
	} catch {
		return languageOf(navigator.language);
	}
}
