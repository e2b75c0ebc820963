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

/** A place with its coordinates, or the coordinates alone: channels send either. */
function locationOf({ entities }: Activity): Location | undefined {
	for (const entity of entities ?? []) {
		const { latitude, longitude } = isRecord(entity.geo) ? entity.geo : entity;
		if (!places.has(entity.type) || typeof latitude !== "number" || typeof longitude !== "number") continue;
		const name = typeof entity.name === "string" ? { name: entity.name } : {};
		return { type: "location", value: { latitude, longitude, ...name } };
	}
	return undefined;
}

const places: ReadonlySet<string> = new Set(["Place", "GeoCoordinates"]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null;
}
