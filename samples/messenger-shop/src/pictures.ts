import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Edge } from "@baton/core/http";

const types: Readonly<Record<string, string>> = { ".jpg": "image/jpeg", ".png": "image/png" };
const folder = new URL("../pictures/", import.meta.url);
const names = new Set(readdirSync(folder));

/** Messenger fetches the pictures of cards and people from here. */
export const pictures: Edge = async ({ method, path }) => {
	const name = path.replace(/^\/pictures\//, "");
	if (!names.has(name) || (method !== "GET" && method !== "HEAD")) return { status: 404 };
	const headers = { "content-type": types[extname(name)] ?? "application/octet-stream" };
	return { status: 200, headers, body: method === "GET" ? readFileSync(new URL(name, folder)) : undefined };
};
