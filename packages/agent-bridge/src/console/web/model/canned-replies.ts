/** A text that is written often: the team's for everybody, or somebody's own. */
export interface CannedReply {
	readonly title: string;
	/** May have placeholders, such as `{{user.name}}`. */
	readonly text: string;
	/** Whose language it is in, such as `id`. */
	readonly locale?: string | undefined;
	readonly isOwn: boolean;
}

/** What is written after a slash at the beginning of an empty field; `undefined` where nobody looks for a reply. */
export function soughtIn(text: string): string | undefined {
	return /^\/([^\n]{0,60})$/.exec(text)?.[1];
}

/** The replies that have all words of what is sought, those in the user's language first. */
export function findReplies(
	replies: readonly CannedReply[],
	sought: string,
	locale: string | undefined,
): readonly CannedReply[] {
	const wanted = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
	const language = locale?.toLowerCase().split(/[-_]/)[0];
	const isNear = ({ locale: own }: CannedReply) =>
		own !== undefined && own.toLowerCase().split(/[-_]/)[0] === language;
	const found = replies.filter(({ title, text }) => {
		const words = `${title} ${text}`.toLocaleLowerCase();
		return wanted.every((word) => words.includes(word));
	});
	return [...found.filter(isNear), ...found.filter((reply) => !isNear(reply))];
}

/** What a placeholder stands for; absent where it is not known, or has no such name. */
export type Values = Readonly<Record<string, string | undefined>>;

const placeholder = /\{\{\s*([^{}]{1,60}?)\s*\}\}/g;

export interface Filled {
	readonly text: string;
	/** Placeholders that are still to be filled in by hand, as they stand in the text. */
	readonly blanks: readonly string[];
}

/** Once through: what a value itself looks like means nothing. */
export function fillIn(text: string, values: Values): Filled {
	const blanks: string[] = [];
	const filled = text.replaceAll(placeholder, (whole, name: string) => {
		const value = Object.hasOwn(values, name) ? values[name]?.replaceAll(/[{}]/g, "") : undefined;
		if (value === undefined || value === "") blanks.push(whole);
		return value || whole;
	});
	return { text: filled, blanks };
}

/** Of the placeholders that were left open, the first that still is. */
export function openBlank({
	text,
	blanks = [],
}: {
	readonly text: string;
	readonly blanks?: readonly string[] | undefined;
}): string | undefined {
	return blanks.find((blank) => text.includes(blank));
}

const longestTitle = 80;
const longestText = 4096;

/** Replies as they were kept or sent. Whatever is malformed is left out. */
export function parseReplies(value: unknown, isOwn: boolean): readonly CannedReply[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((each: unknown) => {
		if (typeof each !== "object" || each === null || !("title" in each) || !("text" in each)) return [];
		const { title, text } = each;
		if (typeof title !== "string" || typeof text !== "string" || text === "") return [];
		const locale = "locale" in each && typeof each.locale === "string" ? each.locale : undefined;
		return [{ title: title.slice(0, longestTitle), text: text.slice(0, longestText), locale, isOwn }];
	});
}
