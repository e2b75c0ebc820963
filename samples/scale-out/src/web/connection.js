/** @typedef {import("../view/screen.js").Blow} Blow */
/** @typedef {import("../view/screen.js").Screen} Screen */

/**
 * Shows everything twice a second. Comes back by itself when the town does.
 *
 * @param {{ onScreen: (screen: Screen) => void, onLive: (isLive: boolean) => void }} listener
 */
export function connect({ onScreen, onLive }) {
	const source = new EventSource("screen");
	source.addEventListener("open", () => onLive(true));
	source.addEventListener("error", () => onLive(false));
	source.addEventListener("message", ({ data }) => onScreen(JSON.parse(data)));
}

/**
 * What the page shows next tells what became of it.
 *
 * @param {Blow} blow
 */
export function strike(blow) {
	fetch("strike", {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(blow),
	}).catch(() => {});
}
