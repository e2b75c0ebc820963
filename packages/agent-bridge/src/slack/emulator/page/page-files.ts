import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";

/** The page is shipped as it is written: plain modules and style sheets, read from the same place in `src` and `dist`. */
const folder = new URL("../../../../src/slack/emulator/web/", import.meta.url);

const script = "text/javascript; charset=utf-8";
const style = "text/css; charset=utf-8";

const types = {
	"index.html": "text/html; charset=utf-8",
	...{ "slack.css": style, "message.css": style, "blocks.css": style, "dialog.css": style },
	...{ "slack.js": script, "connection.js": script, "element.js": script, "mrkdwn.js": script },
	...{ "emoji.js": script, "message.js": script, "blocks.js": script, "fields.js": script },
	...{ "sidebar.js": script, "composer.js": script, "log.js": script, "modal.js": script },
	...{ "ask.js": script, "header.js": script, "here.js": script, "time.js": script, "icons.js": script },
} as const;

type Name = keyof typeof types;

const guards = {
	"content-security-policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"cache-control": "no-cache",
} as const;

/** Answers with a file of the page. Returns whether there is one of this name. */
export function servePageFile(name: string, response: ServerResponse): boolean {
	if (!isName(name)) return false;
	response.writeHead(200, { ...guards, "content-type": types[name] });
	response.end(readFileSync(new URL(name, folder)));
	return true;
}

function isName(name: string): name is Name {
	return Object.hasOwn(types, name);
}
