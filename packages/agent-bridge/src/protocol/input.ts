import type { Activity } from "@baton/core";
import type { Input, SpokenInput } from "./parts.js";

interface Attachment {
	readonly contentType: string;
	readonly contentUrl: string;
}

/** The simplest form of what was said. Whatever does not fit is in the activity. */
export function toInput(activity: Activity): Input {
	const { text } = activity;
	if (typeof text === "string" && text !== "") {
		return isAddress(text) ? { type: "url", value: text } : { type: "text", value: text };
	}
	const attachment = firstAttachment(activity);
	if (attachment !== undefined) {
		return {
			type: attachment.contentType.startsWith("image") ? "image" : "url",
			value: attachment.contentUrl,
		};
	}
	const done = activity.type === "event" ? activity.name : undefined;
	return locationOf(activity) ?? { type: "text", value: done ?? "" };
}

/** The message activity that says it. */
export function fromInput(input: SpokenInput): Activity {
	switch (input.type) {
		case "text":
		case "url":
			return { type: "message", text: input.value };
		case "image":
			return { type: "message", attachments: [{ contentType: "image/*", contentUrl: input.value }] };
		case "location":
			return { type: "message", entities: [toPlace(input.value)] };
	}
}

function isAddress(text: string): boolean {
	return text.length < 4096 && text.startsWith("http") && /^https?:\/\/\S+$/.test(text);
}

function firstAttachment({ attachments }: Activity): Attachment | undefined {
	return Array.isArray(attachments) ? attachments.find(isAttachment) : undefined;
}

function isAttachment(value: unknown): value is Attachment {
	return isRecord(value) && typeof value.contentType === "string" && typeof value.contentUrl === "string";
}

type Location = Extract<Input, { type: "location" }>;

/** Bot Framework knows a place as an entity, with schema.org's names. */
function toPlace({ latitude, longitude, name }: Location["value"]) {
	return { type: "Place", name, geo: { type: "GeoCoordinates", latitude, longitude } };
}

function locationOf({ entities }: Activity): Location | undefined {
	const place = entities?.find(({ type }) => type === "Place");
	const geo = place?.geo;
	if (place === undefined || !isRecord(geo)) return undefined;
	const { latitude, longitude } = geo;
	if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
	const name = typeof place.name === "string" ? { name: place.name } : {};
	return { type: "location", value: { latitude, longitude, ...name } };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
