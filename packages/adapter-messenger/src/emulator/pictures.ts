import type { EdgeAnswer } from "@baton/core/http";
import type { World } from "./world.js";

/** Pictures that people sent, where apps can fetch them. */
export interface Pictures {
	/** Takes a `data:` address and returns one that can be fetched. */
	keep(dataUrl: string): string;
	answer(path: string): EdgeAnswer;
}

export function createPictures(base: string): Pictures {
	const kept = new Map<string, EdgeAnswer>();
	return {
		keep(dataUrl) {
			const [, type = "", data = ""] = /^data:([^;,]+);base64,(.*)$/s.exec(dataUrl) ?? [];
			const path = `/pictures/${kept.size + 1}.${type.split("/")[1] ?? "png"}`;
			kept.set(path, { status: 200, headers: { "content-type": type }, body: Buffer.from(data, "base64") });
			return base + path;
		},
		answer: (path) => kept.get(path) ?? { status: 404 },
	};
}

/** A gray square, for pages that have no picture of their own. */
const gray = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPYAQAAugC5np7iBQAAAABJRU5ErkJggg==";

/**
 * A page's own picture, which everybody may fetch: `/v25.0/<page>/picture`.
 *
 * https://developers.facebook.com/docs/graph-api/reference/page/picture
 */
export function pagePicture({ pages }: World, path: string): EdgeAnswer | undefined {
	const page = pages.get(/^\/v\d+\.\d+\/(\d+)\/picture$/.exec(path)?.[1] ?? "");
	if (page === undefined) return undefined;
	const { picture = "" } = page;
	if (/^https?:/.test(picture)) return { status: 302, headers: { location: picture } };
	return { status: 200, headers: { "content-type": "image/png" }, body: Buffer.from(gray, "base64") };
}
