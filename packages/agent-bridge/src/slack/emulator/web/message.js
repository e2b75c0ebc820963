import { blocksView } from "./blocks.js";
import { element, safeAddress } from "./element.js";
import { emojiOf, reactions } from "./emoji.js";
import { listOf } from "./fields.js";
import { icon } from "./icons.js";
import { mrkdwnView } from "./mrkdwn.js";
import { sizeOf, timeOf } from "./time.js";

/** @typedef {import("../page/page-message.js").PageMessage} PageMessage */
/** @typedef {import("./fields.js").Json} Json */
/**
 * What can be done with messages.
 *
 * @typedef {object} MessageParts
 * @property {import("./mrkdwn.js").Names} names
 * @property {import("./fields.js").Choices} choices
 * @property {(ts: string, press: { block: string, action: string, choice: string | string[] }) => void} onPress
 * @property {(ts: string, emoji: string) => void} onReact
 * @property {((ts: string) => void) | undefined} onThread
 * @property {(message: PageMessage) => void} onEdit
 * @property {(ts: string) => void} onDelete
 */

/** @param {PageMessage} message @param {MessageParts} parts @param {boolean} isFollowing said right after another */
export function messageView(message, parts, isFollowing) {
	const { look, isCall, isEphemeral, ts } = message;
	if (look === "notice")
		return element("article", { class: "notice", "data-ts": ts }, mrkdwnView(message.text, parts.names));
	const kinds = [
		"message",
		isFollowing ? "following" : "",
		isCall ? "called" : "",
		isEphemeral ? "ephemeral" : "",
	];
	return element(
		"article",
		{ class: kinds.join(" "), "data-ts": ts },
		isFollowing ? element("time", { class: "aside" }, timeOf(message.at)) : faceView(message),
		element(
			"div",
			{ class: "body" },
			isEphemeral ? element("p", { class: "only" }, "Only visible to you") : undefined,
			message.isBroadcast ? element("p", { class: "only" }, "Replied to a thread") : undefined,
			isFollowing ? undefined : authorView(message),
			...contentViews(message, parts),
			reactionsView(message, parts),
			repliesView(message, parts),
		),
		look === "gone" || isEphemeral ? undefined : toolsView(message, parts),
	);
}

/** @param {PageMessage} message */
function faceView({ picture, by }) {
	if (picture?.startsWith(":"))
		return element("span", { class: "face" }, emojiOf(picture.replaceAll(":", "")));
	const src = safeAddress(picture);
	if (src === undefined) return element("span", { class: "face" }, by.slice(0, 1).toUpperCase());
	return element("img", { class: "face", src, alt: "", width: 38, height: 38 });
}

/** @param {PageMessage} message */
function authorView({ by, isByApp, at }) {
	return element(
		"header",
		{ class: "author" },
		element("b", {}, by),
		isByApp ? element("span", { class: "badge" }, "APP") : undefined,
		element("time", {}, timeOf(at)),
	);
}

/** @param {PageMessage} message @param {MessageParts} parts */
function contentViews(message, parts) {
	const { text, blocks, attachments, files, isEdited, look, ts } = message;
	/** @param {{ block: string, action: string, choice: string | string[] }} press */
	const onPress = (press) => parts.onPress(ts, press);
	const views = [];
	if (blocks.length > 0) views.push(blocksView(blocks, { ...parts, onPress }));
	else if (text !== "") views.push(mrkdwnView(text, parts.names));
	if (isEdited && look === "said") views.at(-1)?.append(element("span", { class: "edited" }, " (edited)"));
	views.push(...attachments.map((attachment) => attachmentView(attachment, parts, onPress)));
	views.push(...files.map(fileView));
	return views;
}

/**
 * @param {Json} attachment
 * @param {MessageParts} parts
 * @param {import("./blocks.js").BlockParts["onPress"]} onPress
 */
function attachmentView({ color, title, text, pretext, footer, blocks }, parts, onPress) {
	const view = element("div", { class: `attachment ${colors.get(String(color)) ?? ""}` });
	for (const each of [pretext, title, text])
		if (typeof each === "string" && each !== "") view.append(mrkdwnView(each, parts.names));
	if (blocks !== undefined) view.append(blocksView(listOf(blocks), { ...parts, onPress }));
	if (typeof footer === "string") view.append(element("span", { class: "quiet" }, footer));
	return view;
}

/** A page with a strict policy has no styles of its own: colors are by name. */
const colors = new Map([
	["good", "good"],
	["warning", "warning"],
	["danger", "danger"],
]);

/** @param {import("../page/page-message.js").PageMessage["files"][number]} file */
function fileView({ name, address, size, isPicture, altText }) {
	const href = `${address}${location.search}`;
	const link = { href, target: "_blank", rel: "noreferrer" };
	if (isPicture)
		return element(
			"a",
			{ ...link, class: "shot" },
			element("img", { src: href, alt: altText, loading: "lazy" }),
		);
	return element(
		"a",
		{ ...link, class: "file", download: name },
		element("b", {}, name),
		element("span", { class: "quiet" }, sizeOf(size)),
	);
}

/** @param {PageMessage} message @param {MessageParts} parts */
function reactionsView({ reactions: given, ts }, { onReact }) {
	if (given.length === 0) return undefined;
	const views = given.map(({ name, count, isMine }) =>
		element(
			"button",
			{
				type: "button",
				class: isMine ? "reaction mine" : "reaction",
				"aria-pressed": String(isMine),
				title: name,
				onclick: () => onReact(ts, name),
			},
			`${emojiOf(name)} ${count}`,
		),
	);
	return element("div", { class: "reactions" }, ...views);
}

/** @param {PageMessage} message @param {MessageParts} parts */
function repliesView({ replies, ts }, { onThread }) {
	if (replies === undefined || onThread === undefined) return undefined;
	const { count, lastAt, pictures } = replies;
	const faces = pictures.map((src) => element("img", { src, alt: "", width: 22, height: 22 }));
	return element(
		"button",
		{ type: "button", class: "replies", onclick: () => onThread(ts) },
		...faces,
		element("b", {}, count === 1 ? "1 reply" : `${count} replies`),
		element("span", { class: "quiet" }, `Last ${timeOf(lastAt)}`),
	);
}

/** @param {PageMessage} message @param {MessageParts} parts */
function toolsView(message, { onReact, onThread, onEdit, onDelete }) {
	const { ts, isOwn } = message;
	/** @param {string} label @param {string | Node} sign @param {() => void} onclick */
	const tool = (label, sign, onclick) =>
		element("button", { type: "button", title: label, "aria-label": label, onclick }, sign);
	const tools = reactions
		.slice(0, 4)
		.map((name) => tool(`React with ${name}`, emojiOf(name), () => onReact(ts, name)));
	if (onThread !== undefined) tools.push(tool("Reply in a thread", icon("reply"), () => onThread(ts)));
	if (isOwn)
		tools.push(
			tool("Edit", icon("edit"), () => onEdit(message)),
			tool("Delete", icon("remove"), () => onDelete(ts)),
		);
	return element("div", { class: "tools", role: "toolbar", "aria-label": "Message" }, ...tools);
}
