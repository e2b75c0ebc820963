import { element } from "./element.js";
import { messageView } from "./message.js";
import { dayOf } from "./time.js";

/** @typedef {import("./message.js").PageMessage} PageMessage */
/** @typedef {import("./message.js").MessageParts} MessageParts */
/** @typedef {{ json: string, view: HTMLElement }} Kept */

/** A pause after which the author is named again. */
const pauseMs = 5 * 60_000;

/** Closer than this to the end counts as being there, in CSS pixels. */
const nearEnd = 80;

/**
 * Messages in order. Keeps what has not changed, so that focus, scrolling and selection stay where they are.
 *
 * @param {HTMLElement} log
 */
export function logView(log) {
	/** @type {Map<string, Kept>} */
	let kept = new Map();
	let place = "";
	let isAtEnd = true;
	// It scrolls, so the keyboard must reach it.
	log.tabIndex = 0;
	log.addEventListener("scroll", () => {
		isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
	});
	new ResizeObserver(stick).observe(log);
	log.addEventListener("load", stick, true);

	function stick() {
		if (isAtEnd) log.scrollTop = log.scrollHeight;
	}

	/** @param {PageMessage} message @param {PageMessage | undefined} before @param {MessageParts} parts */
	function viewOf(message, before, parts) {
		const isFollowing = follows(message, before);
		const json = JSON.stringify([message, isFollowing, parts.names]);
		const known = kept.get(message.ts);
		return known?.json === json ? known : { json, view: messageView(message, parts, isFollowing) };
	}

	/**
	 * @param {string} where what is shown: another place begins at its end
	 * @param {readonly PageMessage[]} messages
	 * @param {MessageParts} parts
	 * @param {Node} beginning what is above the first message
	 */
	return function show(where, messages, parts, beginning) {
		if (where !== place) {
			kept = new Map();
			isAtEnd = true;
			place = where;
		}
		const before = kept.size;
		const next = new Map(
			messages.map((message, at) => [message.ts, viewOf(message, messages[at - 1], parts)]),
		);
		const isNews = next.size > before && messages.at(-1)?.isOwn === true;
		kept = next;
		/** @type {Node[]} */
		const nodes = [beginning];
		let day = "";
		for (const message of messages) {
			if (dayOf(message.at) !== day) {
				day = dayOf(message.at);
				nodes.push(dayView(day));
			}
			nodes.push(next.get(message.ts)?.view ?? element("i"));
		}
		arrange(log, nodes);
		isAtEnd ||= isNews;
		stick();
	};
}

/** @param {PageMessage} message @param {PageMessage | undefined} before */
function follows({ by, at, look, isByApp, isEphemeral, picture }, before) {
	if (before === undefined || look !== "said" || before.look !== "said") return false;
	if (by !== before.by || picture !== before.picture || isByApp !== before.isByApp) return false;
	return isEphemeral === before.isEphemeral && at - before.at < pauseMs && dayOf(at) === dayOf(before.at);
}

/** @param {string} day */
function dayView(day) {
	return element("div", { class: "day", role: "separator" }, element("span", {}, day));
}

/** Moves only what is not in its place. @param {HTMLElement} parent @param {readonly Node[]} nodes */
function arrange(parent, nodes) {
	const wanted = new Set(nodes);
	for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
	nodes.forEach((node, at) => {
		if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
	});
}
