import { BatonError } from "@baton/core/error";
import { limits } from "./limits.js";
import type { MediaType } from "./send-request.js";

const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** How the files of the pictures begin that Messenger shows, and where. */
const beginnings: readonly { readonly at: number; readonly bytes: readonly number[] }[] = [
	{ at: 0, bytes: [0x89, ...ascii("PNG")] },
	{ at: 0, bytes: [0xff, 0xd8, 0xff] },
	{ at: 0, bytes: ascii("GIF8") },
	{ at: 8, bytes: ascii("WEBP") },
];

/**
 * Checks a file before it goes to Messenger.
 *
 * @throws BatonError `media-refused`; its message names the limit
 */
export function checkMedia(type: MediaType, bytes: Uint8Array): void {
	const most = type === "image" ? limits.image : limits.file;
	if (bytes.length === 0) throw mediaRefused("the file is empty");
	if (bytes.length > most)
		throw mediaRefused(`a file of type ${type} may have ${most} bytes and this has ${bytes.length}`);
	if (type === "image" && !isPicture(bytes))
		throw mediaRefused("it is said to be a picture and is no PNG, JPEG, GIF or WebP");
}

function isPicture(file: Uint8Array): boolean {
	return beginnings.some(({ at, bytes }) => bytes.every((byte, index) => file[at + index] === byte));
}

export function mediaRefused(why: string): BatonError {
	return new BatonError("media-refused", `Cannot send the attachment to Messenger: ${why}`);
}
