import { languageOf, toTag } from "../language.js";
import { en } from "./en.js";
import { id } from "./id.js";
import type { NoticeTextName, NoticeTexts } from "./texts.js";

/** Texts by language tag: `en`, `id`, `pt-br`. A tag with a region goes before one without. */
export type Notices = Readonly<Record<string, Readonly<Partial<NoticeTexts>>>>;

/** What Baton says by itself. */
export const standardNotices = { en, id } as const satisfies Notices;

/** A name as it is; whatever depends on the language is asked for by its tag. */
export interface NoticeValues {
	/** Who joined or left. */
	readonly name?: string | undefined;
	/** When somebody is there again. */
	readonly time?: InLanguage | undefined;
	/** How many wait before the user, with them. */
	readonly place?: InLanguage | undefined;
	readonly wait?: InLanguage | undefined;
}

type InLanguage = (tag: string) => string;

export interface NoticeOptions extends NoticeValues {
	/** From `mergeNotices`; the standard texts if left out. */
	readonly notices?: Notices | undefined;
}

/**
 * Adds a bot's own texts and languages to the standard ones. What is not given stays as it was; a new language
 * falls back to English for what it lacks.
 *
 * ```ts
 * mergeNotices({ id: { nobodyFree: "Toko buka lagi jam 9, tulis saja pesannya ya" }, jv: { pleaseWait: "Sekedhap nggih" } });
 * ```
 */
export function mergeNotices(own: Notices): Notices {
	const merged = new Map<string, Readonly<Partial<NoticeTexts>>>(Object.entries(standardNotices));
	for (const [locale, texts] of Object.entries(own)) {
		const tag = toTag(locale);
		merged.set(tag, { ...merged.get(tag), ...given(texts) });
	}
	return Object.fromEntries(merged);
}

/**
 * The text of a notice in the user's language: for `id-ID` the texts of `id-ID`, else of `id`, else English. The
 * result is plain text: send it with `textFormat: "plain"`, or a name might be shown as Markdown.
 */
export function noticeText(
	notice: NoticeTextName,
	locale?: string,
	{ notices = standardNotices, ...values }: NoticeOptions = {},
): string {
	const { text, tag } = find(notice, locale, notices);
	if (!text.includes("{")) return text;
	return text.replaceAll(/\{(name|time|place|wait)\}/g, (whole, value: keyof NoticeValues) => {
		if (value !== "name") return values[value]?.(tag) ?? whole;
		return toPlainName(values.name ?? "") || find("somebody", locale, notices).text;
	});
}

/** The text and its language: the user's own tag where it is the same language. */
function find(
	notice: NoticeTextName,
	locale: string | undefined,
	notices: Notices,
): { readonly text: string; readonly tag: string } {
	const own = toTag(locale ?? "");
	const language = languageOf(own);
	for (const tag of [own, language, "en"]) {
		const text = Object.hasOwn(notices, tag) ? notices[tag]?.[notice] : undefined;
		if (text !== undefined) return { text, tag: languageOf(tag) === language ? own : tag };
	}
	return { text: en[notice], tag: "en" };
}

function given(texts: Readonly<Partial<NoticeTexts>>): Readonly<Partial<NoticeTexts>> {
	return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
}

const maxNameLength = 80;

/** Control and format characters and line breaks, but not the joiners that some scripts and emoji need. */
const unseemly = /(?:(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s])+/gu;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name may not break the line, hide characters or turn the reading direction of what follows. */
function toPlainName(name: string): string {
	const plain = name.replaceAll(unseemly, " ").trim();
	if (!visible.test(plain)) return "";
	const characters = [...plain];
	return characters.length > maxNameLength ? `${characters.slice(0, maxNameLength - 1).join("")}…` : plain;
}
