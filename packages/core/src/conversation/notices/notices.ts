import { en } from "./en.js";
import { id } from "./id.js";
import type { NoticeTextName, NoticeTexts } from "./texts.js";

/** Texts by language tag: `en`, `id`, `pt-br`. A tag with a region goes before one without. */
export type Notices = Readonly<Record<string, Readonly<Partial<NoticeTexts>>>>;

/** What Baton says by itself. */
export const standardNotices = { en, id } as const satisfies Notices;

export interface NoticeOptions {
	/** Who joined or left. */
	readonly name?: string | undefined;
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
	{ name, notices = standardNotices }: NoticeOptions = {},
): string {
	const text = find(notice, locale, notices);
	if (!text.includes("{name}")) return text;
	const shown = toPlainName(name ?? "") || find("somebody", locale, notices);
	return text.replaceAll("{name}", () => shown);
}

function find(notice: NoticeTextName, locale: string | undefined, notices: Notices): string {
	const tag = toTag(locale ?? "");
	const [language = ""] = tag.split("-");
	const known = [tag, languageNow.get(language) ?? language, "en"].filter((each) =>
		Object.hasOwn(notices, each),
	);
	for (const each of known) {
		const text = notices[each]?.[notice];
		if (text !== undefined) return text;
	}
	return en[notice];
}

/** Codes that phones still send for languages that are called otherwise today. */
const languageNow: ReadonlyMap<string, string> = new Map([["in", "id"]]);

/** Messenger writes `id_ID`, most others `id-ID`. */
function toTag(locale: string): string {
	return locale.replaceAll("_", "-").toLowerCase();
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
