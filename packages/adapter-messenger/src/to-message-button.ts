import { BatonError } from "@baton/core/error";
import { z } from "zod";
import type { Button, QuickReply } from "./send-request.js";

/** A Bot Framework button: on a card, or suggested. */
export const cardAction = z.looseObject({
	type: z.string(),
	title: z.string().default(""),
	value: z.unknown().optional(),
	text: z.string().nullish(),
	image: z.string().nullish(),
});
export type CardAction = z.output<typeof cardAction>;

/** What says something to the bot when it is pressed. */
const speaking: ReadonlySet<string> = new Set(["postBack", "imBack", "messageBack"]);
/** What opens something. */
const opening: ReadonlySet<string> = new Set([
	"openUrl",
	"signin",
	"playAudio",
	"playVideo",
	"showImage",
	"downloadFile",
]);

/** @throws BatonError `messenger-unsupported` */
export function toButton({ type, title, value }: CardAction): Button {
	if (speaking.has(type)) return { type: "postback", title, payload: payloadOf(value ?? title) };
	if (opening.has(type)) return { type: "web_url", title, url: String(value ?? "") };
	if (type === "call")
		return { type: "phone_number", title, payload: String(value ?? "").replace(/^tel:/, "") };
	throw unsupported(`a button of type ${JSON.stringify(type)}`, "use postBack, imBack, openUrl or call");
}

/** What a card opens when it is pressed beside its buttons. */
export function toDefaultAction(tap: CardAction | null | undefined): Button | undefined {
	return tap && opening.has(tap.type) ? { type: "web_url", url: String(tap.value ?? "") } : undefined;
}

/** @throws BatonError `messenger-unsupported` */
export function toQuickReply({ type, title, value, image }: CardAction): QuickReply {
	if (!speaking.has(type))
		throw unsupported(
			`a suggested action of type ${JSON.stringify(type)}`,
			"quick replies only say something: put it on a card",
		);
	const payload = payloadOf(value ?? title);
	return { content_type: "text", title, payload, ...(image ? { image_url: image } : {}) };
}

/** The other way round, `readPostback` of core understands both. */
function payloadOf(value: unknown): string {
	return typeof value === "string" ? value : JSON.stringify(value);
}

export function unsupported(what: string, remedy: string): BatonError {
	return new BatonError("messenger-unsupported", `Cannot show ${what} on Messenger: ${remedy}`);
}
