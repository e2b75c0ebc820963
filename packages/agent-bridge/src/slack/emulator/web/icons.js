const svg = "http://www.w3.org/2000/svg";

/** Strokes in a box of 20 by 20. */
const shapes = {
	attach: "M14.5 9.2l-5 5a3 3 0 0 1-4.3-4.2l5.9-5.9a2 2 0 0 1 2.8 2.8l-5.8 5.8a1 1 0 0 1-1.4-1.4l4.9-4.9",
	send: "M3.5 10 16.5 4l-4 12.5-3-5.5zM9.5 11l7-7",
	reply: "M4 4.5h12v8.5h-6l-3.5 3V13H4z",
	edit: "M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2zM11.4 6l2.6 2.6",
	remove: "M4.5 6h11M8 6V4.2h4V6M6 6l.7 10h6.6L14 6",
	close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
	more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
	add: "M10 4.5v11M4.5 10h11",
	lock: "M5.5 9h9v7h-9zM7.2 9V6.8a2.8 2.8 0 0 1 5.6 0V9",
	archived: "M4 4.5h12v3H4zM5 7.5V16h10V7.5M8.5 10.5h3",
};

/** @param {keyof typeof shapes} name */
export function icon(name) {
	const view = document.createElementNS(svg, "svg");
	view.setAttribute("viewBox", "0 0 20 20");
	view.setAttribute("class", name === "more" ? "drawn dots" : "drawn");
	view.setAttribute("aria-hidden", "true");
	const path = document.createElementNS(svg, "path");
	path.setAttribute("d", shapes[name]);
	view.append(path);
	return view;
}
