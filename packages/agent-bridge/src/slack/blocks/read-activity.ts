import { list, record, text } from "../../content/read-unknown.js";
import { safeUrl } from "../../content/safe-url.js";
import type { FrameActivity } from "../../protocol/parts.js";

/** A card of Bot Framework, as far as it can be shown. */
export interface Card {
	readonly title: string | undefined;
	readonly subtitle: string | undefined;
	readonly text: string | undefined;
	readonly imageUrl: string | undefined;
	readonly buttons: readonly string[];
}

export type Part =
	| { readonly type: "image"; readonly url: string; readonly name: string }
	| { readonly type: "file"; readonly url: string; readonly name: string }
	| { readonly type: "card"; readonly card: Card }
	| {
			readonly type: "place";
			readonly latitude: number;
			readonly longitude: number;
			readonly name: string | undefined;
	  }
	| { readonly type: "choices"; readonly titles: readonly string[] }
	| { readonly type: "other"; readonly name: string };

/** What an activity shows besides its text, in reading order. Whatever is malformed is left out. */
export function partsOf(activity: FrameActivity): readonly Part[] {
	const titles = titlesOf(record(activity.suggestedActions).actions);
	const choices = titles.length > 0 ? titles : titlesOf(record(activity.channelData).quick_replies);
	return [
		...list(activity.attachments).flatMap(partOf),
		...(activity.entities ?? []).flatMap(placeOf),
		...(choices.length === 0 ? [] : [{ type: "choices", titles: choices } as const]),
	];
}

function partOf(value: unknown): readonly Part[] {
	const attachment = record(value);
	const type = text(attachment.contentType) ?? "";
	if (type.startsWith("application/vnd.microsoft.card.")) return [cardOf(attachment.content, type)];
	const name = text(attachment.name);
	const url = safeUrl(text(attachment.contentUrl));
	if (url === undefined) return [{ type: "other", name: name ?? type }];
	return [{ type: type.startsWith("image") ? "image" : "file", url, name: name ?? lastStep(url) }];
}

function cardOf(content: unknown, type: string): Part {
	const members = record(content);
	const card: Card = {
		title: text(members.title),
		subtitle: text(members.subtitle),
		text: text(members.text),
		imageUrl: safeUrl(text(record(list(members.images)[0] ?? members.image).url)),
		buttons: titlesOf(members.buttons),
	};
	const isEmpty = [card.title, card.subtitle, card.text, card.imageUrl].every((part) => part === undefined);
	return isEmpty && card.buttons.length === 0
		? { type: "other", name: type.split(".").at(-1) ?? type }
		: { type: "card", card };
}

function placeOf(entity: unknown): readonly Part[] {
	const { type, name, geo } = record(entity);
	const { latitude, longitude } = record(geo);
	if (type !== "Place" || typeof latitude !== "number" || typeof longitude !== "number") return [];
	return [{ type: "place", latitude, longitude, name: text(name) }];
}

function titlesOf(value: unknown): readonly string[] {
	return list(value).flatMap((action) => text(record(action).title) ?? []);
}

function lastStep(url: string): string {
	const { pathname, hostname } = new URL(url);
	return pathname.split("/").at(-1) || hostname;
}
