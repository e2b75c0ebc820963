import { BatonError } from "@baton/core";
import type { SlackFile } from "../endpoint/happening.js";
import type { Desk } from "./desk.js";

/** Larger files stay in Slack. Most channels take less. */
const mostBytes = 25 * 1024 * 1024;
const withinMs = 30_000;

export interface Attachment {
	readonly contentType: string;
	readonly contentUrl: string;
	readonly name: string;
}

/**
 * Brings a file from Slack, which shows it to members only, to where the customer's channel can fetch it.
 *
 * @throws BatonError `no-media`, `too-large`, `file-unavailable`
 */
export async function bringFile({ settings }: Pick<Desk, "settings">, file: SlackFile): Promise<Attachment> {
	const { media, token, apiUrl } = settings;
	if (media === undefined)
		throw unavailable("no-media", file, "files are not enabled here, give the desk `media`");
	if (file.size > mostBytes) throw unavailable("too-large", file, "it is larger than 25 MB");
	if (file.url === undefined || !isSlacks(file.url, apiUrl))
		throw unavailable("file-unavailable", file, "Slack gives no address for it");
	const response = await fetchFile(file, file.url, token);
	const bytes = new Uint8Array(await response.arrayBuffer());
	const path = await media.store.keep(bytes, { type: file.type, name: file.name });
	return { contentType: file.type, contentUrl: new URL(path, media.publicUrl).href, name: file.name };
}

/** The token goes to Slack and nowhere else. */
function isSlacks(url: string, apiUrl: string): boolean {
	const { origin, hostname, protocol } = new URL(url);
	return origin === new URL(apiUrl).origin || (protocol === "https:" && /(^|\.)slack\.com$/.test(hostname));
}

async function fetchFile(file: SlackFile, url: string, token: string): Promise<Response> {
	const response = await fetch(url, {
		headers: { authorization: `Bearer ${token}` },
		redirect: "error",
		signal: AbortSignal.timeout(withinMs),
	}).catch((cause: unknown) => {
		throw unavailable("file-unavailable", file, "Slack does not give it", cause);
	});
	// Without the scope `files:read` Slack answers with the page on which people sign in.
	const isPage = response.headers.get("content-type")?.startsWith("text/html") && file.type !== "text/html";
	if (response.ok && !isPage) return response;
	throw unavailable("file-unavailable", file, `Slack does not give it (${response.status})`);
}

function unavailable(code: string, { name }: SlackFile, why: string, cause?: unknown): BatonError {
	return new BatonError(code, `Cannot send ${name}: ${why}`, { cause });
}
