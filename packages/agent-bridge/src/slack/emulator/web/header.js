import { element, found } from "./element.js";
import { icon } from "./icons.js";

/** @typedef {NonNullable<import("../page/page-screen.js").PageScreen["place"]>} PagePlace */

/** @param {{ onMenu: (from: HTMLElement, place: PagePlace) => void }} listener */
export function headerView({ onMenu }) {
	const header = found("header", HTMLElement);
	let shown = "";

	/** @param {PagePlace} place */
	return function show(place) {
		const { id, name, kind, topic, members, isArchived, isMember } = place;
		const json = JSON.stringify([id, name, topic, members, isArchived, isMember]);
		if (json === shown) return;
		shown = json;
		const faces = members
			.slice(0, 3)
			.map(({ picture }) => element("img", { src: picture, alt: "", width: 24, height: 24 }));
		const more = element(
			"button",
			{ type: "button", class: "icon", "aria-label": "Channel menu", "aria-haspopup": "menu" },
			icon("more"),
		);
		more.addEventListener("click", () => onMenu(more, place));
		header.replaceChildren(
			element("h2", { class: "heading" }, kind === "im" ? name : `#${name}`),
			isArchived ? element("span", { class: "badge" }, "ARCHIVED") : undefinedNode(),
			element("p", { class: "topic" }, topic),
			element(
				"span",
				{ class: "members", title: members.map((each) => each.name).join(", ") },
				...faces,
				String(members.length),
			),
			kind === "im" ? undefinedNode() : more,
		);
	};
}

function undefinedNode() {
	return document.createTextNode("");
}
