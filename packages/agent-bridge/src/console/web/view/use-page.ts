import { useEffect, useState } from "preact/hooks";
import type { Overlay, Page } from "./page.js";
import { useNoticeSettings } from "./use-notice-settings.js";
import { usePreference } from "./use-preference.js";

const dark = "(prefers-color-scheme: dark)";

/** How the page looks and what is open on it. */
export function usePageState(): Page {
	const [overlay, open] = useState<Overlay>();
	const [details, setDetails] = usePreference("details");
	const [chosen, choose] = usePreference("theme");
	const [letters, setLetters] = usePreference("letters");
	const notices = useNoticeSettings();
	const theme =
		chosen === "dark" || chosen === "light" ? chosen : matchMedia(dark).matches ? "dark" : "light";
	const showsDetails = details === undefined ? matchMedia("(min-width: 72rem)").matches : details === "shown";
	const allowsLetters = letters !== "off";

	useEffect(() => {
		if (chosen === undefined) delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = theme;
	}, [chosen, theme]);

	return {
		overlay,
		open,
		showsDetails,
		toggleDetails: () => setDetails(showsDetails ? "hidden" : "shown"),
		theme,
		toggleTheme: () => choose(theme === "dark" ? "light" : "dark"),
		allowsLetters,
		toggleLetters: () => setLetters(allowsLetters ? "off" : "on"),
		notices,
	};
}
