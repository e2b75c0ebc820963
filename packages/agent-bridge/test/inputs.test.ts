import type { Activity } from "@baton/core";
import { expect } from "chai";
import { toInput } from "../src/protocol/input.js";

const picture = "https://cdn.example.com/shoes.png";
const geo = { type: "GeoCoordinates", latitude: 52.52, longitude: 13.405 };

/** What users send, as each channel brings it, and the simplest form in which a desk hears it. */
const sent: readonly (readonly [string, Partial<Activity>, unknown])[] = [
	["Messenger: text", { text: "Where is it?" }, { type: "text", value: "Where is it?" }],
	["Messenger: a link", { text: "https://shop.example.com/a?b=1" }, url("https://shop.example.com/a?b=1")],
	[
		"Messenger: a picture",
		{ attachments: [{ contentType: "image/*", contentUrl: picture }] },
		image(picture),
	],
	[
		"Messenger: a file",
		{
			attachments: [{ contentType: "application/octet-stream", contentUrl: "https://cdn.example.com/a.pdf" }],
		},
		url("https://cdn.example.com/a.pdf"),
	],
	[
		"Messenger: a voice message",
		{ attachments: [{ contentType: "audio/*", contentUrl: "https://cdn.example.com/a.mp4" }] },
		url("https://cdn.example.com/a.mp4"),
	],
	[
		"Messenger: a location",
		{ entities: [{ type: "Place", name: "Home", geo }] },
		{ type: "location", value: { latitude: 52.52, longitude: 13.405, name: "Home" } },
	],
	[
		"Messenger: a button",
		{ text: "Track my order", value: { type: "TRACK", payload: { order: 4711 } } },
		{ type: "text", value: "Track my order" },
	],
	["Business Messages: text", { text: "Are you open?" }, { type: "text", value: "Are you open?" }],
	[
		"Business Messages: a picture, whose address is signed",
		{ attachments: [{ contentType: "image/*", contentUrl: `${picture}?X-Goog-Signature=ab12` }] },
		image(`${picture}?X-Goog-Signature=ab12`),
	],
	[
		"Business Messages: a suggestion",
		{ text: "Yes", value: { type: "CONFIRM", payload: {} } },
		{ type: "text", value: "Yes" },
	],
	["web chat: text", { text: "Halo", textFormat: "plain" }, { type: "text", value: "Halo" }],
	[
		"web chat: a picture among files",
		{
			attachments: [
				{ contentType: "image/png", contentUrl: picture, name: "shoes.png" },
				{ contentType: "application/pdf", contentUrl: "https://cdn.example.com/a.pdf" },
			],
		},
		image(picture),
	],
	[
		"web chat: a picture with words",
		{ text: "This one", attachments: [{ contentType: "image/png", contentUrl: picture }] },
		{ type: "text", value: "This one" },
	],
	[
		"another Bot Framework channel: coordinates alone",
		{ text: "", entities: [{ type: "clientInfo" }, geo] },
		{ type: "location", value: { latitude: 52.52, longitude: 13.405 } },
	],
	[
		"a card that only the activity says",
		{ attachments: [{ contentType: "card" }] },
		{ type: "text", value: "" },
	],
];

function url(value: string) {
	return { type: "url", value };
}

function image(value: string) {
	return { type: "image", value };
}

describe("The input beside an activity", () => {
	for (const [what, activity, input] of sent) {
		it(`is of the same kind whatever the channel: ${what}`, () => {
			expect(toInput({ type: "message", ...activity })).to.deep.equal(input);
		});
	}
});
