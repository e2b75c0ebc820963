import { list, record, text, words } from "./read-unknown.js";
import { safeLink, safePicture, safeUrl } from "./safe-url.js";

/** What the user could press. Nobody presses it here; what leads somewhere is a link. */
export interface CardButton {
	readonly title: string;
	readonly href: string | undefined;
}

/** A line of a receipt, or of a table of facts. */
export interface CardFact {
	readonly name: string;
	readonly value: string;
	/** What the line of a receipt is, where it has no name of its own. */
	readonly sum?: "tax" | "total" | undefined;
}

/** A sound or a film. */
export interface Medium {
	readonly kind: "audio" | "video";
	readonly url: string;
}

/** A picture, some words, some facts and some buttons. */
export interface Card {
	readonly title: string | undefined;
	readonly subtitle: string | undefined;
	readonly text: string | undefined;
	readonly imageUrl: string | undefined;
	readonly medium: Medium | undefined;
	readonly facts: readonly CardFact[];
	readonly buttons: readonly CardButton[];
}

/** Cards of Bot Framework: hero, thumbnail, receipt, sign-in, audio, video, animation. `undefined` if nothing is in it. */
export function readCard(value: unknown, contentType: string): Card | undefined {
	const members = record(value);
	return unlessEmpty({
		title: text(members.title),
		subtitle: text(members.subtitle),
		text: text(members.text),
		imageUrl: safePicture(text(record(list(members.images)[0] ?? members.image).url)),
		medium: readMedium(members, contentType),
		facts: factsOf(members),
		buttons: readButtons(members.buttons),
	});
}

export function unlessEmpty(card: Card): Card | undefined {
	const { facts, buttons, ...parts } = card;
	const isEmpty = Object.values(parts).every((part) => part === undefined);
	return isEmpty && facts.length === 0 && buttons.length === 0 ? undefined : card;
}

export function readButtons(value: unknown): readonly CardButton[] {
	return list(value).flatMap((action) => {
		const { title, type, value: target, url } = record(action);
		const shown = text(title);
		if (shown === undefined) return [];
		const leads = typeof type === "string" && /open_?url|call|download|play|show|signin/i.test(type);
		return [{ title: shown, href: leads ? safeLink(text(target) ?? text(url)) : undefined }];
	});
}

function readMedium({ media }: Readonly<Record<string, unknown>>, contentType: string): Medium | undefined {
	const url = safeUrl(text(record(list(media)[0]).url));
	if (url === undefined) return undefined;
	return { kind: contentType.endsWith(".audio") ? "audio" : "video", url };
}

/** Of a receipt: what was bought, and what it costs. */
function factsOf({ facts, items, tax, total }: Readonly<Record<string, unknown>>): readonly CardFact[] {
	return [
		...list(facts).flatMap((each) => fact(record(each).key, record(each).value)),
		...list(items).flatMap((each) => {
			const { title, quantity, price } = record(each);
			const count = words(quantity);
			return fact(count === undefined ? title : `${count} × ${text(title) ?? ""}`, price);
		}),
		...sumOf("tax", tax),
		...sumOf("total", total),
	];
}

function sumOf(sum: "tax" | "total", value: unknown): readonly CardFact[] {
	const shown = words(value);
	return shown === undefined ? [] : [{ name: "", value: shown, sum }];
}

export function fact(name: unknown, value: unknown): readonly CardFact[] {
	const shown = words(name);
	return shown === undefined ? [] : [{ name: shown, value: words(value) ?? "" }];
}
