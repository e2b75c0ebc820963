import { createHash } from "node:crypto";
import { plainName } from "../../content/plain-name.js";
import type { EntryFrame } from "../../protocol/entry-frame.js";
import type { Snapshot } from "../../protocol/parts.js";
import { type Html, html } from "./html.js";
import { showLines } from "./lines.js";
import { style } from "./style.js";

/** One conversation with a stretch of its log. */
export interface Shown {
	readonly conversation: Snapshot;
	readonly entries: readonly EntryFrame[];
	/** Whether there is more after it. */
	readonly more: boolean;
}

export interface TranscriptPage {
	readonly shown: readonly Shown[];
	/** The address of the next page, and of the file. */
	readonly next: string | undefined;
	readonly file: string;
}

/** Nothing runs, nothing is fetched but pictures, nobody frames it. */
export const transcriptPolicy = [
	"default-src 'none'",
	`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
	"img-src https: http: data:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join("; ");

export function writePage({ shown, next, file }: TranscriptPage): string {
	const [first] = shown;
	const name = plainName(first?.conversation.user.name) ?? first?.conversation.botUserId ?? "";
	return documentOf(
		`Conversation with ${name}`,
		html`<h1 dir="auto">${name}</h1>
<p class="about">${first?.conversation.botUserId} with ${first?.conversation.botId}. Times are UTC.</p>
<p class="tools"><a href="${file}" download>Download as .transcript</a></p>
${shown.map((one) => showConversation(one, shown.length > 1))}
${next === undefined ? html`` : html`<p class="tools"><a href="${next}">Go on</a></p>`}`,
	);
}

/** What is said where there is nothing to show. */
export function writeMessage(title: string, body: Html): string {
	return documentOf(title, html`<h1>${title}</h1>${body}`);
}

function showConversation({ conversation, entries }: Shown, isOneOfMany: boolean): Html {
	const { conversationId, channel, user } = conversation;
	const title = isOneOfMany ? html`<h2>${channel}: ${conversationId}</h2>` : html`<h2>${channel}</h2>`;
	const lines = showLines(entries, user.name);
	return html`<section>${title}${lines.length === 0 ? html`<p class="event">Nothing was said</p>` : lines}</section>`;
}

function documentOf(title: string, body: Html): string {
	const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
	return page.html;
}
