import type { Awaitable } from "@baton/core";
import { limits } from "../limits.js";
import type { ApiMessage, ApiRepresentative, CardContent } from "../wire.js";

/** A file at an address. */
export interface Media {
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** Fetches a file; `undefined` if there is none. */
export type FetchMedia = (url: string) => Awaitable<Media | undefined>;

type ContentInfo = NonNullable<ApiMessage["image"]>["contentInfo"];

/** What is wrong with the pictures of a message, if anything. */
export async function problemOfMedia(
	message: ApiMessage,
	fetchMedia: FetchMedia,
): Promise<string | undefined> {
	for (const { fileUrl, thumbnailUrl } of picturesOf(message)) {
		const problem =
			problemOfFile("image", await fetchMedia(fileUrl), limits.image) ??
			(thumbnailUrl === undefined
				? undefined
				: problemOfFile("thumbnail", await fetchMedia(thumbnailUrl), limits.thumbnail));
		if (problem !== undefined) return problem;
	}
	return problemOfAvatar(message.representative, fetchMedia);
}

export async function problemOfAvatar(
	{ avatarImage }: ApiRepresentative,
	fetchMedia: FetchMedia,
): Promise<string | undefined> {
	if (avatarImage === undefined) return undefined;
	const { bytes, pixels } = limits.avatar;
	const media = await fetchMedia(avatarImage);
	const problem = problemOfFile("avatar", media, bytes);
	if (problem !== undefined || media === undefined) return problem;
	const size = sizeOf(media);
	return size?.width === pixels && size.height === pixels
		? undefined
		: `the avatar is not ${pixels} by ${pixels} pixels`;
}

function picturesOf({ image, richCard }: ApiMessage): readonly ContentInfo[] {
	const cards: readonly CardContent[] = [
		...(richCard?.standaloneCard === undefined ? [] : [richCard.standaloneCard.cardContent]),
		...(richCard?.carouselCard?.cardContents ?? []),
	];
	const media = [image, ...cards.map((card) => card.media)];
	return media.flatMap((each) => (each === undefined ? [] : [each.contentInfo]));
}

function problemOfFile(what: string, media: Media | undefined, most: number): string | undefined {
	if (media === undefined) return `the ${what} cannot be fetched`;
	if (media.type !== "image/jpeg" && media.type !== "image/png") return `the ${what} is neither JPEG nor PNG`;
	return media.bytes.length > most ? `the ${what} has more than ${most} bytes` : undefined;
}

interface Size {
	readonly width: number;
	readonly height: number;
}

function sizeOf({ type, bytes }: Media): Size | undefined {
	const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (type === "image/jpeg") return sizeOfJpeg(view);
	return view.length < 24 ? undefined : { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

/** Frame headers are marked 0xC0 to 0xCF, apart from three that mean something else. */
function sizeOfJpeg(view: Buffer): Size | undefined {
	for (let at = 2; at + 9 <= view.length; at += 2 + view.readUInt16BE(at + 2)) {
		const marker = view.readUInt8(at + 1);
		if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
			return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
	}
	return undefined;
}
