import { element, safeAddress } from "./element.js";
import { emojiOf } from "./emoji.js";
import { dated } from "./time.js";

/** @typedef {{ names: Readonly<Record<string, string>>, me: string }} Names */

const links = /<([^<>|]+)(?:\|([^<>]*))?>/;
const styles = [
	{ pattern: /```\n?([\s\S]+?)\n?```/, tag: /** @type {const} */ ("pre") },
	{ pattern: /`([^`\n]+)`/, tag: /** @type {const} */ ("code") },
	{ pattern: links, tag: undefined },
	{ pattern: /(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/u, tag: /** @type {const} */ ("b") },
	{ pattern: /(?<![\p{L}\p{N}_])_([^_\n]+)_(?![\p{L}\p{N}_])/u, tag: /** @type {const} */ ("i") },
	{ pattern: /(?<![\p{L}\p{N}~])~([^~\n]+)~(?![\p{L}\p{N}~])/u, tag: /** @type {const} */ ("s") },
];

/**
 * Text as Slack marks it up. https://docs.slack.dev/messaging/formatting-message-text
 *
 * @param {string} text
 * @param {Names} names
 * @returns {HTMLElement}
 */
export function mrkdwnView(text, names) {
	const view = element("div", { class: "text" });
	for (const part of text.split(/(^(?:&gt;|>) ?.*(?:\n(?:&gt;|>) ?.*)*)/m)) {
		const isQuote = /^(?:&gt;|>)/.test(part);
		const plain = isQuote ? part.replaceAll(/^(?:&gt;|>) ?/gm, "") : part.replace(/^\n|\n$/g, "");
		if (plain !== "") view.append(element(isQuote ? "blockquote" : "span", {}, ...inline(plain, names)));
	}
	return view;
}

/**
 * @param {string} text
 * @param {Names} names
 * @returns {(Node | string)[]}
 */
export function inline(text, names) {
	const first = styles
		.map(({ pattern, tag }) => ({ tag, match: pattern.exec(text) }))
		.filter(({ match }) => match !== null)
		.sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0];
	if (!first?.match) return [plainText(text)];
	const { tag, match } = first;
	const [all, inner = "", label] = match;
	const isLiteral = tag === "pre" || tag === "code";
	const view =
		tag === undefined
			? linkView(inner, label, names)
			: element(tag, {}, ...(isLiteral ? [plainOf(inner)] : inline(inner, names)));
	const after = text.slice(match.index + all.length);
	return [plainText(text.slice(0, match.index)), view, ...(after === "" ? [] : inline(after, names))];
}

/**
 * @param {string} target
 * @param {string | undefined} label
 * @param {Names} names
 */
function linkView(target, label, { names, me }) {
	const [, kind, id = ""] = /^([@#!])(.+)$/.exec(target) ?? [];
	if (kind === "@") {
		const name = names[id] ?? label ?? id;
		return element("span", { class: id === me ? "call mine" : "call" }, `@${plainOf(name)}`);
	}
	if (kind === "#") return element("span", { class: "call" }, `#${plainOf(label || names[id] || id)}`);
	if (kind === "!") {
		const date = /^date\^(\d+)\^([^^]+)/.exec(id);
		if (date !== null) return element("span", {}, dated(Number(date[1]) * 1000, plainOf(date[2] ?? "")));
		return element("span", { class: "call mine" }, `@${id}`);
	}
	const href = safeAddress(plainOf(target));
	const shown = plainOf(label ?? target);
	if (href === undefined) return element("span", {}, shown);
	return element("a", { href, target: "_blank", rel: "noreferrer" }, shown);
}

/** @param {string} text */
function plainText(text) {
	return plainOf(text).replaceAll(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g, (all, name) => {
		const shown = emojiOf(String(name));
		return shown.startsWith(":") ? String(all) : shown;
	});
}

/** @param {string} text */
function plainOf(text) {
	return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** @param {string} text */
export function plainView(text) {
	return plainText(text.replaceAll(/<([^<>|]+)\|([^<>]*)>/g, "$2"));
}

/** What one would type to get it. @param {string} text @param {Names} names */
export function typedOf(text, { names }) {
	const plain = text
		.replaceAll(/<@([^<>|]+)(?:\|[^<>]*)?>/g, (_, id) => `@${names[id] ?? id}`)
		.replaceAll(/<#([^<>|]+)(?:\|([^<>]*))?>/g, (_, id, name) => `#${name || names[id] || id}`)
		.replaceAll(/<!([^<>|]+)(?:\|[^<>]*)?>/g, "@$1")
		.replaceAll(/<([^<>|]+)(?:\|[^<>]*)?>/g, "$1");
	return plainOf(plain);
}
