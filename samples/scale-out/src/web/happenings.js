import { element, found } from "./element.js";

/** @typedef {import("../view/screen.js").Happening} Happening */

const clock = new Intl.DateTimeFormat("en", {
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
	hour12: false,
});

/** What happened, newest first. */
export function happeningsView() {
	const list = found("happenings");
	let newest = 0;

	/** @param {readonly Happening[]} happenings */
	return function show(happenings) {
		const fresh = happenings.filter(({ id }) => id > newest);
		list.prepend(...fresh.map(line));
		newest = happenings[0]?.id ?? newest;
		while (list.children.length > happenings.length) list.lastElementChild?.remove();
		found("quiet").hidden = happenings.length > 0;
	};
}

/** @param {Happening} happening */
function line({ at, tone, text }) {
	return element(
		"li",
		{ "data-tone": tone },
		element("time", {}, clock.format(at)),
		element("span", {}, text),
	);
}
