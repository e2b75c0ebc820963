import { element, found, setText } from "./element.js";

/** @typedef {import("../view/screen.js").Screen["tally"]} Tally */

const figure = new Intl.NumberFormat("en");

/** @type {readonly (readonly [keyof Tally, string])[]} */
const counts = [
	["acknowledged", "messages acknowledged"],
	["arrived", "arrived at customers"],
];

/** What must be 0. */
/** @type {readonly (readonly [keyof Tally, string])[]} */
const faults = [
	["lost", "lost"],
	["doubled", "doubled"],
	["disordered", "out of order"],
	["mislabelled", "wrong label"],
];

/** What somebody outside has counted and judged. */
export function tallyView() {
	/** @type {Map<keyof Tally, HTMLElement>} */
	const values = new Map();

	/**
	 * @param {keyof Tally} name
	 * @param {string} label
	 * @param {string} kind
	 */
	function tile(name, label, kind) {
		const value = element("dd", {}, "0");
		values.set(name, value);
		return element(
			"div",
			{ class: "tile", "data-kind": kind, "data-name": name },
			value,
			element("dt", {}, label),
		);
	}

	found("tally").append(
		...counts.map(([name, label]) => tile(name, label, "count")),
		...faults.map(([name, label]) => tile(name, label, "fault")),
		tile("longestStallMs", "longest stall", "stall"),
	);

	/** @param {Tally} tally */
	return function show(tally) {
		for (const [name, value] of values) {
			const amount = tally[name];
			setText(value, name === "longestStallMs" ? `${(amount / 1_000).toFixed(1)} s` : figure.format(amount));
			value.dataset.zero = String(amount === 0);
		}
	};
}
