import { element, found } from "./element.js";

/**
 * Asks for a line of text, a choice, or a yes.
 *
 * @param {{ title: string, label?: string, value?: string, choices?: readonly { id: string, name: string }[], check?: string, yes: string }} question
 * @returns {Promise<{ text: string, isChecked: boolean } | undefined>} nothing if it was called off
 */
export function ask({ title, label, value = "", choices, check, yes }) {
	const dialog = found("ask", HTMLDialogElement);
	const field =
		label === undefined
			? undefined
			: choices === undefined
				? element("input", { class: "typed", type: "text", value, required: true })
				: element(
						"select",
						{ class: "choose", required: true },
						...choices.map(({ id, name }) => element("option", { value: id }, name)),
					);
	const box = check === undefined ? undefined : element("input", { type: "checkbox" });
	const form = element(
		"form",
		{ method: "dialog" },
		element("h2", { id: "ask-title" }, title),
		field && element("label", { class: "input" }, element("span", { class: "label" }, label), field),
		box && element("label", { class: "check" }, box, ` ${check}`),
		element(
			"footer",
			{},
			element("button", { type: "button", class: "press", onclick: () => dialog.close() }, "Cancel"),
			element("button", { type: "submit", class: "press primary", value: "yes" }, yes),
		),
	);
	dialog.replaceChildren(form);
	dialog.returnValue = "";
	dialog.showModal();
	return new Promise((resolve) => {
		dialog.addEventListener(
			"close",
			() => {
				const isYes = dialog.returnValue === "yes";
				resolve(isYes ? { text: field?.value ?? "", isChecked: box?.checked ?? false } : undefined);
			},
			{ once: true },
		);
	});
}

/**
 * A few things to choose from, beside a button.
 *
 * @param {HTMLElement} from
 * @param {readonly { title: string, act: () => void }[]} items
 */
export function offer(from, items) {
	const menu = found("menu", HTMLElement);
	menu.replaceChildren(
		...items.map(({ title, act }) =>
			element(
				"button",
				{
					...{ type: "button", role: "menuitem" },
					onclick: () => {
						menu.hidePopover();
						act();
					},
				},
				title,
			),
		),
	);
	menu.showPopover();
	const { bottom, right } = from.getBoundingClientRect();
	menu.style.top = `${bottom + 4}px`;
	menu.style.left = `${Math.max(8, right - menu.offsetWidth)}px`;
	menu.querySelector("button")?.focus();
}
