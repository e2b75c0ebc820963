import { BatonError } from "@baton/core";
import { type FrameActivity, type SpokenInput, spokenInput } from "../protocol/parts.js";
import type { Asked } from "./asked.js";

type Spoken = { readonly input: SpokenInput } | { readonly activity: FrameActivity };

/** What the contact center wants to say: text, or a picture or file with text beside it. */
export function spokenOf({ text, kind, media, parameters }: Asked): Spoken {
	const contentUrl = media ?? (kind !== undefined && kind in contentTypes ? text : undefined);
	if (contentUrl === undefined && text === undefined) throw bad("there is neither text nor media in it");
	if (contentUrl !== undefined && !/^https?:\/\/\S+$/i.test(contentUrl))
		throw bad("the address of its media is not http or https");
	// Looked at before anything is taken in order to say it.
	const input = { type: "text", value: text ?? "" } as const;
	if (text !== undefined && !spokenInput.safeParse(input).success)
		throw bad("its text is empty, or longer than 65,536 characters");
	if (contentUrl === undefined && parameters === undefined) return { input };
	const contentType = contentTypes[kind as keyof typeof contentTypes] ?? "application/octet-stream";
	const words = text === undefined || text === contentUrl ? {} : { text };
	const attachments = contentUrl === undefined ? {} : { attachments: [{ contentType, contentUrl }] };
	const channelData = parameters === undefined ? {} : { channelData: { customParameters: parameters } };
	return { activity: { type: "message", ...words, ...attachments, ...channelData } };
}

const contentTypes = {
	image: "image/*",
	video: "video/*",
	audio: "audio/*",
	file: "application/octet-stream",
} as const;

function bad(why: string): BatonError {
	return new BatonError("bad-event", `Cannot take the event: ${why}`);
}
