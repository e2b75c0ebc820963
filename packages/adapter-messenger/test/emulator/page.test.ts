import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import {
	type EmulatedUser,
	type MessengerEmulator,
	type VirtualClock,
	virtualClock,
} from "../../src/emulator/index.js";
import { codeOf, type GraphAnswer, graphOf, startMessenger } from "./small-app.js";

const day = 24 * 60 * 60_000;

describe("What belongs to an emulated page", () => {
	let clock: VirtualClock;
	let files: Server;
	let address: string;
	let messenger: MessengerEmulator;
	let graph: ReturnType<typeof graphOf>;
	let sari: EmulatedUser;

	before(async () => {
		files = createServer(({ url = "" }, response) => {
			const [, type = "", subtype = "", size = "1"] = url.split("/");
			if (type === "none") return response.writeHead(404).end();
			if (type === "never") return undefined;
			return response
				.writeHead(200, { "Content-Type": `${type}/${subtype}` })
				.end(Buffer.alloc(Number(size)));
		}).listen(0, "127.0.0.1");
		await once(files, "listening");
		const bound = files.address();
		address = `http://localhost:${typeof bound === "object" ? bound?.port : ""}`;
	});

	after(() => {
		files.close();
		files.closeAllConnections();
	});

	beforeEach(async () => {
		clock = virtualClock();
		messenger = await startMessenger({ clock, fetchesMedia: true });
		graph = graphOf(messenger);
		sari = messenger.user();
		sari.say("Hi");
	});

	afterEach(() => messenger.close());

	function send(message: object, more: object = {}): Promise<GraphAnswer> {
		return graph("me/messages", { recipient: { id: sari.id }, message, ...more });
	}

	const media = (type: string, payload: object) => ({ attachment: { type, payload } });

	describe("personas", () => {
		const ana = () => ({ name: "Ana", profile_picture_url: `${address}/image/png` });

		it("are made with a name and a picture, and speak", async () => {
			const { id } = (await graph("me/personas", ana())).body;
			expect((await graph(id)).body).to.deep.equal({ id, ...ana() });
			await send({ text: "I am Ana" }, { persona_id: id });
			expect(sari.heard.at(-1)).to.deep.include({ text: "I am Ana", persona: "Ana" });
		});

		it("need a name of at most 50, and a picture that can be fetched and is not too large", async () => {
			const make = async (more: object) => codeOf(await graph("me/personas", { ...ana(), ...more }));
			expect(await make({ name: "x".repeat(51) })).to.equal("100");
			expect(await make({ name: " " })).to.equal("100");
			expect(await make({ name: undefined })).to.equal("100");
			expect(await make({ profile_picture_url: "data:image/png;base64,AA==" })).to.equal("100/2018008");
			expect(await make({ profile_picture_url: `${address}/none` })).to.equal("100/2018008");
			expect(await make({ profile_picture_url: `${address}/text/plain` })).to.equal("100/2018047");
			expect(await make({ profile_picture_url: `${address}/image/png/8388609` })).to.equal("100/2018109");
			expect((await graph("me/personas", { ...ana(), name: "x".repeat(50) })).status).to.equal(200);
		});

		it("speak no more when they are deleted, and what they said keeps their name", async () => {
			const { id } = (await graph("me/personas", ana())).body;
			await send({ text: "I am Ana" }, { persona_id: id });
			expect((await graph(id, undefined, { method: "DELETE" })).body).to.deep.equal({ success: true });
			expect(codeOf(await send({ text: "Again" }, { persona_id: id }))).to.equal("100");
			expect(codeOf(await graph(id))).to.equal("100/33");
			expect((await graph("me/personas")).body).to.deep.equal({ data: [] });
			expect(sari.heard.map(({ persona }) => persona)).to.deep.equal(["Ana"]);
		});

		it("are listed in pages, of which the last says nothing about paging", async () => {
			const ids: string[] = [];
			for (let count = 0; count < 3; count += 1) ids.unshift((await graph("me/personas", ana())).body.id);
			const first = (await graph("me/personas?limit=2")).body;
			expect(first.data.map(({ id }: { readonly id: string }) => id)).to.deep.equal(ids.slice(0, 2));
			expect(first.paging.next).to.include(first.paging.cursors.after);
			const last = (await graph(`me/personas?limit=2&after=${first.paging.cursors.after}`)).body;
			expect(last).to.deep.equal({ data: [{ id: ids[2], ...ana() }] });
		});
	});

	describe("files", () => {
		it("are fetched before a message is taken, if they fit their type and size", async () => {
			const at = (path: string) => ({ url: `${address}/${path}` });
			expect((await send(media("image", at("image/png")))).status).to.equal(200);
			expect(codeOf(await send(media("image", at("none"))))).to.equal("100/2018008");
			expect(codeOf(await send(media("image", { url: "ftp://a.example/a" })))).to.equal("100/2018008");
			expect(codeOf(await send(media("image", at("text/plain"))))).to.equal("100/2018047");
			expect(codeOf(await send(media("image", at("image/png/8388609"))))).to.equal("100/2018109");
			expect((await send(media("file", at("image/png/8388609")))).status).to.equal(200);
			expect(codeOf(await send(media("file", at("text/plain/26214401"))))).to.equal("100/2018109");
			expect(sari.heard).to.have.length(2);
		});

		it("are given up after 10 seconds, of video after 75", async () => {
			const arrives = () => once(files, "request");
			const asked = arrives();
			const image = send(media("image", { url: `${address}/never` }));
			await asked;
			await clock.advance(10_000);
			expect(codeOf(await image)).to.equal("100/2018008");
			const askedAgain = arrives();
			const video = send(media("video", { url: `${address}/never` }));
			await askedAgain;
			await clock.advance(75_000);
			expect(codeOf(await video)).to.equal("100/2018294");
		});

		it("can be sent again by their id for 90 days, by their page, as what they are", async () => {
			const url = `${address}/image/png`;
			const { attachment_id } = (await send(media("image", { url, is_reusable: true }))).body;
			expect((await send(media("image", { attachment_id }))).status).to.equal(200);
			expect(codeOf(await send(media("video", { attachment_id })))).to.equal("100/2018047");
			expect(codeOf(await send(media("image", { attachment_id: "1" })))).to.equal("100/2018074");
			await clock.advance(90 * day);
			sari.say("Still there?");
			expect(codeOf(await send(media("image", { attachment_id })))).to.equal("100/2018074");
		});

		it("are uploaded on their own, from an address or as a form", async () => {
			const url = `${address}/image/png`;
			const once = { message: media("image", { url }) };
			expect(codeOf(await graph("me/message_attachments", once))).to.equal("100");
			const stored = await graph("me/message_attachments", {
				message: media("image", { url, is_reusable: true }),
			});
			expect((await send(media("image", stored.body))).status).to.equal(200);
			const form = new FormData();
			form.set("message", JSON.stringify(media("image", { is_reusable: true })));
			form.set("filedata", new Blob(["GIF89a"], { type: "image/gif" }), "a.gif");
			const uploaded = (await graph("me/message_attachments", form)).body;
			expect((await send(media("image", uploaded))).status).to.equal(200);
			expect(sari.heard.at(-1)?.attachments[0]?.payload.url).to.match(/^data:image\/gif;base64,/);
		});

		it("come along with a message in a form", async () => {
			const form = new FormData();
			form.set("recipient", JSON.stringify({ id: sari.id }));
			form.set("message", JSON.stringify(media("audio", {})));
			form.set("filedata", new Blob(["ID3"], { type: "audio/mpeg" }), "a.mp3");
			expect((await graph("me/messages", form)).status).to.equal(200);
			form.set("filedata", new Blob(["text"], { type: "text/plain" }), "a.txt");
			expect(codeOf(await graph("me/messages", form))).to.equal("100/2018047");
		});
	});

	describe("settings", () => {
		it("are written, read and deleted", async () => {
			const greeting = [{ locale: "default", text: "Welcome" }];
			expect((await graph("me/messenger_profile", { greeting })).body).to.deep.equal({ result: "success" });
			const fields = "me/messenger_profile?fields=greeting,ice_breakers";
			expect((await graph(fields)).body).to.deep.equal({ data: [{ greeting }] });
			await graph("me/messenger_profile", { fields: ["greeting"] }, { method: "DELETE" });
			expect((await graph(fields)).body).to.deep.equal({ data: [{}] });
		});

		const item = { type: "postback", title: "Help", payload: "HELP" };
		const menu = (count: number, more: object = {}) => ({
			get_started: { payload: "START" },
			persistent_menu: [
				{ locale: "default", call_to_actions: Array.from({ length: count }, () => ({ ...item, ...more })) },
			],
		});
		const commands = (count: number, name = "help", description = "Helps") => ({
			commands: [
				{ locale: "default", commands: Array.from({ length: count }, () => ({ name, description })) },
			],
		});
		const breakers = (count: number) => ({
			ice_breakers: [
				{
					locale: "default",
					call_to_actions: Array.from({ length: count }, () => ({ question: "Open?", payload: "OPEN" })),
				},
			],
		});
		const limits: readonly (readonly [string, object, object])[] = [
			["more than 20 items in the menu", menu(21), menu(20)],
			[
				"an item's title of more than 30",
				menu(1, { title: "x".repeat(31) }),
				menu(1, { title: "x".repeat(30) }),
			],
			["a menu without Get Started", { ...menu(1), get_started: undefined }, menu(1)],
			["more than 100 commands", commands(101), commands(100)],
			["a command's name of more than 32", commands(1, "x".repeat(33)), commands(1, "x".repeat(32))],
			[
				"a command's description of more than 64",
				commands(1, "help", "x".repeat(65)),
				commands(1, "help", "x".repeat(64)),
			],
			["more than 4 ice breakers", breakers(5), breakers(4)],
			["nothing at all", {}, breakers(1)],
		];
		for (const [what, refused, taken] of limits) {
			it(`refuse ${what}`, async () => {
				expect(codeOf(await graph("me/messenger_profile", refused))).to.equal("100");
				expect((await graph("me/messenger_profile", taken)).body).to.deep.equal({ result: "success" });
			});
		}
	});
});
