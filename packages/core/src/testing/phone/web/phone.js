import { composerView } from "./composer.js";
import { connect } from "./connection.js";
import { element, found } from "./element.js";
import { icon } from "./icons.js";
import { faceView, timeOf } from "./line.js";
import { logView } from "./log.js";

/** @typedef {import("./connection.js").Shown} Shown */

const composer = composerView();
const showLog = logView(found("log", HTMLElement), composer.press);
const users = found("users", HTMLSelectElement);
let face = "";
let seen = "";
let unseen = "";

/** @param {Shown} shown */
function show(shown) {
	const { screen } = shown;
	document.title = screen.title;
	found("title", HTMLElement).textContent = screen.title;
	found("subtitle", HTMLElement).textContent = screen.subtitle ?? "";
	if (screen.accent !== undefined) document.documentElement.style.setProperty("--accent", screen.accent);
	showFace(screen);
	showUsers(shown);
	composer.show(screen);
	showLog(screen);
	unseen = screen.lines.findLast(({ kind }) => kind === "business")?.id ?? "";
	look();
}

/** @param {Shown["screen"]} screen */
function showFace({ title, avatar }) {
	if (face === `${title} ${avatar}`) return;
	face = `${title} ${avatar}`;
	found("face", HTMLElement).replaceChildren(faceView({ name: title, avatar }));
}

/** @param {Shown} shown */
function showUsers({ users: all }) {
	if (users.length === all.length) return;
	const current = new URLSearchParams(location.search).get("user") ?? all[0]?.id;
	users.hidden = all.length < 2;
	users.replaceChildren(
		...all.map(({ id, name }) => element("option", { value: id, selected: id === current }, name)),
	);
}

/** What is on a screen that nobody looks at is not read. */
function look() {
	if (document.visibilityState !== "visible" || seen === unseen) return;
	seen = unseen;
	void composer.perform({ type: "read" });
}

function tick() {
	found("clock", HTMLElement).textContent = timeOf(Date.now());
}

users.addEventListener("change", () => {
	location.search = `?user=${encodeURIComponent(users.value)}`;
});
document.addEventListener("visibilitychange", look);
found("bars", HTMLElement).append(icon("bars"));
tick();
setInterval(tick, 10_000);
connect({
	onShown: show,
	onLost(isLost) {
		found("lost", HTMLElement).hidden = !isLost;
	},
});
