import { escapeText } from "../text/mrkdwn.js";

/** The few of Slack's blocks that the desk uses, within Slack's limits. https://docs.slack.dev/reference/block-kit/blocks */
export type Block =
	| { readonly type: "header"; readonly text: PlainText }
	| { readonly type: "section"; readonly text: Text; readonly accessory?: Button }
	| { readonly type: "context"; readonly elements: readonly (Text | Picture)[] }
	| {
			readonly type: "image";
			readonly image_url: string;
			readonly alt_text: string;
			readonly title?: PlainText;
	  }
	| { readonly type: "actions"; readonly elements: readonly Button[] }
	| { readonly type: "divider" };

type Text = PlainText | { readonly type: "mrkdwn"; readonly text: string; readonly verbatim: true };
interface PlainText {
	readonly type: "plain_text";
	readonly text: string;
	readonly emoji: boolean;
}
interface Picture {
	readonly type: "image";
	readonly image_url: string;
	readonly alt_text: string;
}
export interface Button {
	readonly type: "button";
	readonly action_id: string;
	readonly value: string;
	readonly text: PlainText;
	readonly style?: "primary" | "danger";
}

const limits = { header: 150, section: 3000, buttonText: 75, alt: 2000, context: 10 } as const;

function cut(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

export function plain(text: string, most: number): PlainText {
	return { type: "plain_text", text: cut(text, most), emoji: false };
}

/** Text of our own in Slack's markup; what comes from others in it must be escaped. */
function marked(text: string): Text {
	return { type: "mrkdwn", text: cut(text, limits.section), verbatim: true };
}

export function header(text: string): Block {
	return { type: "header", text: plain(text, limits.header) };
}

export function section(text: string, accessory?: Button): Block {
	return { type: "section", text: marked(text), ...(accessory === undefined ? {} : { accessory }) };
}

/** Words of others, as they are: no markup in it counts. */
export function words(text: string): Block {
	return { type: "section", text: plain(text, limits.section) };
}

export function context(...parts: readonly (string | Picture)[]): Block {
	const elements = parts.slice(0, limits.context);
	return {
		type: "context",
		elements: elements.map((part) => (typeof part === "string" ? marked(part) : part)),
	};
}

export function picture(url: string, alt: string): Picture {
	return { type: "image", image_url: url, alt_text: cut(alt, limits.alt) };
}

export function image(url: string, alt: string): Block {
	return { type: "image", image_url: url, alt_text: cut(alt, limits.alt) };
}

export function actions(...elements: readonly Button[]): Block {
	return { type: "actions", elements };
}

export function button(action: string, label: string, value = "", style?: Button["style"]): Button {
	return {
		type: "button",
		action_id: action,
		value: cut(value, 2000),
		text: plain(label, limits.buttonText),
		...(style === undefined ? {} : { style }),
	};
}

/** A point in time, in the time zone of whoever reads. */
export function moment(seconds: number): string {
	const fallback = new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
	return `<!date^${Math.floor(seconds)}^{date_short_pretty} {time}|${escapeText(fallback)} UTC>`;
}

export const divider: Block = { type: "divider" };
