import { createHash } from "node:crypto";
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

/** Looks at pictures as the platform does before it takes them. Each says what is wrong, if anything. */
export interface MediaCheck {
	ofMessage(message: ApiMessage): Promise<string | undefined>;
	ofSpeaker(representative: ApiRepresentative): Promise<string | undefined>;
}

export function createMediaCheck(fetchMedia: FetchMedia): MediaCheck {
	/** What each avatar was when it was first used. */
	const avatars = new Map<string, string>();

	async function ofSpeaker({ avatarImage }: ApiRepresentative): Promise<string | undefined> {
		if (avatarImage === undefined) return undefined;
		const media = await fetchMedia(avatarImage);
		const problem = problemOfAvatar(media);
		if (problem !== undefined || media === undefined) return problem;
		const digest = createHash("sha256").update(media.bytes).digest("hex");
		const first = avatars.get(avatarImage) ?? digest;
		avatars.set(avatarImage, first);
		return first === digest ? undefined : "the avatar has changed since it was first used";
	}

	return {
		ofSpeaker,
		async ofMessage(message) {
			for (const picture of picturesOf(message)) {
				const problem = await problemOfPicture(picture, fetchMedia);
				if (problem !== undefined) return problem;
			}
			return ofSpeaker(message.representative);
		},
	};
}

async function problemOfPicture(
	{ fileUrl, thumbnailUrl }: ContentInfo,
	fetchMedia: FetchMedia,
): Promise<string | undefined> {
	const problem = problemOfFile("image", await fetchMedia(fileUrl), limits.image);
	if (problem !== undefined || thumbnailUrl === undefined) return problem;
	return problemOfFile("thumbnail", await fetchMedia(thumbnailUrl), limits.thumbnail);
}

function problemOfAvatar(media: Media | undefined): string | undefined {
	const { bytes, pixels } = limits.avatar;
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
