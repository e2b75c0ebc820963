import type { FrameActivity, Input } from "../../../protocol/parts.js";
import { safeUrl } from "./safe-url.js";

/** A picture, some words and some buttons. */
export interface Card {
	readonly title: string | undefined;
	readonly subtitle: string | undefined;
	readonly text: string | undefined;
	readonly imageUrl: string | undefined;
	readonly buttons: readonly string[];
}

/** What is shown of something that was said. */
export type Content =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "image"; readonly url: string; readonly name: string | undefined }
	| { readonly type: "file"; readonly url: string; readonly name: string }
	/** Shown side by side. */
	| { readonly type: "cards"; readonly cards: readonly Card[] }
	| {
			readonly type: "place";
			readonly name: string | undefined;
			readonly latitude: number;
			readonly longitude: number;
	  }
	/** Quick replies that the user was offered. */
	| { readonly type: "choices"; readonly titles: readonly string[] }
	/** Something that this page cannot show. */
	| { readonly type: "other"; readonly name: string };

interface Said {
	readonly input: Input;
	readonly activity: FrameActivity;
}

/** Everything in it that can be shown, in reading order. Whatever is malformed is left out. */
export function contentsOf({ input, activity }: Said): readonly Content[] {
	const attachments = together(list(activity.attachments).flatMap(attachmentContent));
	const choices = titlesOf(record(activity.suggestedActions).actions);
	return [
		...textContent(
			activity.text ?? (input.type === "text" || input.type === "url" ? input.value : undefined),
		),
		...attachments,
		...(attachments.length === 0 ? inputContent(input) : []),
		...(choices.length === 0 ? [] : [{ type: "choices", titles: choices } as const]),
	];
}

function textContent(value: string | undefined): readonly Content[] {
	return value === undefined || value === "" ? [] : [{ type: "text", text: value }];
}

/** What has no text and no attachment may still be a picture or a place. */
function inputContent(input: Input): readonly Content[] {
	if (input.type === "location") return [{ type: "place", name: undefined, ...input.value }];
	const url = input.type === "image" ? safeUrl(input.value) : undefined;
	return url === undefined ? [] : [{ type: "image", url, name: undefined }];
}

function attachmentContent(value: unknown): readonly Content[] {
	const attachment = record(value);
	const contentType = text(attachment.contentType) ?? "";
	const name = text(attachment.name);
	if (contentType.startsWith("application/vnd.microsoft.card."))
		return cardContent(attachment.content, contentType);
	const url = safeUrl(text(attachment.contentUrl));
	if (url === undefined) return [{ type: "other", name: name ?? contentType }];
	if (contentType.startsWith("image")) return [{ type: "image", url, name }];
	return [{ type: "file", url, name: name ?? lastStep(url) }];
}

function cardContent(value: unknown, contentType: string): readonly Content[] {
	const members = record(value);
	const card = {
		title: text(members.title),
		subtitle: text(members.subtitle),
		text: text(members.text),
		imageUrl: safeUrl(text(record(list(members.images)[0] ?? members.image).url)),
		buttons: titlesOf(members.buttons),
	};
	const isEmpty = [card.title, card.subtitle, card.text, card.imageUrl].every((part) => part === undefined);
	if (isEmpty && card.buttons.length === 0) return [{ type: "other", name: lastWord(contentType) }];
	return [{ type: "cards", cards: [card] }];
}

/** Cards that follow each other become one strip. */
function together(contents: readonly Content[]): readonly Content[] {
	const strips: Content[] = [];
	for (const content of contents) {
		const last = strips.at(-1);
		if (content.type !== "cards" || last?.type !== "cards") strips.push(content);
		else strips.splice(-1, 1, { type: "cards", cards: [...last.cards, ...content.cards] });
	}
	return strips;
}

function titlesOf(value: unknown): readonly string[] {
	return list(value).flatMap((action) => text(record(action).title) ?? []);
}

function lastStep(url: string): string {
	const { pathname, hostname } = new URL(url);
	return decodeSafely(pathname.split("/").at(-1) ?? "") || hostname;
}

function decodeSafely(step: string): string {
	try {
		return decodeURIComponent(step);
	} catch {
		return step;
	}
}

function lastWord(contentType: string): string {
	return contentType.split(".").at(-1) ?? contentType;
}

function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
	// An object of unknown members claims nothing.
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
	return typeof value === "string" && value !== "" ? value : undefined;
}
