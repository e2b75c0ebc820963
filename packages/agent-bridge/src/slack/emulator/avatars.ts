import { type EdgeAnswer, plainText } from "@baton/core/http";
import type { World } from "./world.js";

/** Somebody's picture: two letters on their color. */
export function avatarAnswer({ workspaces }: World, path: string): EdgeAnswer {
	const [, team = "", id = ""] = /^\/avatars\/(T\w+)-(U\w+)\.svg$/.exec(path) ?? [];
	const user = workspaces.find((workspace) => workspace.id === team)?.users.get(id);
	if (user === undefined) return plainText(404, "There is nobody here");
	const words = user.realName.split(/\s+/).map((word) => word[0]?.toUpperCase() ?? "");
	const letters = words
		.slice(0, 2)
		.join("")
		.replaceAll(/[^\p{L}\p{N}]/gu, "");
	const headers = {
		...{ "content-type": "image/svg+xml", "cache-control": "max-age=3600" },
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
	};
	const style = `font:600 20px system-ui,sans-serif;fill:#fff`;
	const text = `<text x="24" y="31" text-anchor="middle" style="${style}">${letters}</text>`;
	const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="10" fill="${user.color}"/>${text}</svg>`;
	return { status: 200, headers, body };
}
