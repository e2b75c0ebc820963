import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";

/** The page is shipped as it is written: plain modules and a style sheet, read from the same place in `src` and `dist`. */
const folder = new URL("../../../src/testing/phone/web/", import.meta.url);

const types = {
	"index.html": "text/html; charset=utf-8",
	"phone.css": "text/css; charset=utf-8",
	"bubbles.css": "text/css; charset=utf-8",
	"phone.js": "text/javascript; charset=utf-8",
	"composer.js": "text/javascript; charset=utf-8",
	"connection.js": "text/javascript; charset=utf-8",
	"element.js": "text/javascript; charset=utf-8",
	"icons.js": "text/javascript; charset=utf-8",
	"line.js": "text/javascript; charset=utf-8",
	"log.js": "text/javascript; charset=utf-8",
	"menu.js": "text/javascript; charset=utf-8",
	"part.js": "text/javascript; charset=utf-8",
} as const;

type Name = keyof typeof types;

const guards = {
	"Content-Security-Policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: http: data:; media-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"Cache-Control": "no-cache",
} as const;

/** Answers with a file of the page. Returns whether there is one of this name. */
export function servePhoneFile(name: string, response: ServerResponse): boolean {
	if (!isName(name)) return false;
	response.writeHead(200, { ...guards, "Content-Type": types[name] });
	response.end(readFileSync(new URL(name, folder)));
	return true;
}

function isName(name: string): name is Name {
	return Object.hasOwn(types, name);
}
