import { blocksView } from "./blocks.js";
import { perform } from "./connection.js";
import { element, found } from "./element.js";

/** @typedef {NonNullable<import("../page/page-screen.js").PageScreen["view"]>} PageView */

/**
 * What an app opens before a person.
 *
 * @param {{ onRefused: (error: string) => void }} listener
 */
export function modalView({ onRefused }) {
	const dialog = found("modal", HTMLDialogElement);
	let shown = "";
	dialog.addEventListener("cancel", (event) => {
		event.preventDefault();
		void perform({ type: "close" });
	});

	/** @param {PageView} view */
	async function submit(view) {
		const { error } = await perform({ type: "submit", values: valuesIn(dialog) });
		if (error !== undefined) onRefused(error);
		else if (view.errors) shown = "";
	}

	/** @param {PageView} view @param {Pick<import("./blocks.js").BlockParts, "names" | "choices">} parts */
	function fill(view, parts) {
		const form = element(
			"form",
			{ method: "dialog" },
			element("h2", { id: "modal-title" }, view.title),
			blocksView(view.blocks, {
				...parts,
				errors: view.errors,
				onPress: ({ block, action, choice }) => void perform({ type: "pressView", block, action, choice }),
			}),
			element(
				"footer",
				{},
				element(
					"button",
					{ type: "button", class: "press", onclick: () => void perform({ type: "close" }) },
					view.close,
				),
				view.submit === undefined
					? undefined
					: element("button", { type: "submit", class: "press primary" }, view.submit),
			),
		);
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			void submit(view);
		});
		const kept = valuesIn(dialog);
		dialog.replaceChildren(form);
		restore(dialog, kept);
	}

	/** @param {PageView | undefined} view @param {Pick<import("./blocks.js").BlockParts, "names" | "choices">} parts */
	return function show(view, parts) {
		const json = JSON.stringify(view) ?? "";
		if (json === shown) return;
		shown = json;
		if (view === undefined) {
			dialog.close();
			dialog.replaceChildren();
			return;
		}
		fill(view, parts);
		if (!dialog.open) dialog.showModal();
	};
}

/** What was filled in, by block. @param {HTMLElement} root @returns {Record<string, string | string[]>} */
function valuesIn(root) {
	/** @type {Record<string, string | string[]>} */
	const values = {};
	for (const field of root.querySelectorAll("[data-block]")) {
		const block = field.getAttribute("data-block") ?? "";
		const value = chosenIn(field);
		if (value.length > 0) values[block] = value;
	}
	return values;
}

/** @param {Element} field @returns {string | string[]} */
function chosenIn(field) {
	const isMany = field.hasAttribute("data-many");
	if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value;
	const chosen =
		field instanceof HTMLSelectElement
			? Array.from(field.selectedOptions, ({ value }) => value)
			: Array.from(
					field.querySelectorAll("input:checked"),
					(input) => /** @type {HTMLInputElement} */ (input).value,
				);
	return isMany ? chosen : (chosen[0] ?? "");
}

/** What was typed stays when the app changes the modal. @param {HTMLElement} root @param {Record<string, string | string[]>} kept */
function restore(root, kept) {
	for (const field of root.querySelectorAll("[data-block]")) {
		const value = kept[field.getAttribute("data-block") ?? ""];
		const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
		if (typeof value === "string" && (isText || field instanceof HTMLSelectElement)) field.value = value;
	}
}
