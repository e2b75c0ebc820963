import { createReadStream, existsSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import type { CustomerCookies } from "./customer-cookie.js";

export interface PageOptions {
	/** The folder of the built page. */
	readonly folder: string;
	readonly cookies: CustomerCookies;
}

const types: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
};

const guards = {
	"Content-Security-Policy":
		"default-src 'self'; img-src 'self' https: http: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
} as const;

/** Serves the page, and makes whoever opens it a customer. */
export function pageServer({ folder, cookies }: PageOptions) {
	return function servePage(request: IncomingMessage, response: ServerResponse): void {
		if (request.method !== "GET" && request.method !== "HEAD") {
			response.writeHead(405).end();
			return;
		}
		const path = pathOf(request);
		const file = findFile(folder, path);
		if (file === undefined) {
			response.writeHead(404).end();
			return;
		}
		if (path === "/" && cookies.read(request.headers.cookie) === undefined) {
			response.setHeader("Set-Cookie", cookies.issue().header);
		}
		response.writeHead(200, headersOf(path, file));
		if (request.method === "HEAD") response.end();
		else sendFile(file, response);
	};
}

function headersOf(path: string, file: string) {
	// Assets carry a hash of their content in their name; all else may change.
	const keep = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
	const type = types[extname(file)] ?? "application/octet-stream";
	return { ...guards, "Content-Type": type, "Cache-Control": keep };
}

function sendFile(file: string, response: ServerResponse): void {
	const reading = createReadStream(file);
	reading.on("error", () => response.destroy());
	reading.pipe(response);
}

/** An empty path is the path of no file. */
function pathOf({ url = "" }: IncomingMessage): string {
	try {
		return decodeURIComponent(new URL(url, "http://localhost").pathname);
	} catch {
		return "";
	}
}

/** Nothing outside the folder is ever served. */
function findFile(folder: string, path: string): string | undefined {
	if (path === "" || path.includes("\0")) return undefined;
	const file = normalize(join(folder, path === "/" ? "index.html" : path));
	if (!file.startsWith(normalize(folder + sep))) return undefined;
	return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
