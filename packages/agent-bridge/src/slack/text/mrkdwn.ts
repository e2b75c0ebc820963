/** Text as Slack wants it. Nothing of it can mention anybody. https://docs.slack.dev/messaging/formatting-message-text */
export function escapeText(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** For a name inside our own lines: what would be bold, a link or a new line there is not. */
export function escapeName(name: string): string {
	return escapeText(name.replace(/[\n\r*_~`]+/g, " ").trim());
}

export interface Names {
	/** What a member of the workspace is called. */
	user(id: string): string | undefined;
}

/**
 * What somebody wrote in Slack as plain text, for the customer: links show where they lead, people and channels by
 * name, and who is called together in general (`<!channel>`) as a word.
 */
export function unescapeText(text: string, names: Names): string {
	const plain = text.replace(/<([^<>]*)>/g, (_, inner: string) => spellOut(inner, names));
	return plain.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

function spellOut(inner: string, names: Names): string {
	const bar = inner.indexOf("|");
	const [target, label] = bar < 0 ? [inner, undefined] : [inner.slice(0, bar), inner.slice(bar + 1)];
	if (target.startsWith("@")) return `@${label ?? names.user(target.slice(1)) ?? "someone"}`;
	if (target.startsWith("#")) return `#${label ?? "channel"}`;
	if (target.startsWith("!")) return label ?? spellCall(target.slice(1));
	const address = target.replace(/^(mailto|tel):/, "");
	return label === undefined || label === address || isShort(label, target)
		? address
		: `${label} (${address})`;
}

/** `<!here>`, `<!subteam^S1>`, `<!date^1^{date}>` without a label. */
function spellCall(call: string): string {
	return call.includes("^") ? "" : `@${call}`;
}

/** `example.com` for `https://example.com`. */
function isShort(label: string, target: string): boolean {
	return target.replace(/^https?:\/\//, "").replace(/\/$/, "") === label;
}

/** The people who are mentioned in it, by id. */
export function mentionedIn(text: string): readonly string[] {
	return [...text.matchAll(/<@([A-Z0-9]+)>/g)].flatMap(([, id]) => id ?? []);
}
