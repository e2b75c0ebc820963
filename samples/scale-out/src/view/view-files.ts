import { readFile } from "node:fs/promises";
import type { EdgeAnswer } from "@baton/core/http";

/** The page is served as it is written: plain modules and style sheets, from the same place for `src` and `dist`. */
const folder = new URL("../../src/web/", import.meta.url);

const html = "text/html; charset=utf-8";
const css = "text/css; charset=utf-8";
const javascript = "text/javascript; charset=utf-8";

const types: Readonly<Record<string, string>> = {
	"index.html": html,
	"look.css": css,
	"page.css": css,
	"chats.js": javascript,
	"connection.js": javascript,
	"element.js": javascript,
	"happenings.js": javascript,
	"icons.js": javascript,
	"machines.js": javascript,
	"sparkline.js": javascript,
	"tally.js": javascript,
	"view.js": javascript,
};

const guards = {
	"content-security-policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"cache-control": "no-cache",
} as const;

/** A file of the page, if there is one of this name. */
export async function viewFile(name: string): Promise<EdgeAnswer | undefined> {
	const type = Object.hasOwn(types, name) ? types[name] : undefined;
	if (type === undefined) return undefined;
	const body = await readFile(new URL(name, folder));
	return { status: 200, headers: { ...guards, "content-type": type }, body };
}
