import { element } from "./element.js";
import { faceView, lineView } from "./line.js";

/** @typedef {import("../phone-screen.js").PhoneLine} PhoneLine */
/** @typedef {import("../phone-screen.js").PhoneScreen} PhoneScreen */
/** @typedef {import("./part.js").OnPress} OnPress */
/** @typedef {{ json: string, view: HTMLElement }} Kept */

/** A pause after which a new group of lines begins. */
const pauseMs = 5 * 60_000;

/** Closer than this to the end counts as being there, in CSS pixels. */
const nearEnd = 80;

/**
 * Keeps what has not changed, so that focus, scrolling and selection stay where they are.
 *
 * @param {HTMLElement} log
 * @param {OnPress} onPress
 */
export function logView(log, onPress) {
	/** @type {Map<string, Kept>} */
	let kept = new Map();
	/** @type {Kept} */
	let typing = { json: "", view: element("div") };
	/** @type {Kept} */
	let begun = { json: "", view: element("div") };
	let isAtEnd = true;
	// It scrolls, so the keyboard must reach it.
	log.tabIndex = 0;
	log.addEventListener("scroll", () => {
		isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
	});
	// The keyboard of a real phone, suggestions and alerts take from its height.
	new ResizeObserver(stick).observe(log);
	log.addEventListener("load", stick, true);

	function stick() {
		if (isAtEnd) log.scrollTop = log.scrollHeight;
	}

	/** @param {PhoneScreen} screen */
	function intro({ title, avatar }) {
		const json = JSON.stringify([title, avatar]);
		if (begun.json !== json) begun = { json, view: introView(title, avatar) };
		return begun.view;
	}

	/** @param {PhoneLine} line */
	function viewOf(line) {
		const json = JSON.stringify(line);
		const known = kept.get(line.id);
		if (known?.json === json) return known;
		return { json, view: lineView(line, onPress) };
	}

	/** @param {PhoneScreen["typing"]} typist */
	function typists(typist) {
		if (typist === undefined) return [];
		const json = JSON.stringify(typist);
		if (typing.json !== json) typing = { json, view: typistView(typist) };
		return [typing.view];
	}

	/** @param {PhoneScreen} screen */
	return function show(screen) {
		const { lines, typing: typist } = screen;
		const saidBefore = kept.size;
		const next = new Map(lines.map((line) => [line.id, viewOf(line)]));
		group(lines, next);
		const views = Array.from(next.values(), ({ view }) => view);
		kept = next;
		arrange(log, [intro(screen), ...withDays(lines, views), ...typists(typist)]);
		const spoke = lines.at(-1)?.kind === "user" && lines.length > saidBefore;
		isAtEnd ||= spoke;
		stick();
	};
}

/**
 * Puts the views into this order and moves none that is in its place.
 *
 * @param {HTMLElement} log
 * @param {Element[]} views
 */
function arrange(log, views) {
	const wanted = new Set(views);
	for (const child of Array.from(log.children)) if (!wanted.has(child)) child.remove();
	views.forEach((view, place) => {
		if (log.children[place] !== view) log.insertBefore(view, log.children[place] ?? null);
	});
}

/**
 * Marks where a stretch of one speaker begins and ends.
 *
 * @param {readonly PhoneLine[]} lines
 * @param {Map<string, Kept>} views
 */
function group(lines, views) {
	const lastSaid = lines.findLast(({ kind }) => kind === "user");
	lines.forEach((line, place) => {
		const view = views.get(line.id)?.view;
		if (view === undefined) return;
		view.dataset.first = String(!isOneStretch(lines[place - 1], line));
		view.dataset.last = String(!isOneStretch(line, lines[place + 1]));
		view.dataset.newest = String(line === lastSaid);
	});
}

/**
 * @param {PhoneLine | undefined} a
 * @param {PhoneLine | undefined} b
 */
function isOneStretch(a, b) {
	if (a === undefined || b === undefined || b.at - a.at > pauseMs) return false;
	if (a.kind === "business" && b.kind === "business") {
		return a.speaker.name === b.speaker.name && a.speaker.label === b.speaker.label;
	}
	return a.kind === "user" && b.kind === "user";
}

/**
 * @param {readonly PhoneLine[]} lines
 * @param {HTMLElement[]} views
 */
function withDays(lines, views) {
	return views.flatMap((view, place) => {
		const day = dayOf(lines[place]?.at ?? 0);
		const before = lines[place - 1];
		if (before !== undefined && dayOf(before.at) === day) return [view];
		return [element("p", { class: "day" }, day), view];
	});
}

/** @param {number} at */
function dayOf(at) {
	return new Date(at).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
}

/**
 * With whom this is, above the first line.
 *
 * @param {string} title
 * @param {string | undefined} avatar
 */
function introView(title, avatar) {
	return element("p", { class: "intro" }, faceView({ name: title, avatar }), title);
}

/** @param {NonNullable<PhoneScreen["typing"]>} speaker */
function typistView(speaker) {
	return element(
		"div",
		{ class: "typing", role: "img", "aria-label": `${speaker.name} is typing` },
		faceView(speaker),
		element("span", { class: "dots" }, element("i"), element("i"), element("i")),
	);
}
