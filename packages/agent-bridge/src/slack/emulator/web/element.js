/** @typedef {Record<string, string | boolean | number | undefined | ((event: Event) => void)>} Attributes */

/**
 * An element with attributes, listeners (`onclick`) and children. Text is only ever set as text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === "function") made.addEventListener(name.slice(2), value);
		else if (value === true) made.setAttribute(name, "");
		else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
	}
	made.append(...children.filter((child) => child !== undefined));
	return made;
}

/**
 * An element that the page has.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function found(id, kind) {
	const one = document.getElementById(id);
	if (one instanceof kind) return one;
	throw new Error(`The page has no ${kind.name} with the id ${id}`);
}

/**
 * An address that is safe to open or to show.
 *
 * @param {string | undefined} address
 * @returns {string | undefined}
 */
export function safeAddress(address) {
	if (address === undefined) return undefined;
	try {
		const { protocol, href } = new URL(address, location.href);
		const isSafe = protocol === "https:" || protocol === "http:" || protocol === "tel:";
		return isSafe || href.startsWith("data:image/") ? href : undefined;
	} catch {
		return undefined;
	}
}
