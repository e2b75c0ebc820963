const shapes = {
	more: "M12 5v14M5 12h14",
	picture:
		"M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM3 16l5-5 4 4 3-3 6 6M16 9.500v.010",
	send: "M4 12 20 4l-5 16-3-7zM12 13l8-9",
	react:
		"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 14.500c1 1.300 2.200 2 3.500 2s2.500-.700 3.500-2M9 9.500v.010M15 9.500v.010",
	file: "M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM14 3v5h5",
	open: "M10 6H6v12h12v-4M13 5h6v6M19 5l-9 9",
	bars: "M3 20v-3M8 20v-6M13 20v-9M18 20V8",
};

/**
 * @param {keyof typeof shapes} name
 * @returns {SVGElement}
 */
export function icon(name) {
	const space = "http://www.w3.org/2000/svg";
	const svg = document.createElementNS(space, "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("class", "icon");
	svg.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(space, "path");
	path.setAttribute("d", shapes[name]);
	svg.append(path);
	return svg;
}
