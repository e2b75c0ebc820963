import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import {
	type BusinessMessagesEmulator,
	type EmulatedUser,
	type Media,
	startEmulator,
} from "../../src/emulator/index.js";
import { limits } from "../../src/index.js";
import { type RawApi, rawApi } from "../support/raw-api.js";

const png = (width: number, height: number, length = 100): Media => {
	const bytes = Buffer.alloc(length);
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return { type: "image/png", bytes };
};

/** Start of image, an application segment, and a frame header. */
const jpeg = (width: number, height: number): Media => {
	const bytes = Buffer.alloc(40);
	bytes.set([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]);
	bytes.set([0xff, 0xc0, 0x00, 0x11, 0x08, height >> 8, height & 0xff, width >> 8, width & 0xff], 20);
	return { type: "image/jpeg", bytes };
};

const { pixels, bytes } = limits.avatar;

const files: Record<string, Media> = {
	"/fine.png": png(10, 10, limits.image),
	"/large.png": png(10, 10, limits.image + 1),
	"/picture.gif": { type: "image/gif", bytes: Buffer.alloc(10) },
	"/thumbnail.png": png(10, 10, limits.thumbnail),
	"/large-thumbnail.png": png(10, 10, limits.thumbnail + 1),
	"/avatar.png": png(pixels, pixels, bytes),
	"/avatar.jpeg": jpeg(pixels, pixels),
	"/large-avatar.png": png(pixels, pixels, bytes + 1),
	"/small-avatar.png": png(512, 512),
	"/small-avatar.jpeg": jpeg(pixels, 512),
};

describe("The pictures of a message", () => {
	let emulator: BusinessMessagesEmulator;
	let api: RawApi;
	let mia: EmulatedUser;

	before(async () => {
		emulator = await startEmulator({ fetchMedia: (url) => files[new URL(url).pathname] });
		api = rawApi(emulator);
		mia = emulator.user();
	});

	after(() => emulator.close());

	let count = 0;

	async function send(content: object, representative: object = {}): Promise<string> {
		count += 1;
		const { status, message } = await api.request("POST", `conversations/${mia.conversationId}/messages`, {
			messageId: `m${count}`,
			representative: { representativeType: "BOT", ...representative },
			...content,
		});
		return status === "INVALID_ARGUMENT" ? message : status;
	}

	function image(name: string, more: object = {}): object {
		return { image: { contentInfo: { fileUrl: `https://shop.example${name}`, ...more } } };
	}

	it("are fetched, and are JPEG or PNG of at most 5 MB", async () => {
		expect(await send(image("/fine.png"))).to.equal("OK");
		expect(await send(image("/large.png"))).to.include("image has more than 5000000 bytes");
		expect(await send(image("/picture.gif"))).to.include("neither JPEG nor PNG");
		expect(await send(image("/missing.png"))).to.include("cannot be fetched");
	});

	it("are checked in cards, too", async () => {
		const media = { height: "TALL", contentInfo: { fileUrl: "https://shop.example/large.png" } };
		expect(await send({ richCard: { standaloneCard: { cardContent: { media } } } })).to.include("more than");
		const cards = { cardWidth: "SMALL", cardContents: [{ title: "x" }, { media }] };
		expect(await send({ richCard: { carouselCard: cards } })).to.include("more than");
	});

	it("have thumbnails of at most 25 KB", async () => {
		const thumbnail = (name: string) => image("/fine.png", { thumbnailUrl: `https://shop.example${name}` });
		expect(await send(thumbnail("/thumbnail.png"))).to.equal("OK");
		expect(await send(thumbnail("/large-thumbnail.png"))).to.include("thumbnail has more than 25000 bytes");
	});

	it("come from people with an avatar of 1024 by 1024 pixels and at most 50 KB", async () => {
		const by = (name: string) => send({ text: "Hi" }, { avatarImage: `https://shop.example${name}` });
		expect(await by("/avatar.png")).to.equal("OK");
		expect(await by("/avatar.jpeg")).to.equal("OK");
		expect(await by("/large-avatar.png")).to.include("avatar has more than 50000 bytes");
		expect(await by("/small-avatar.png")).to.include("1024 by 1024");
		expect(await by("/small-avatar.jpeg")).to.include("1024 by 1024");
	});

	it("come from people whose avatar stays what it was when it was first used", async () => {
		const by = () => send({ text: "Hi" }, { avatarImage: "https://shop.example/changing.png" });
		files["/changing.png"] = png(pixels, pixels);
		expect(await by()).to.equal("OK");
		expect(await by()).to.equal("OK");
		files["/changing.png"] = png(pixels, pixels, 101);
		expect(await by()).to.include("has changed since it was first used");
	});

	it("are checked with events as well", async () => {
		const representative = {
			representativeType: "HUMAN",
			avatarImage: "https://shop.example/small-avatar.png",
		};
		const body = { eventType: "REPRESENTATIVE_JOINED", representative };
		const path = `conversations/${mia.conversationId}/events?eventId=e1`;
		expect(await api.post(path, body)).to.equal("INVALID_ARGUMENT");
	});
});
