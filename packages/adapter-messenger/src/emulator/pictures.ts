import type { EdgeAnswer } from "@baton/core/http";

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
