import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, silentLogger } from "@baton/core";
import { folderMedia, type MediaStore } from "@baton/core/http";
import { expect } from "chai";
import { createIncomingMedia, type IncomingMedia } from "../src/media-incoming.js";
import { json, refusal } from "./support/graph-server.js";
import { ana, page, recipient, type WayOut, wayOut } from "./support/way-out.js";

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const inline = `data:image/png;base64,${png.toString("base64")}`;

function picture(contentUrl: string) {
	return { attachments: [{ contentType: "image/png", contentUrl }] };
}

describe("A file that a human sends from a desk", () => {
	let folder: string;
	let media: MediaStore;
	let out: WayOut;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-messenger-"));
		media = folderMedia({ folder });
		out = await wayOut({ media: { store: media, publicUrl: "https://desk.example" } });
	});
	afterEach(async () => {
		await out.close();
		await rm(folder, { recursive: true });
	});

	const uploads = () => out.server.calls.filter(({ path }) => path.endsWith("/message_attachments"));
	const shown = () => out.bodies().map(({ message }) => (message as { attachment: unknown }).attachment);

	it("is fetched by Messenger itself if it is somewhere else", async () => {
		await out.try(picture("https://shop.example/a.png"), ana);
		expect(uploads()).to.have.length(0);
		expect(shown()).to.deep.equal([{ type: "image", payload: { url: "https://shop.example/a.png" } }]);
	});

	it("is uploaded if it is kept here, by its path or its full address, and sent by its id", async () => {
		const path = await media.keep(png, { type: "image/png", name: "shoes.png" });
		await out.try(picture(path), ana);
		await out.try(picture(`https://desk.example${path}`), ana, "e2");
		expect(uploads()).to.have.length(1);
		expect(uploads()[0]?.path).to.equal(`/v25.0/${page}/message_attachments`);
		expect(uploads()[0]?.raw).to.contain('filename="shoes.png"\r\nContent-Type: image/png');
		const { attachment_id } = (shown()[0] as { payload: { attachment_id: string } }).payload;
		expect(attachment_id).to.match(/^attachment-/);
		expect(shown()).to.deep.equal([
			{ type: "image", payload: { attachment_id } },
			{ type: "image", payload: { attachment_id } },
		]);
	});

	it("is uploaded if it comes as data", async () => {
		expect((await out.try(picture(inline), ana)).state).to.equal("sent");
		expect(uploads()).to.have.length(1);
	});

	it("is refused if it is too large, empty, gone or no picture", async () => {
		const huge = await media.keep(Buffer.concat([png, new Uint8Array(8 * 1024 * 1024)]), {
			type: "image/png",
			name: "a",
		});
		const empty = await media.keep(new Uint8Array(), { type: "image/png", name: "a" });
		const fake = await media.keep(Buffer.from("<script>"), { type: "image/png", name: "a" });
		const cases: readonly (readonly [string, RegExp])[] = [
			[huge, /8388608 bytes and this has 8388615/],
			[empty, /empty/],
			[fake, /no PNG/],
			["/media/nothing-is-kept-under-this", /nothing is kept/],
			["data:image/png,abc", /base64/],
		];
		for (const [url, why] of cases)
			expect(await out.try(picture(url), ana))
				.to.have.property("error")
				.that.matches(why);
		expect(out.bodies()).to.have.length(0);
	});

	it("is tried again if the upload failed for the moment, and refused if for good", async () => {
		await out.channel.showTyping(recipient, ana);
		out.server.answers.push(refusal(2), refusal(100, 2018047));
		expect((await out.try(picture(inline), ana)).state).to.equal("retry");
		expect((await out.try(picture(inline), ana)).state).to.equal("failed");
		expect((await out.try(picture(inline), ana, "e2")).state).to.equal("sent");
	});

	it("is uploaded again if Messenger has not got it any more", async () => {
		await out.try(picture(inline), ana);
		out.server.answers.push(refusal(100, 2018074), json(200, { id: "still there" }));
		expect((await out.try(picture(inline), ana, "e2")).state).to.equal("retry");
		expect((await out.try(picture(inline), ana, "e2")).state).to.equal("sent");
		expect(uploads()).to.have.length(2);
	});
});

