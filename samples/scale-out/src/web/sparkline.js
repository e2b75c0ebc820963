import { svgElement } from "./icons.js";

const height = 20;
const figure = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A small curve of what was done in each second. Returns it, and how to change it. */
export function sparkline() {
	const area = svgElement("polygon", { class: "area" });
	const line = svgElement("polyline", { class: "curve" });
	const svg = svgElement("svg", { class: "sparkline", "aria-hidden": "true", preserveAspectRatio: "none" });
	svg.append(area, line);

	/**
	 * @param {readonly number[]} values oldest first
	 * @param {number} top what reaches the upper edge
	 */
	function draw(values, top) {
		const end = values.length - 1;
		const points = values.map((value, index) => `${index},${place(value, top)}`).join(" ");
		svg.setAttribute("viewBox", `0 0 ${end} ${height}`);
		line.setAttribute("points", points);
		area.setAttribute("points", `0,${height} ${points} ${end},${height}`);
	}

	return { svg, draw };
}

/**
 * @param {number} value
 * @param {number} top
 */
function place(value, top) {
	return (height - 1 - (Math.min(value, top) / top) * (height - 3)).toFixed(1);
}

/**
 * What the highest of several curves needs, and never so little that noise looks like work.
 *
 * @param {readonly (readonly number[])[]} curves
 */
export function topOf(curves) {
	return Math.max(4, ...curves.flat());
}

/**
 * The mean of the last three seconds, for people.
 *
 * @param {readonly number[]} values
 */
export function rateOf(values) {
	const recent = values.slice(-3);
	const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
	return mean < 9.95 ? mean.toFixed(1) : figure.format(mean);
}
