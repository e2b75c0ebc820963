/** @typedef {Record<string, string | boolean | undefined | ((event: Event) => void)>} Attributes */

/**
 * An element with attributes, listeners (`onclick`) and children. Text is only ever set as text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === "function") made.addEventListener(name.slice(2), value);
		else if (value === true) made.setAttribute(name, "");
		else if (value !== undefined && value !== false) made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

/**
 * An element that the page has.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function found(id) {
	const one = document.getElementById(id);
	if (one === null) throw new Error(`The page has nothing with the id ${id}`);
	return one;
}

/**
 * Sets what has changed and nothing else: what somebody has under the finger stays where it is.
 *
 * @param {HTMLElement} target
 * @param {string} text
 */
export function setText(target, text) {
	if (target.textContent !== text) target.textContent = text;
}

/**
 * Views that are made once for each name, and changed from then on.
 *
 * @template Item, View
 * @param {(item: Item) => View} make
 * @param {(view: View, item: Item) => void} update
 * @returns {(name: string, item: Item) => void}
 */
export function keyed(make, update) {
	/** @type {Map<string, View>} */
	const views = new Map();
	return (name, item) => {
		const view = views.get(name) ?? make(item);
		views.set(name, view);
		update(view, item);
	};
}
