import type { UploadedFile } from "./graph-call.js";
import { isJsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import { platformLimits, platformTimes } from "./platform-limits.js";
import type { SentAttachment } from "./send-schema.js";
import type { MediaType, Page, StoredFile } from "./state.js";
import { newDigits, type World } from "./world.js";

const prefixes: Readonly<Record<MediaType, string>> = {
	image: "image/",
	audio: "audio/",
	video: "video/",
	file: "",
};

function isMediaType(type: string): type is MediaType {
	return Object.hasOwn(prefixes, type);
}

/**
 * The file that a message is sent with: uploaded with it, stored before, or fetched from an address.
 *
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets
 */
export async function takeMedia(
	world: World,
	page: Page,
	{ type, payload }: SentAttachment,
	file: UploadedFile | undefined,
): Promise<StoredFile> {
	if (!isMediaType(type)) throw refusal("bad-parameter", `(#100) There is no attachment type "${type}"`);
	if (file !== undefined) return store(world, page, type, toAddress(checked(type, file)));
	const { url, attachment_id } = payload;
	if (attachment_id !== undefined) return stored(world, page, type, String(attachment_id));
	if (typeof url !== "string" || !/^https?:/.test(url)) throw refusal("fetch-failed");
	if (world.options.fetchesMedia ?? true) checked(type, await fetchFile(world, type, url));
	return store(world, page, type, url);
}

function stored({ clock }: World, page: Page, type: MediaType, id: string): StoredFile {
	const found = page.files.get(id);
	if (found === undefined || found.expiresAt <= clock.now()) throw refusal("not-your-attachment");
	if (found.type !== type) throw refusal("wrong-media-type");
	return found;
}

function store({ clock }: World, page: Page, type: MediaType, url: string): StoredFile {
	const expiresAt = clock.now() + platformTimes.attachmentLife;
	const file = { id: newDigits(), type, url, expiresAt };
	page.files.set(file.id, file);
	return file;
}

function toAddress({ type, bytes }: UploadedFile): string {
	return `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
}

function checked(type: MediaType, file: UploadedFile): UploadedFile {
	if (!file.type.startsWith(prefixes[type])) throw refusal("wrong-media-type");
	const most = type === "image" ? platformLimits.imageBytes : platformLimits.fileBytes;
	if (file.bytes.length > most) throw refusal("too-large");
	return file;
}

/** Fetches as Messenger does before it takes a message. */
export async function fetchFile({ clock }: World, type: MediaType, url: string): Promise<UploadedFile> {
	const patience = new AbortController();
	const calm = clock.after(type === "video" ? platformTimes.fetchVideo : platformTimes.fetch, () =>
		patience.abort(),
	);
	try {
		const response = await fetch(url, { signal: patience.signal });
		if (!response.ok) throw refusal("fetch-failed");
		const bytes = new Uint8Array(await response.arrayBuffer());
		return { name: url, type: response.headers.get("content-type") ?? "", bytes };
	} catch {
		throw refusal(patience.signal.aborted && type === "video" ? "fetch-timeout" : "fetch-failed");
	} finally {
		calm();
	}
}

/** Whether the app will send it again. */
export function isReusable(payload: unknown): boolean {
	return isJsonObject(payload) && (payload.is_reusable === true || payload.is_reusable === "true");
}
