import { type Edge, type EdgeAnswer, plainText } from "./edge.js";
import type { KeptMedia, MediaStore } from "./media-store.js";

export interface MediaEdgeOptions {
	/** Where what is not there yet, or not any more, may still be got from. Default: nowhere. */
	readonly onMissing?: ((path: string) => Promise<void>) | undefined;
}

/** What browsers show and cannot be made to run by it. Everything else is for saving. */
const shown: ReadonlySet<string> = new Set(["image/gif", "image/jpeg", "image/png", "image/webp"]);

/** Whoever has the path may read it: nobody can guess one. */
const safeHeaders = {
	"cache-control": "private, max-age=86400, immutable",
	"content-security-policy": "default-src 'none'; sandbox",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"x-robots-tag": "noindex",
} as const;

/** Serves what a media store keeps, so that it does no harm whatever it is. */
export function mediaEdge(store: MediaStore, { onMissing }: MediaEdgeOptions = {}): Edge {
	async function find(path: string): Promise<KeptMedia | undefined> {
		const kept = await store.read(path);
		if (kept !== undefined || onMissing === undefined) return kept;
		await onMissing(path);
		return store.read(path);
	}

	return async ({ method, path }) => {
		if (method !== "GET" && method !== "HEAD")
			return { ...plainText(405, "Only GET"), headers: { allow: "GET, HEAD" } };
		const kept = await find(path);
		return kept === undefined ? plainText(404, "There is nothing here") : serve(kept);
	};
}

function serve({ bytes, type, name }: KeptMedia): EdgeAnswer {
	const plain = typePattern.test(type) ? type : "application/octet-stream";
	const disposition = shown.has(plain) ? "inline" : `attachment; filename*=UTF-8''${toExtended(name)}`;
	return {
		status: 200,
		headers: { ...safeHeaders, "content-type": plain, "content-disposition": disposition },
		body: bytes,
	};
}

const typePattern = /^[\w.+-]+\/[\w.+-]+$/;

/** https://www.rfc-editor.org/rfc/rfc5987 */
function toExtended(name: string): string {
	return encodeURIComponent(name.toWellFormed()).replace(
		/['()*]/g,
		(mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
