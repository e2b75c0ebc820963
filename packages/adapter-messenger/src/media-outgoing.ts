import { createHash } from "node:crypto";
import type { Clock } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import type { GraphApi, GraphResult } from "./graph-api.js";
import { describe } from "./graph-error-text.js";
import { checkMedia, mediaRefused } from "./media-check.js";
import type { MediaOptions } from "./media-options.js";
import type { Step } from "./send-one.js";
import type { Attachment, MediaAttachment, MediaType, MessageRequest } from "./send-request.js";

export interface OutgoingMediaOptions {
	readonly graph: GraphApi;
	readonly store: () => ChannelStore;
	readonly clock: Clock;
	/** Where desks keep what people send. */
	readonly media?: MediaOptions | undefined;
}

/** Makes attachments ready that Messenger cannot fetch by their address: those with data in it, and those kept here. */
export interface OutgoingMedia {
	/**
	 * Uploads the file, once for each page, and puts its id in the address's place. `until` is when an answer is of
	 * no use any more, epoch milliseconds; the upload goes on, and the next try finds it done.
	 *
	 * @throws BatonError `media-refused`
	 */
	ready(page: string, request: MessageRequest, until: number): Promise<MessageRequest | Step>;
	/** Messenger does not know the upload any more: the next try uploads it again. */
	forget(page: string, request: MessageRequest): Promise<void>;
}

/** Messenger keeps an upload for 90 days. https://developers.facebook.com/docs/messenger-platform/send-messages/saving-assets */
const keepMs = 80 * 86_400_000;
const lookAgainMs = 1_000;

interface File {
	readonly bytes: Uint8Array;
	readonly contentType: string;
	readonly name: string;
}

export function createOutgoingMedia(options: OutgoingMediaOptions): OutgoingMedia {
	const { graph, store, clock, media } = options;
	const { publicUrl = "" } = media ?? {};
	const uploads = new Map<string, Promise<GraphResult>>();

	/** `undefined`: Messenger fetches it. */
	async function fileOf({ type, payload }: MediaAttachment): Promise<File | undefined> {
		const { url = "" } = payload;
		if (url.startsWith("data:")) return dataOf(url, type);
		const path = publicUrl !== "" && url.startsWith(publicUrl) ? url.slice(publicUrl.length) : url;
		if (!path.startsWith("/")) return undefined;
		const kept = await media?.store.read(path);
		if (kept === undefined) throw mediaRefused(`nothing is kept under ${JSON.stringify(path)}`);
		return { bytes: kept.bytes, contentType: kept.type, name: kept.name };
	}

	function upload(page: string, type: MediaType, { bytes, contentType, name }: File): Promise<GraphResult> {
		return graph.call({
			page,
			path: `${page}/message_attachments`,
			body: { message: { attachment: { type, payload: { is_reusable: true } } } },
			file: { bytes, name, type: contentType },
		});
	}

	/** The id of the upload, or what came of the attempt. */
	async function idOf(page: string, type: MediaType, file: File, until: number): Promise<string | Step> {
		const fact = factOf(page, type, file);
		const known = await store().readFact(fact);
		if (known !== undefined) return known;
		const uploading = uploads.get(fact) ?? upload(page, type, file);
		uploads.set(fact, uploading);
		const result = await inTime(uploading, until);
		if (result === undefined)
			return { state: "later", error: "The attachment is still being uploaded", afterMs: lookAgainMs };
		uploads.delete(fact);
		const id = result.isOk ? idIn(result.body) : undefined;
		if (id === undefined) return stepOf(result);
		await store().writeFact(fact, id, keepMs);
		return id;
	}

	function inTime(uploading: Promise<GraphResult>, until: number): Promise<GraphResult | undefined> {
		return new Promise((resolve, reject) => {
			const callOff = clock.after(Math.max(0, until - clock.now() - sendMs), () => resolve(undefined));
			uploading.then(resolve, reject).finally(callOff);
		});
	}

	return {
		async ready(page, request, until) {
			const { attachment } = request.message;
			const file = isMedia(attachment) ? await fileOf(attachment) : undefined;
			if (file === undefined || !isMedia(attachment)) return request;
			checkMedia(attachment.type, file.bytes);
			const id = await idOf(page, attachment.type, file, until);
			if (typeof id !== "string") return id;
			const uploaded: MediaAttachment = { type: attachment.type, payload: { attachment_id: id } };
			return { ...request, message: { ...request.message, attachment: uploaded } };
		},
		async forget(page, { message: { attachment } }) {
			const file = isMedia(attachment) ? await fileOf(attachment) : undefined;
			if (file !== undefined && isMedia(attachment))
				await store().writeFact(factOf(page, attachment.type, file), undefined, 0);
		},
	};
}

/** What the message itself needs after its attachment. */
const sendMs = 3_000;

function isMedia(attachment: Attachment | undefined): attachment is MediaAttachment {
	return attachment !== undefined && attachment.type !== "template";
}

function factOf(page: string, type: MediaType, { bytes }: File): string {
	return `messenger:attachment:${page}:${type}:${createHash("sha256").update(bytes).digest("base64url")}`;
}

function dataOf(url: string, type: MediaType): File {
	const [, contentType, base64, data = ""] =
		/^data:([\w.+-]+\/[\w.+-]+)?[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
	if (contentType === undefined || base64 === undefined)
		throw mediaRefused("its data is not written as data:<type>;base64,<data>");
	return { bytes: Buffer.from(data, "base64"), contentType, name: type };
}

function idIn(body: unknown): string | undefined {
	const { attachment_id: id } = body as { readonly attachment_id?: unknown };
	return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** A file that was uploaded and is not known costs nothing: it may be uploaded again. */
function stepOf(result: GraphResult): Step {
	if (result.isOk) return { state: "refused", error: "Messenger gave the attachment no id" };
	const error = describe(result);
	const { kind, afterMs, times } = result;
	return kind === "retry" || kind === "unknown"
		? { state: "later", error, afterMs, times: times ?? 2 }
		: { state: "refused", error };
}
