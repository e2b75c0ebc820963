import { here } from "./here.js";

/** @typedef {import("../page/page-act.js").PageAct} PageAct */
/** @typedef {import("../page/page-act.js").PageActed} PageActed */
/** @typedef {import("../page/page-screen.js").PageScreen} PageScreen */

/**
 * Hears every change of what the page shows, wherever it goes. Comes back by itself when the emulator does.
 *
 * @param {{ onShown: (screen: PageScreen) => void, onLost: (isLost: boolean) => void }} listener
 */
export function connect({ onShown, onLost }) {
	/** @type {EventSource | undefined} */
	let source;

	function open() {
		source?.close();
		source = new EventSource(`screen?${here()}`);
		source.addEventListener("open", () => onLost(false));
		source.addEventListener("error", () => onLost(true));
		source.addEventListener("message", ({ data }) => onShown(JSON.parse(data)));
	}

	addEventListener("popstate", open);
	open();
}

/**
 * @param {PageAct} act
 * @returns {Promise<PageActed>} with an error where it was refused
 */
export async function perform(act) {
	const response = await fetch(`act?${here()}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(act),
	}).catch(() => undefined);
	if (response === undefined) return { error: "The emulator does not answer" };
	return response.json().catch(() => ({ error: `The emulator answered ${response.status}` }));
}
