import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { isLanguage, LanguageContext, languages, pickLanguage, WordsContext } from "../words/words.js";
import { usePreference } from "./use-preference.js";

/** Has everything within speak the language that was chosen here, else the browser's. */
export function InWords({ children }: { readonly children: ComponentChildren }) {
	const [chosen, choose] = usePreference("language");
	const language = isLanguage(chosen) ? chosen : pickLanguage(navigator.languages);
	useEffect(() => {
		document.documentElement.lang = language;
	}, [language]);
	return (
		<LanguageContext.Provider value={{ language, choose }}>
			<WordsContext.Provider value={languages[language]}>{children}</WordsContext.Provider>
		</LanguageContext.Provider>
	);
}