describe("A file that a user sends", () => {
	let folder: string;
	let media: MediaStore;
	let incoming: IncomingMedia;
	let asked: string[];
	let answers: (readonly [number, string, Buffer])[];
	let source: string;
	let close: () => void;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-messenger-"));
		media = folderMedia({ folder });
		asked = [];
		answers = [];
		const server = createServer((request, response) => {
			asked.push(request.url ?? "");
			const [status, type, body] = answers.shift() ?? [200, "image/png", png];
			response.writeHead(status, status === 302 ? { location: body.toString() } : { "content-type": type });
			response.end(body);
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		source = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		close = () => void server.close();
		incoming = open(true);
	});
	afterEach(async () => {
		close();
		await rm(folder, { recursive: true });
	});

	const store = memoryStore();
	function open(allowPrivate: boolean): IncomingMedia {
		return createIncomingMedia({
			media: { store: media, allowPrivate },
			store: () => store,
			secret: "s",
			logger: silentLogger,
		});
	}

	function adopted(url: string, contentType = "image/*"): string {
		const { attachments } = incoming.adopt({
			type: "message",
			attachments: [{ contentType, contentUrl: url }],
		});
		return (attachments as readonly { readonly contentUrl: string }[])[0]?.contentUrl ?? "";
	}

	it("gets an address that lasts, at once, and is fetched at once", async () => {
		const path = adopted(`${source}/a.png?token=1`);
		expect(path).to.match(/^\/media\/[\w-]{43}$/);
		await incoming.settled();
		expect(await media.read(path)).to.deep.include({ type: "image/png", name: "a.png" });
		expect(asked).to.deep.equal(["/a.png?token=1"]);
	});

	it("has the same address if it is told of twice, and another for whoever does not know the secret", async () => {
		const path = adopted(`${source}/a.png`);
		expect(adopted(`${source}/a.png`)).to.equal(path);
		const other = createIncomingMedia({
			media: { store: media, allowPrivate: true },
			store: () => store,
			secret: "t",
			logger: silentLogger,
		});
		const activity = {
			type: "message",
			attachments: [{ contentType: "image/*", contentUrl: `${source}/a.png` }],
		};
		expect(JSON.stringify(other.adopt(activity))).not.to.contain(path);
		await Promise.all([incoming.settled(), other.settled()]);
	});

	it("is followed through redirects, each checked", async () => {
		answers.push([302, "", Buffer.from(`${source}/b.png`)]);
		const path = adopted(`${source}/a.png`);
		await incoming.settled();
		expect(asked).to.deep.equal(["/a.png", "/b.png"]);
		expect(await media.read(path)).to.have.property("type", "image/png");
	});

	it("is tried again when it is asked for, if it could not be fetched before", async () => {
		incoming = open(false);
		const path = adopted(`${source}/late.png`);
		incoming = open(true);
		await incoming.onMissing(path);
		expect(await media.read(path)).to.have.property("type", "image/png");
		await incoming.onMissing("/media/nobody-ever-heard-of-this");
	});

	it("is not kept if it is not what it is said to be", async () => {
		answers.push([200, "text/html", Buffer.from("<script>")]);
		const path = adopted(`${source}/page`);
		await incoming.settled();
		expect(asked).to.deep.equal(["/page"]);
		expect(await media.read(path)).to.equal(undefined);
	});

	it("is not fetched from inside the own network", async () => {
		incoming = open(false);
		adopted(`${source}/secrets`);
		adopted("http://169.254.169.254/latest/meta-data");
		await incoming.settled();
		expect(asked).to.deep.equal([]);
	});

	it("is left alone if it is a link", () => {
		expect(adopted("https://shop.example/page", "text/html")).to.equal("https://shop.example/page");
		expect(incoming.adopt({ type: "message", text: "no attachments" })).to.deep.equal({
			type: "message",
			text: "no attachments",
		});
	});
});
