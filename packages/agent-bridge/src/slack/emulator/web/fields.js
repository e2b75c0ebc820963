import { element, safeAddress } from "./element.js";
import { plainView } from "./mrkdwn.js";

/** @typedef {{ readonly [member: string]: unknown }} Json */
/** @typedef {{ id: string, name: string }} Named */
/** @typedef {{ people: readonly Named[], channels: readonly Named[] }} Choices */
/**
 * @typedef {object} Around
 * @property {string} block
 * @property {Choices} choices
 * @property {(press: { block: string, action: string, choice: string | string[] }) => void} onPress
 */

/** @param {unknown} value a text object */
export function textOf(value) {
	return typeof value === "object" && value !== null
		? plainView(String(/** @type {Json} */ (value).text ?? ""))
		: "";
}

/** @param {unknown} value @returns {readonly Json[]} */
export function listOf(value) {
	return Array.isArray(value) ? value : [];
}

/**
 * A button, a menu or a field. Where it stands by itself, using it tells the app at once.
 *
 * @param {Json} data
 * @param {Around} around
 * @param {boolean} [isInput] it is submitted with others
 * @returns {HTMLElement}
 */
export function fieldView(data, around, isInput = false) {
	const { block } = around;
	const action = String(data.action_id ?? "");
	const type = String(data.type);
	const key = { "data-block": block, "data-action": action };
	/** @param {string | string[]} choice */
	const press = (choice) => {
		if (!isInput) around.onPress({ block, action, choice });
	};
	if (type === "button") return buttonView(data, () => around.onPress({ block, action, choice: "" }));
	if (type === "overflow") return overflowView(data, press);
	if (type === "radio_buttons" || type === "checkboxes") return groupView(data, key, press);
	if (/select$/.test(type)) return selectView(data, around, key, press);
	return inputView(data, key, press);
}

/** @param {Json} data @param {() => void} onPress */
function buttonView({ text, style = "", url, accessibility_label, confirm }, onPress) {
	const href = safeAddress(typeof url === "string" ? url : undefined);
	const label = typeof accessibility_label === "string" ? accessibility_label : undefined;
	const onclick = () => {
		if (confirm !== undefined && !window.confirm(textOf(/** @type {Json} */ (confirm).text))) return;
		if (href !== undefined) open(href, "_blank", "noreferrer");
		onPress();
	};
	return element(
		"button",
		{ type: "button", class: `press ${String(style)}`, "aria-label": label, onclick },
		textOf(text),
	);
}

/** @param {Json} data @param {(choice: string) => void} press */
function overflowView({ options }, press) {
	const items = listOf(options).map((option) =>
		element("option", { value: String(option.value) }, textOf(option.text)),
	);
	const view = element(
		"select",
		{ class: "overflow", "aria-label": "More" },
		element("option", { value: "" }, "⋯"),
		...items,
	);
	view.addEventListener("change", () => {
		press(view.value);
		view.value = "";
	});
	return view;
}

/**
 * @param {Json} data
 * @param {import("./element.js").Attributes} key
 * @param {(choice: string | string[]) => void} press
 */
function groupView({ type, options, action_id, initial_option, initial_options }, key, press) {
	const isMany = type === "checkboxes";
	const chosen = [...(initial_option === undefined ? [] : [initial_option]), ...listOf(initial_options)].map(
		(option) => String(/** @type {Json} */ (option).value),
	);
	const name = `${String(action_id)}-${Math.random()}`;
	const view = element("fieldset", { class: "group", ...key, "data-many": isMany });
	for (const option of listOf(options)) {
		const value = String(option.value);
		const input = element("input", {
			type: isMany ? "checkbox" : "radio",
			name,
			value,
			checked: chosen.includes(value),
		});
		view.append(element("label", {}, input, textOf(option.text)));
	}
	view.addEventListener("change", () => {
		const values = Array.from(
			view.querySelectorAll("input:checked"),
			(input) => /** @type {HTMLInputElement} */ (input).value,
		);
		press(isMany ? values : (values[0] ?? ""));
	});
	return view;
}

/**
 * @param {Json} data
 * @param {Around} around
 * @param {import("./element.js").Attributes} key
 * @param {(choice: string | string[]) => void} press
 */
function selectView(data, { choices }, key, press) {
	const type = String(data.type);
	const isMany = type.startsWith("multi_");
	const placeholder = textOf(data.placeholder) || "Choose";
	const view = element("select", {
		class: "choose",
		...key,
		multiple: isMany,
		"data-many": isMany,
		"aria-label": placeholder,
	});
	if (!isMany) view.append(element("option", { value: "" }, placeholder));
	if (/users/.test(type))
		view.append(...choices.people.map(({ id, name }) => element("option", { value: id }, name)));
	else if (/channels|conversations/.test(type))
		view.append(...choices.channels.map(({ id, name }) => element("option", { value: id }, `#${name}`)));
	else if (data.option_groups !== undefined)
		for (const group of listOf(data.option_groups))
			view.append(element("optgroup", { label: textOf(group.label) }, ...optionViews(group.options)));
	else view.append(...optionViews(data.options));
	const { value: initial } = /** @type {Json} */ (data.initial_option ?? {});
	if (initial !== undefined) view.value = String(initial);
	view.addEventListener("change", () => {
		const values = Array.from(view.selectedOptions, ({ value }) => value);
		if (isMany || view.value !== "") press(isMany ? values : view.value);
	});
	return view;
}

/** @param {unknown} options */
function optionViews(options) {
	return listOf(options).map((option) =>
		element("option", { value: String(option.value) }, textOf(option.text)),
	);
}

const inputTypes = new Map([
	["datepicker", "date"],
	["timepicker", "time"],
	["email_text_input", "email"],
	["url_text_input", "url"],
	["number_input", "number"],
]);

/**
 * @param {Json} data
 * @param {import("./element.js").Attributes} key
 * @param {(choice: string) => void} press
 */
function inputView(data, key, press) {
	const attributes = {
		...{ ...key, class: "typed", placeholder: textOf(data.placeholder) },
		maxlength: data.max_length === undefined ? undefined : Number(data.max_length),
	};
	const initial = String(data.initial_value ?? data.initial_date ?? data.initial_time ?? "");
	const view =
		data.multiline === true
			? element("textarea", { ...attributes, rows: 4 })
			: element("input", { ...attributes, type: inputTypes.get(String(data.type)) ?? "text" });
	view.value = initial;
	view.addEventListener("change", () => press(view.value));
	return view;
}
