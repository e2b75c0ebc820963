import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BatonError } from "@baton/core";
import { respond } from "./respond.js";

const types: { readonly [extension: string]: string } = {
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".ico": "image/x-icon",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".mp3": "audio/mpeg",
	".png": "image/png",
	".svg": "image/svg+xml",
	".webmanifest": "application/manifest+json",
	".woff2": "font/woff2",
};

/** The console's pages. Only what was there at the start can be asked for. */
export interface ConsoleFiles {
	/** False if there is no such file. */
	serve(path: string, response: ServerResponse): boolean;
}

/** The folder is looked for when the first file is asked for: a bridge without a console needs none. */
export function consoleFiles(folder?: string): ConsoleFiles {
	let files: ReadonlyMap<string, Buffer> | undefined;
	return {
		serve(path, response) {
			files ??= readFiles(folder ?? builtFolder());
			const name = path === "" ? "index.html" : path;
			const body = files.get(name);
			if (body === undefined) return false;
			respond(response, 200, body, {
				"Content-Type": types[extname(name)] ?? "application/octet-stream",
				// Vite puts a hash of the content into the names of assets.
				"Cache-Control": name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
			});
			return true;
		},
	};
}

function readFiles(folder: string): ReadonlyMap<string, Buffer> {
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	return new Map(
		files.map((entry) => {
			const path = join(entry.parentPath, entry.name);
			return [relative(folder, path).split(sep).join("/"), readFileSync(path)];
		}),
	);
}

/** The same from the compiled code and from its sources. */
function builtFolder(): string {
	const folder = fileURLToPath(new URL("../../dist/console/web", import.meta.url));
	if (existsSync(join(folder, "index.html"))) return folder;
	throw new BatonError(
		"console-not-built",
		"Cannot serve the console: its pages are not built, run npm run build",
	);
}
