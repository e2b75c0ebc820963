import { splitText } from "@baton/core";
import type { FrameActivity, Input } from "../../protocol/parts.js";
import { escapeText } from "../text/mrkdwn.js";
import { type Block, context, image, section, words } from "./blocks.js";
import { type Card, type Part, partsOf } from "./read-activity.js";

/** What is posted of something that was said. */
export interface SlackMessage {
	/** In Slack's escaping: what is shown where blocks are not. */
	readonly text: string;
	readonly blocks?: readonly Block[] | undefined;
}

interface Said {
	readonly input: Input;
	readonly activity: FrameActivity;
	/** What was pressed, where it was a button. */
	readonly isPress?: boolean | undefined;
}

/** Slack recommends no more for one message; what is longer becomes several. */
const mostText = 3000;
const mostBlocks = 40;

/** What was said as messages for Slack, one where it fits. */
export function toMessages(said: Said): readonly SlackMessage[] {
	const parts = partsOf(said.activity);
	const text = textOf(said, parts);
	const texts = text === "" ? [] : splitText(text, mostText);
	if (parts.length === 0) return texts.length === 0 ? [empty] : texts.map(toPlain);
	const blocks = parts.flatMap(toBlocks).slice(0, mostBlocks);
	const [last = "", ...before] = texts.toReversed();
	const whole = {
		text: escapeText(last || parts.map(nameOf).join(", ")),
		blocks: last === "" ? blocks : [words(last), ...blocks],
	};
	return [...before.toReversed().map(toPlain), whole];
}

const empty: SlackMessage = { text: "_(nothing that can be shown)_" };

function toPlain(text: string): SlackMessage {
	return { text: escapeText(text) };
}

function textOf({ input, activity, isPress }: Said, parts: readonly Part[]): string {
	const text = activity.text ?? (parts.length === 0 ? inputText(input) : "");
	return isPress === true ? `▸ ${text}` : text;
}

function inputText(input: Input): string {
	if (input.type === "location") return `📍 ${input.value.latitude}, ${input.value.longitude}`;
	return input.value;
}

function toBlocks(part: Part): readonly Block[] {
	switch (part.type) {
		case "image":
			return [image(part.url, part.name)];
		case "file":
			return [section(`:paperclip: ${linkTo(part.url, part.name)}`)];
		case "card":
			return cardBlocks(part.card);
		case "place":
			return [section(`:round_pushpin: ${linkTo(mapOf(part), part.name ?? "Place")}`)];
		case "choices":
			return [context(`Quick replies: ${part.titles.map((title) => `\`${codeOf(title)}\``).join("  ")}`)];
		case "other":
			return [context(`_${escapeText(part.name)}_`)];
	}
}

/** The buttons are the customer's: shown, and not to be pressed here. */
function cardBlocks({ title, subtitle, text, imageUrl, buttons }: Card): readonly Block[] {
	const lines = [
		title && `*${escapeText(title)}*`,
		subtitle && escapeText(subtitle),
		text && escapeText(text),
	];
	const shown = lines.filter(Boolean).join("\n");
	return [
		...(imageUrl === undefined ? [] : [image(imageUrl, title ?? "Picture")]),
		...(shown === "" ? [] : [section(shown)]),
		...(buttons.length === 0
			? []
			: [context(`Buttons: ${buttons.map((label) => `\`${codeOf(label)}\``).join("  ")}`)]),
	];
}

function nameOf(part: Part): string {
	if (part.type === "card") return part.card.title ?? part.card.text ?? "Card";
	if (part.type === "choices") return part.titles.join(" · ");
	return part.name ?? "Place";
}

function codeOf(text: string): string {
	return escapeText(text.replaceAll("`", "'"));
}

function linkTo(url: string, name: string): string {
	const address = escapeText(new URL(url).href.replaceAll("|", "%7C"));
	return `<${address}|${escapeText(name.replaceAll("|", " "))}>`;
}

function mapOf({ latitude, longitude }: Extract<Part, { type: "place" }>): string {
	return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
}

/** Without blocks, for where Slack refuses them: a picture that it cannot fetch, for instance. */
export function withoutBlocks({ text, blocks = [] }: SlackMessage): SlackMessage {
	const links = blocks.flatMap((block) =>
		block.type === "image" ? linkTo(block.image_url, block.alt_text) : [],
	);
	return { text: [text, ...links].join("\n") };
}
