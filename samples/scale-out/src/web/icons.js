const space = "http://www.w3.org/2000/svg";

const shapes = {
	mark: "M5 19 19 5",
	bot: "M7 9h10a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3zM12 9V5M9 13.500v1M15 13.500v1",
	bridge: "M3 17h18M6 17v-7M18 17v-7M3 12c4 0 3-5 9-5s5 5 9 5",
	redis:
		"M4 7c0-3.300 16-3.300 16 0s-16 3.300-16 0zM4 7v10c0 3.300 16 3.300 16 0V7M4 12c0 3.300 16 3.300 16 0",
	kill: "M6 6l12 12M18 6 6 18",
	freeze: "M12 3v18M4.200 7.500l15.600 9M19.800 7.500l-15.600 9",
};

/**
 * @param {keyof typeof shapes} name
 * @returns {SVGElement}
 */
export function icon(name) {
	const svg = svgElement("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
	svg.append(svgElement("path", { d: shapes[name] }));
	return svg;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @returns {SVGElement}
 */
export function svgElement(tag, attributes) {
	const made = /** @type {SVGElement} */ (document.createElementNS(space, tag));
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	return made;
}
