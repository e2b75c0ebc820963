import type { FrameActivity, Input } from "../protocol/parts.js";
import { readAdaptiveCard } from "./adaptive-card.js";
import { type Card, type CardButton, type Medium, readButtons, readCard } from "./card.js";
import { list, record, text } from "./read-unknown.js";
import { safePicture, safeUrl } from "./safe-url.js";

/** What is shown of something that was said. */
export type Content =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "image"; readonly url: string; readonly name: string | undefined }
	| ({ readonly type: "medium"; readonly name: string | undefined } & Medium)
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
	| { readonly type: "choices"; readonly choices: readonly CardButton[] }
	/** Something that this page cannot show. */
	| { readonly type: "other"; readonly name: string };

interface Said {
	readonly input: Input;
	readonly activity: FrameActivity;
}

const known = new WeakMap<Said, readonly Content[]>();

/**
 * Everything in it that can be shown, in reading order. Whatever is malformed is left out. Always the same for the
 * same line, so that what is on the page already is not drawn again.
 */
export function contentsOf(said: Said): readonly Content[] {
	const contents = known.get(said) ?? readContents(said);
	known.set(said, contents);
	return contents;
}

function readContents({ input, activity }: Said): readonly Content[] {
	const attachments = together(list(activity.attachments).flatMap(attachmentContent));
	const choices = readButtons(record(activity.suggestedActions).actions);
	return [
		...textContent(
			activity.text ?? (input.type === "text" || input.type === "url" ? input.value : undefined),
		),
		...attachments,
		...(attachments.length === 0 ? inputContent(input) : []),
		...(choices.length === 0 ? [] : [{ type: "choices", choices } as const]),
	];
}

function textContent(value: string | undefined): readonly Content[] {
	return value === undefined || value === "" ? [] : [{ type: "text", text: value }];
}

/** What has no text and no attachment may still be a picture or a place. */
function inputContent(input: Input): readonly Content[] {
	if (input.type === "location") return [{ type: "place", name: undefined, ...input.value }];
	const url = input.type === "image" ? safePicture(input.value) : undefined;
	return url === undefined ? [] : [{ type: "image", url, name: undefined }];
}

const cardPrefix = "application/vnd.microsoft.card.";

function attachmentContent(value: unknown): readonly Content[] {
	const attachment = record(value);
	const contentType = text(attachment.contentType) ?? "";
	const name = text(attachment.name);
	if (contentType.startsWith(cardPrefix)) return cardContent(attachment.content, contentType);
	const address = text(attachment.contentUrl);
	if (contentType.startsWith("image")) return pictureContent(safePicture(address), name ?? contentType, name);
	const url = safeUrl(address);
	if (url === undefined) return [{ type: "other", name: name ?? contentType }];
	const [kind] = contentType.split("/");
	if (kind === "audio" || kind === "video") return [{ type: "medium", kind, url, name }];
	return [{ type: "file", url, name: name ?? lastStep(url) }];
}

function pictureContent(url: string | undefined, what: string, name: string | undefined): readonly Content[] {
	return url === undefined ? [{ type: "other", name: what }] : [{ type: "image", url, name }];
}

function cardContent(value: unknown, contentType: string): readonly Content[] {
	const isAdaptive = contentType === `${cardPrefix}adaptive`;
	const card = isAdaptive ? readAdaptiveCard(value) : readCard(value, contentType);
	if (card === undefined) return [{ type: "other", name: contentType.slice(cardPrefix.length) }];
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
