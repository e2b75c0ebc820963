import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Edge, type EdgeAnswer, folderMedia, type MediaStore, mediaEdge } from "../../src/http/index.js";

const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0a, 0x00, 0xff]);
const png = { type: "image/png", name: "shoes.png" };

describe("A folder of media", () => {
	let folder: string;
	let media: MediaStore;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-media-"));
		media = folderMedia({ folder: join(folder, "media") });
	});
	afterEach(() => rm(folder, { recursive: true }));

	it("gives back what it keeps, byte by byte, and what it is", async () => {
		const kept = await media.read(await media.keep(picture, png));
		expect(kept).to.deep.include(png);
		expect([...(kept?.bytes ?? [])]).to.deep.equal([...picture]);
	});

	it("gives each a path that cannot be guessed", async () => {
		const paths = [await media.keep(picture, png), await media.keep(picture, png)];
		expect(new Set(paths).size).to.equal(2);
		for (const path of paths) expect(path).to.match(/^\/media\/[\w-]{32}$/);
	});

	it("knows the path beforehand where an id is given", async () => {
		const id = "a-secret-that-nobody-can-guess";
		const path = media.pathOf(id);
		expect(await media.read(path)).to.equal(undefined);
		expect(await media.keep(picture, { ...png, id })).to.equal(path);
	});

	it("is still there for another process", async () => {
		const path = await media.keep(picture, png);
		expect(await folderMedia({ folder: join(folder, "media") }).read(path)).to.deep.include(png);
	});

	it("removes what it is told to, and what is too old", async () => {
		const path = await media.keep(picture, png);
		await media.remove(path);
		expect(await media.read(path)).to.equal(undefined);
		const old = await media.keep(picture, png);
		await utimes(join(folder, old), new Date(0), new Date(0));
		await folderMedia({ folder: join(folder, "media") }).keep(picture, png);
		expect(await media.read(old)).to.equal(undefined);
		expect(await readdir(join(folder, "media"))).to.have.length(1);
	});

	it("reads nothing outside of itself", async () => {
		for (const path of [
			"/media/../secret-of-the-machine",
			"/media/..%2fsecret-of-the-machine",
			"/etc/passwd",
			"/media/",
		])
			expect(await media.read(path)).to.equal(undefined);
		expect(() => media.pathOf("../secret-of-the-machine")).to.throw(/\[bad-media-id\]/);
	});
});

describe("Media that is served", () => {
	let folder: string;
	let media: MediaStore;
	let edge: Edge;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-media-"));
		media = folderMedia({ folder });
		edge = mediaEdge(media);
	});
	afterEach(() => rm(folder, { recursive: true }));

	function get(path: string, from = edge, method = "GET"): Promise<EdgeAnswer> {
		return from({
			method,
			path,
			query: new URLSearchParams(),
			header: () => undefined,
			body: new Uint8Array(),
		});
	}

	it("is shown if it is a picture, and nobody takes it for anything else", async () => {
		const { status, headers, body } = await get(await media.keep(picture, png));
		expect([status, headers?.["content-type"], headers?.["content-disposition"]]).to.deep.equal([
			200,
			"image/png",
			"inline",
		]);
		expect(headers?.["x-content-type-options"]).to.equal("nosniff");
		expect(headers?.["content-security-policy"]).to.contain("sandbox");
		expect([...((body as Uint8Array) ?? [])]).to.deep.equal([...picture]);
	});

	for (const type of [
		"text/html",
		"image/svg+xml",
		"application/pdf",
		"audio/mpeg",
		"text/html; charset=utf-8",
	]) {
		it(`is for saving if it is ${type}`, async () => {
			const { headers } = await get(await media.keep(picture, { type, name: 'a "file".html' }));
			expect(headers?.["content-disposition"]).to.equal("attachment; filename*=UTF-8''a%20%22file%22.html");
			expect(headers?.["content-type"]).to.equal(type.includes(";") ? "application/octet-stream" : type);
		});
	}

	it("lets no name or type break out of its header", async () => {
		const { headers } = await get(
			await media.keep(picture, { type: "a/b\r\nset-cookie: x", name: "\r\n\ud800'" }),
		);
		expect(JSON.stringify(headers)).not.to.match(/\\r|\\n|set-cookie/);
	});

	it("is not found if it is not there, and only read", async () => {
		expect((await get("/media/there-is-nothing-here")).status).to.equal(404);
		expect((await get(await media.keep(picture, png), edge, "DELETE")).status).to.equal(405);
	});

	it("is looked for once more where it came from", async () => {
		const id = "what-came-from-elsewhere";
		const onMissing = async (): Promise<void> => void (await media.keep(picture, { ...png, id }));
		expect((await get(media.pathOf(id), mediaEdge(media, { onMissing }))).status).to.equal(200);
	});
});
