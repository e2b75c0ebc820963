import { element, found } from "./element.js";

/** @typedef {import("../phone-screen.js").PhoneButton} PhoneButton */

/** To the edges of the phone, in CSS pixels. */
const margin = 16;

/**
 * Shows buttons above what was pressed for them. Escape, or a press elsewhere, closes it.
 *
 * @param {HTMLElement} anchor
 * @param {readonly PhoneButton[]} buttons
 * @param {(button: PhoneButton) => void} onPress
 */
export function openMenu(anchor, buttons, onPress) {
	const menu = found("menu", HTMLElement);
	const isRow = buttons.every(({ title }) => title.length <= 3);
	menu.dataset.row = String(isRow);
	menu.replaceChildren(...buttons.map((button) => item(button, menu, onPress)));
	menu.onkeydown = (event) => move(menu, event);
	menu.ontoggle = (event) => {
		if (event.newState === "closed" && anchor.isConnected && menu.contains(document.activeElement))
			anchor.focus();
	};
	menu.showPopover();
	place(menu, anchor);
	menu.querySelector("button")?.focus();
}

/**
 * @param {PhoneButton} button
 * @param {HTMLElement} menu
 * @param {(button: PhoneButton) => void} onPress
 */
function item(button, menu, onPress) {
	const press = () => {
		menu.hidePopover();
		onPress(button);
	};
	const label = button.hint ?? button.title;
	return element(
		"button",
		{ type: "button", role: "menuitem", "aria-label": label, onclick: press },
		button.title,
	);
}

/**
 * @param {HTMLElement} menu
 * @param {KeyboardEvent} event
 */
function move(menu, event) {
	const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
	if (step === undefined) return;
	event.preventDefault();
	/** @type {HTMLElement[]} */
	const items = Array.from(menu.querySelectorAll("button"));
	const { activeElement } = document;
	const at = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
	items.at((at + step) % items.length)?.focus();
}

/**
 * @param {HTMLElement} menu
 * @param {HTMLElement} anchor
 */
function place(menu, anchor) {
	const { left, top } = anchor.getBoundingClientRect();
	const { width, height } = menu.getBoundingClientRect();
	const phone = found("phone", HTMLElement).getBoundingClientRect();
	const rightmost = phone.right - width - margin;
	menu.style.left = `${Math.max(phone.left + margin, Math.min(left, rightmost))}px`;
	menu.style.top = `${Math.max(margin, top - height - 8)}px`;
}
