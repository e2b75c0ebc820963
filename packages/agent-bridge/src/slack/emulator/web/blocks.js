import { element, safeAddress } from "./element.js";
import { fieldView, listOf, textOf } from "./fields.js";
import { mrkdwnView, plainView } from "./mrkdwn.js";

/** @typedef {import("./fields.js").Json} Json */
/** @typedef {import("./fields.js").Choices} Choices */
/** @typedef {import("./mrkdwn.js").Names} Names */
/**
 * @typedef {object} BlockParts
 * @property {Names} names
 * @property {Choices} choices
 * @property {(press: { block: string, action: string, choice: string | string[] }) => void} onPress
 * @property {Readonly<Record<string, string>>} [errors] what the app has against a field, by block
 */

/**
 * Block Kit. https://docs.slack.dev/block-kit
 *
 * @param {readonly Json[]} blocks
 * @param {BlockParts} parts
 */
export function blocksView(blocks, parts) {
	return element("div", { class: "blocks" }, ...blocks.map((block) => blockView(block, parts)));
}

/** @param {Json} block @param {BlockParts} parts @returns {HTMLElement} */
function blockView(block, parts) {
	switch (block.type) {
		case "section":
			return sectionView(block, parts);
		case "actions":
			return element(
				"div",
				{ class: "actions" },
				...listOf(block.elements).map((each) => field(block, each, parts)),
			);
		case "header":
			return element("h3", { class: "title" }, textOf(block.text));
		case "context":
			return element(
				"div",
				{ class: "context" },
				...listOf(block.elements).map((each) => contextView(each, parts)),
			);
		case "divider":
			return element("hr");
		case "image":
			return imageView(block);
		case "input":
			return inputBlock(block, parts);
		case "markdown":
			return mrkdwnView(String(block.text), parts.names);
		case "rich_text":
			return element("div", { class: "text" }, ...listOf(block.elements).map(richView));
		default:
			return element("div", { class: "quiet" }, `A block of type ${String(block.type)}`);
	}
}

/** @param {Json} block @param {Json} data @param {BlockParts} parts @param {boolean} [isInput] */
function field(block, data, { choices, onPress }, isInput = false) {
	return fieldView(data, { block: String(block.block_id), choices, onPress }, isInput);
}

/** @param {Json} block @param {BlockParts} parts */
function sectionView(block, parts) {
	const { text, fields, accessory } = block;
	const view = element("div", { class: "section" });
	const words = element("div", { class: "words" });
	if (text !== undefined) words.append(anyText(text, parts));
	if (fields !== undefined)
		words.append(element("div", { class: "fields" }, ...listOf(fields).map((each) => anyText(each, parts))));
	view.append(words);
	const beside = /** @type {Json | undefined} */ (accessory);
	if (beside?.type === "image") view.append(pictureView(beside, "accessory"));
	else if (beside !== undefined) view.append(field(block, beside, parts));
	return view;
}

/** @param {unknown} value a text object @param {BlockParts} parts */
function anyText(value, { names }) {
	const { type, text } = /** @type {Json} */ (value);
	if (type === "mrkdwn") return mrkdwnView(String(text), names);
	return element("div", { class: "text" }, plainView(String(text)));
}

/** @param {Json} data @param {BlockParts} parts */
function contextView(data, parts) {
	return data.type === "image" ? pictureView(data, "small") : anyText(data, parts);
}

/** @param {Json} block */
function imageView(block) {
	const title = block.title === undefined ? undefined : element("figcaption", {}, textOf(block.title));
	return element("figure", {}, title, pictureView(block, "large"));
}

/** @param {Json} data @param {string} look */
function pictureView({ image_url, alt_text }, look) {
	const src = safeAddress(typeof image_url === "string" ? image_url : undefined);
	const alt = String(alt_text ?? "");
	if (src === undefined) return element("span", { class: "quiet" }, alt);
	return element("img", { class: look, src, alt, loading: "lazy" });
}

/** @param {Json} block @param {BlockParts} parts */
function inputBlock(block, parts) {
	const { label, hint, optional, dispatch_action } = block;
	const problem = parts.errors?.[String(block.block_id)];
	const view = field(block, /** @type {Json} */ (block.element), parts, dispatch_action !== true);
	if (problem !== undefined) view.setAttribute("aria-invalid", "true");
	return element(
		"label",
		{ class: "input" },
		element(
			"span",
			{ class: "label" },
			textOf(label),
			optional === true ? element("i", {}, " (optional)") : undefined,
		),
		view,
		hint === undefined ? undefined : element("span", { class: "quiet" }, textOf(hint)),
		problem === undefined ? undefined : element("span", { class: "problem", role: "alert" }, problem),
	);
}

/** @param {Json} part @returns {HTMLElement} */
function richView(part) {
	const tag =
		part.type === "rich_text_preformatted" ? "pre" : part.type === "rich_text_quote" ? "blockquote" : "span";
	if (part.type === "rich_text_list")
		return element("ul", {}, ...listOf(part.elements).map((each) => element("li", {}, richView(each))));
	return element(
		tag,
		{},
		...listOf(part.elements).map(({ text, url, name }) => String(text ?? url ?? (name && `:${name}:`) ?? "")),
	);
}
