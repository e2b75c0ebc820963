import type { EntryFrame } from "../protocol/entry-frame.js";
import type { FrameActivity, Input } from "../protocol/parts.js";
import type { Sender, ToldType, Words } from "./told.js";

type Said = Extract<EntryFrame, { readonly input: Input }>;
export type Spoken = Extract<Said, { readonly type: "userSay" | "botSay" | "agentSay" | "notice" }>;

const types = {
	userSay: "message.user",
	botSay: "message.bot",
	agentSay: "message.agent",
	notice: "message.notice",
} as const satisfies Record<Spoken["type"], ToldType>;

export function spokenType({ type }: Spoken): ToldType {
	return types[type];
}

export function isSpoken(frame: { readonly type: string }): frame is Spoken {
	return Object.hasOwn(types, frame.type);
}

/** What was said, who said it, and by which id it is known. */
export function wordsOf(frame: Spoken, appId: string): Words {
	return { message_id: frame.entryId, ...simplest(frame), sender: senderOf(frame, appId) };
}

/** The words alone. */
export function simplest({ input, activity }: Pick<Said, "input" | "activity">): Words {
	const text = typeof activity.text === "string" && activity.text !== "" ? activity.text : undefined;
	const media = mediaOf(activity);
	if (media !== undefined) return { ...media, text };
	if (input.type === "location") return { message_type: "location", location: input.value };
	if (input.type === "image") return { message_type: "image", media: input.value };
	return { message_type: input.type, text: text ?? input.value };
}

/** The first picture or file. */
function mediaOf({ attachments }: FrameActivity): Pick<Words, "message_type" | "media"> | undefined {
	if (!Array.isArray(attachments)) return undefined;
	for (const attachment of attachments as readonly unknown[]) {
		if (typeof attachment !== "object" || attachment === null) continue;
		const { contentType, contentUrl } = attachment as { readonly [member: string]: unknown };
		if (typeof contentUrl === "string") return { message_type: kindOf(contentType), media: contentUrl };
	}
	return undefined;
}

function kindOf(contentType: unknown): Exclude<Words["message_type"], undefined> {
	const kind = typeof contentType === "string" ? contentType.split("/", 1)[0] : undefined;
	return kind === "image" || kind === "video" || kind === "audio" ? kind : "file";
}

function senderOf(frame: Spoken, appId: string): Sender {
	if (frame.type === "userSay") return { by: "user", name: frame.activity.from?.name };
	const { displayName: name, avatarImage: avatar, representativeType } = frame.representative;
	if (frame.type === "notice") return { by: "notice", name, avatar };
	if (frame.type === "botSay") return { by: "bot", name, avatar };
	const by = representativeType === "HUMAN" ? "agent" : "bot";
	return { by, name, avatar, app_id: frame.fromAppId, own: frame.fromAppId === appId };
}
