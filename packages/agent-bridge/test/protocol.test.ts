import type { Activity, AppId, Entry } from "@baton/core";
import { expect } from "chai";
import { frameJsonSchemas, serverFrame, toFrame } from "../src/index.js";
import { fromInput, toInput } from "../src/protocol/input.js";
import { clientFrameMeanings, serverFrameMeanings } from "../src/protocol/meaning.js";
import { printFrameTable } from "../src/protocol/print.js";

const facts = { conversationId: "facebook/page/ada", botId: "shop", botUserId: "u_1", channel: "facebook" };
const desk = "desk" as AppId;

/** An entry as the log has it. */
function entry(body: object): Entry {
	const line = { id: "7.a", position: 7, at: 1_700_000_000_500, session: 1, epoch: 3, to: [desk] };
	return { ...line, ...body } as unknown as Entry;
}

const activity: Activity = { type: "message", text: "hello" };
const human = { id: "mara", displayName: "Mara" };
const representative = { representativeType: "HUMAN", displayName: "Mara" };
const holder = { app: "desk", kind: "human", person: undefined };
const offer = {
	id: "o1",
	to: ["night", "desk"],
	reason: { type: "asked" },
	since: 1_700_000_000_000,
	from: 2,
};

const bodies: readonly (readonly [string, object])[] = [
	["userSay", { type: "userSaid", activity, postback: { type: "buy", payload: { sku: 1 } } }],
	["botSay", { type: "botSaid", activity, representative }],
	["agentSay", { type: "appSaid", app: "desk", human, activity, representative, how: "said" }],
	["notice", { type: "notice", notice: "pleaseWait", activity, representative }],
	["joined", { type: "joined", app: "desk", human, activity, representative }],
	["left", { type: "left", app: "desk", human, activity, representative }],
	["draft", { type: "draft", activity, why: "unsure", confidence: 0.4 }],
	["draftUsed", { type: "draftUsed", draft: "5.a", how: "corrected", app: "desk", human }],
	["handover", { type: "offered", offer, again: false, by: undefined }],
	["handoverDeclined", { type: "offerEnded", offer: "o1", how: "declined" }],
	["handoverExpired", { type: "offerEnded", offer: "o1", how: "expired" }],
	["handoverWithdrawn", { type: "offerEnded", offer: "o1", how: "cancelled" }],
	["messageLeft", { type: "messageLeft", said: "5.a", activity, offer }],
	["takeoverConfirmed", { type: "granted", holder, from: 2, how: "tookOver" }],
	["takeover", { type: "revoked", holder, why: "tookOver" }],
	["release", { type: "revoked", holder, why: "idle" }],
	["reminder", { type: "reminded", holder }],
	["status", { type: "status", state: "accepted", message: "desk", awaySince: undefined }],
	["watch", { type: "watched", app: "desk", from: 1 }],
	["unwatch", { type: "unwatched", app: "desk" }],
	["note", { type: "note", app: "desk", human: undefined, text: "calls back at five" }],
	["delivery", { type: "deliveryFailed", entry: "5.a", state: "failed", error: "blocked" }],
	["edit", { type: "edited", entry: "5.a", activity }],
	["delete", { type: "deleted", entry: "5.a" }],
	["mode", { type: "modeSet", mode: "off", app: undefined }],
	["link", { type: "linked", account: "a-1" }],
	["gap", { type: "missed", app: desk, from: 3, through: 40, count: 12 }],
	["sessionEnd", { type: "sessionEnded", why: "silence", handedOver: false }],
];

describe("A line of a log as a frame", () => {
	for (const [type, body] of bodies) {
		it(`is "${type}" as its schema has it`, () => {
			const frame = toFrame(entry(body), facts, { app: desk });
			const sent: unknown = JSON.parse(JSON.stringify(frame));

			expect(serverFrame.parse(sent)).to.deep.equal(sent);
			expect(frame).to.include({
				...facts,
				type,
				position: 7,
				entryId: "7.a",
				epoch: 3,
				time: 1_700_000_000.5,
			});
		});
	}

	it("is addressed to the app that reads it, where several are asked", () => {
		const frame = toFrame(entry({ type: "offered", offer, again: false, by: undefined }), facts, {
			app: desk,
		});

		expect(frame).to.include({ toAppId: "desk" });
	});

	it("says who holds control at the time of telling, however late that is", () => {
		const standing = {
			epoch: 9,
			holder: { app: "night" as AppId, kind: "human", person: undefined },
		} as const;
		const frame = toFrame(entry({ type: "revoked", holder, why: "lost" }), facts, { app: desk, standing });

		expect(frame).to.deep.include({
			holderEpoch: 9,
			holder: { appId: "night", kind: "human", personId: undefined },
		});
	});
});

describe("An input", () => {
	const place = { type: "location", value: { latitude: 52.5, longitude: 13.4, name: "Berlin" } } as const;

	for (const input of [
		{ type: "text", value: "hello" },
		{ type: "url", value: "https://example.com/a" },
		{ type: "image", value: "https://example.com/a.png" },
		place,
	] as const) {
		it(`of type ${input.type} is the same after it was an activity`, () => {
			expect(toInput(fromInput(input))).to.deep.equal(input);
		});
	}

	it("is the address of a file where a file was sent", () => {
		const file = { contentType: "application/pdf", contentUrl: "https://example.com/a.pdf" };

		expect(toInput({ type: "message", attachments: [file] })).to.deep.equal({
			type: "url",
			value: file.contentUrl,
		});
	});

	it("is an empty text where only the activity says what it was", () => {
		expect(toInput({ type: "message", attachments: [{ contentType: "card", content: {} }] })).to.deep.equal({
			type: "text",
			value: "",
		});
	});
});

describe("The table of frames", () => {
	it("has every frame once, with its meaning", () => {
		const rows = printFrameTable().split("\n");
		const meanings = [
			...Object.values(serverFrameMeanings),
			...Object.values(clientFrameMeanings).map(({ means }) => means),
		];

		for (const means of meanings)
			expect(rows.filter((row) => row.endsWith(`| ${means} |`))).to.have.length(1);
	});
});

describe("The JSON Schemas", () => {
	it("have every frame, and leave room for members of later versions", () => {
		const { client, server } = frameJsonSchemas();

		expect(typesOf(client)).to.deep.equal(Object.keys(clientFrameMeanings).sort());
		expect(typesOf(server)).to.deep.equal(Object.keys(serverFrameMeanings).sort());
		expect(JSON.stringify(client)).to.not.include('"additionalProperties":false');
	});

	function typesOf({ oneOf }: ReturnType<typeof frameJsonSchemas>["client"]): readonly string[] {
		const frames = oneOf as readonly { readonly properties: { readonly type: { readonly const: string } } }[];
		return frames.map(({ properties }) => properties.type.const).sort();
	}
});
