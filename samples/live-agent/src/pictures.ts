import { readFileSync } from "node:fs";
import type { Edge } from "@baton/core/http";

/** Who is shown with a picture. */
const names = ["ana", "bot"] as const;

const pictures = new Map(
	names.map((name) => [
		`/pictures/${name}.png`,
		readFileSync(new URL(`../pictures/${name}.png`, import.meta.url)),
	]),
);

/** The platform fetches avatars from here. */
export const servePicture: Edge = async ({ method, path }) => {
	const body = pictures.get(path);
	if (body === undefined || method !== "GET") return { status: 404 };
	return { status: 200, headers: { "content-type": "image/png" }, body };
};
