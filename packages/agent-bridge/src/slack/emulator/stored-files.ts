import type { EdgeAnswer, EdgeRequest } from "@baton/core/http";
import { plainText } from "@baton/core/http";
import { installOf } from "./api/token.js";
import type { StoredFile, Workspace } from "./state.js";
import type { World } from "./world.js";

const types: Readonly<Record<string, string>> = {
	...{ png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp" },
	...{ pdf: "application/pdf", txt: "text/plain", csv: "text/csv", json: "application/json" },
	...{ mp3: "audio/mpeg", mp4: "video/mp4", zip: "application/zip", html: "text/html" },
};

/** Slack goes by the name. */
export function typeOfName(name: string): string {
	return types[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** What an app uploads: the bytes alone, or as a form has them. */
export async function takeUpload(world: World, request: EdgeRequest): Promise<EdgeAnswer> {
	const key = request.path.split("/").at(-1);
	const file = filesIn(world).find(({ stored }) => stored.uploadKey === key)?.stored;
	if (file === undefined || file.bytes !== undefined) return plainText(404, "There is no such upload");
	const bytes = await bytesIn(request);
	if (bytes === undefined || bytes.length !== file.length)
		return plainText(400, "The file has not the length that was announced");
	file.bytes = bytes;
	return plainText(200, `OK - ${bytes.length}`);
}

async function bytesIn(request: EdgeRequest): Promise<Uint8Array | undefined> {
	const type = request.header("content-type") ?? "";
	if (!type.startsWith("multipart/form-data")) return request.body;
	const init = { headers: { "content-type": type } };
	const form = await new Response(new Uint8Array(request.body), init).formData().catch(() => undefined);
	const [value] = form?.values() ?? [];
	return value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : undefined;
}

/**
 * Hands out a file to who may have it. Whoever has no good token is sent to a page for signing in, which answers 200:
 * an app that does not look at the type takes that page for the file.
 */
export function giveFile(world: World, request: EdgeRequest): EdgeAnswer {
	const [, team = "", id = ""] = /^\/files-pri\/(T\w+)-(F\w+)\//.exec(request.path) ?? [];
	const found = filesIn(world).find(({ workspace, stored }) => workspace.id === team && stored.id === id);
	const token = /^Bearer (.+)$/i.exec(request.header("authorization") ?? "")?.[1] ?? "";
	const caller = installOf(world, token);
	if (caller === undefined || !caller.scopes.includes("files:read"))
		return { status: 302, headers: { location: `${world.url}/sign-in` } };
	if (found === undefined || caller.install.workspace !== found.workspace || !isSeen(found, caller.user.id))
		return plainText(404, "There is no such file");
	return fileAnswer(found.stored);
}

export function fileAnswer({ bytes, name, type }: StoredFile): EdgeAnswer {
	if (bytes === undefined) return plainText(404, "There is no such file");
	const isShown = type.startsWith("image/") && type !== "image/svg+xml";
	const headers = {
		...{ "content-type": type, "x-content-type-options": "nosniff" },
		"content-security-policy": "default-src 'none'; sandbox",
		"content-disposition": `${isShown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(name)}`,
	};
	return { status: 200, headers, body: bytes };
}

interface Found {
	readonly workspace: Workspace;
	readonly stored: StoredFile;
}

function filesIn({ workspaces }: World): readonly Found[] {
	return workspaces.flatMap((workspace) =>
		Array.from(workspace.files.values(), (stored) => ({ workspace, stored })),
	);
}

function isSeen({ workspace, stored }: Found, user: string): boolean {
	const places = [...stored.channels].map((id) => workspace.channels.get(id));
	return stored.user === user || places.some((channel) => channel?.members.has(user) === true);
}
