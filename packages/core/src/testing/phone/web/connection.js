/** @typedef {import("../phone-port.js").PhoneAction} PhoneAction */
/** @typedef {import("../phone-port.js").PhoneUser} PhoneUser */
/** @typedef {import("../phone-screen.js").PhoneScreen} PhoneScreen */

/** @typedef {{ users: readonly PhoneUser[], screen: PhoneScreen }} Shown */

/**
 * Hears every change of the screen. Comes back by itself when the emulator does.
 *
 * @param {{ onShown: (shown: Shown) => void, onLost: (isLost: boolean) => void }} listener
 */
export function connect({ onShown, onLost }) {
	const source = new EventSource(`screen${location.search}`);
	source.addEventListener("open", () => onLost(false));
	source.addEventListener("error", () => onLost(true));
	source.addEventListener("message", ({ data }) => onShown(JSON.parse(data)));
}

/**
 * @param {PhoneAction} action
 * @returns {Promise<void>} rejects with the reason for which the emulator refused it
 */
export async function act(action) {
	const response = await fetch(`act${location.search}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(action),
	});
	if (response.ok) return;
	const answer = await response.json().catch(() => ({}));
	throw new Error(
		typeof answer.error === "string" ? answer.error : `The emulator answered ${response.status}`,
	);
}
