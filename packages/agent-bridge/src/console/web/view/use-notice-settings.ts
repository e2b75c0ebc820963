import { askForNotices } from "../wire/browser-notice.js";
import { playTone } from "../wire/tone.js";
import type { Notices } from "./page.js";
import { usePreference } from "./use-preference.js";

/** What the person of this browser has chosen, and remembers. Nothing is heard before somebody has said so. */
export function useNoticeSettings(): Notices {
	const [sound, setSound] = usePreference("sound");
	const [browser, setBrowser] = usePreference("notices");
	const [quiet, setQuiet] = usePreference("quiet");

	function chooseSound(isOn: boolean): void {
		setSound(isOn ? "on" : "off");
		// Heard at once, so that everybody knows it again; and browsers allow it from then on.
		if (isOn) playTone("waiting");
	}

	function chooseBrowser(isOn: boolean): void {
		const answer = isOn ? askForNotices() : Promise.resolve("off");
		void answer.then((permission) => setBrowser(permission === "granted" ? "on" : "off"));
	}

	return {
		sound: sound === "on",
		browser: browser === "on",
		quiet: quiet === "on",
		isDecided: sound !== undefined || browser !== undefined,
		toggleSound: () => chooseSound(sound !== "on"),
		toggleBrowser: () => chooseBrowser(browser !== "on"),
		toggleQuiet: () => setQuiet(quiet === "on" ? "off" : "on"),
		turnOn() {
			chooseSound(true);
			chooseBrowser(true);
		},
		refuse: () => setSound("off"),
	};
}
