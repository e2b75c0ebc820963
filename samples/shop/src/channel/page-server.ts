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
		for (const [name, value] of Object.entries(guards)) response.setHeader(name, value);
		if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405);
		const path = pathOf(request);
		const file = path === undefined ? undefined : findFile(folder, path);
		if (path === undefined || file === undefined) return end(response, 404);
		if (path === "/" && cookies.read(request.headers.cookie) === undefined) {
			response.setHeader("Set-Cookie", cookies.issue().header);
		}
		response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
		// Assets carry a hash of their content in their name; all else may change.
		response.setHeader(
			"Cache-Control",
			path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
		);
		if (request.method === "HEAD") return end(response, 200);
		createReadStream(file)
			.on("error", () => response.destroy())
			.pipe(response);
	};
}

function pathOf({ url = "" }: IncomingMessage): string | undefined {
	try {
		return decodeURIComponent(new URL(url, "http://localhost").pathname);
	} catch {
		return undefined;
	}
}

/** Nothing outside the folder is ever served. */
function findFile(folder: string, path: string): string | undefined {
	if (path.includes("\0")) return undefined;
	const file = normalize(join(folder, path === "/" ? "index.html" : path));
	if (!file.startsWith(normalize(folder + sep))) return undefined;
	return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function end(response: ServerResponse, status: number): void {
	response.statusCode = status;
	response.end();
}
