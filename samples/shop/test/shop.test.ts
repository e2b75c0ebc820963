import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@baton/core";
import { expect } from "chai";
import { openShop, type Shop } from "../src/shop.js";
import { type CustomerPage, fetchCookie, linesOf, openPage, openSocket } from "./helpers/customer.js";

describe("The shop", function () {
	this.timeout(20_000);
	let data: string;
	let shop: Shop;
	const pages: CustomerPage[] = [];

	before(async () => {
		data = await mkdtemp(join(tmpdir(), "baton-shop-"));
		shop = await openShop({ data, port: 0, deskPort: 0, gatePort: 0, logger: silentLogger });
	});

	afterEach(() => {
		for (const page of pages.splice(0)) page.close();
	});

	after(async () => {
		await shop.close();
		await rm(data, { recursive: true, force: true });
	});

	async function open(cookie?: string): Promise<CustomerPage> {
		const page = await openPage(shop.address, cookie);
		pages.push(page);
		return page;
	}

	it("answers when it is sure, in the customer's language, labelled as a bot", async () => {
		const page = await open();
		page.say("Bisa bayar di tempat ga sis?");
		const line = await page.untilText(/^Bisa, kak!/);
		expect(line).to.deep.include({ kind: "said" });
		expect(line.kind === "said" && line.representative.representativeType).to.equal("BOT");
	});

	it("says at once that nobody is free when the desk is empty", async () => {
		const page = await open();
		page.say("Can I get it gift wrapped and delivered on Saturday?");
		const line = await page.untilText(/nobody is free/);
		expect(line).to.include({ kind: "notice", notice: "nobodyFree" });
	});

	it("takes a message once, however often it arrives", async () => {
		const page = await open();
		const id = page.say("how long does shipping take");
		page.say("how long does shipping take", id);
		await page.untilText(/^We ship from/);
		page.say("thanks");
		await page.untilText(/^You are welcome/);
		const words = page.frames.flatMap((frame) => (frame.type === "line" ? [frame.line] : []));
		expect(words.filter(({ kind }) => kind === "user")).to.have.length(2);
		expect(words.filter(({ kind }) => kind === "said")).to.have.length(2);
	});

	it("shows the same conversation in every tab and after a reload", async () => {
		const page = await open();
		const tab = await open(page.cookie);
		page.say("thanks");
		await Promise.all([page.untilText(/^You are welcome/), tab.untilText(/^You are welcome/)]);
		expect(linesOf(await open(page.cookie)).map(({ kind }) => kind)).to.deep.equal(["user", "said"]);
	});

	it("shows nobody else's conversation", async () => {
		const page = await open();
		page.say("thanks");
		await page.untilText(/^You are welcome/);
		expect(linesOf(await open())).to.deep.equal([]);
	});

	it("fills the cart, empties it and takes an order by buttons", async () => {
		const page = await open();
		const item = page.press("Add", { type: "ADD_TO_CART", payload: { product: "rattan-bag" } });
		await page.untilText(/^In your cart/);
		page.press("Remove", { type: "DELETE_CART_ITEM", payload: { item } });
		await page.untilText("Taken out of your cart: Rattan bag");
		page.press("Remove", { type: "DELETE_CART_ITEM", payload: { item } });
		await page.untilText(/not in your cart any more/);
		page.press("Add", { type: "ADD_TO_CART", payload: { product: "woven-scarf" } });
		await page.until(
			(frame): frame is typeof frame => frame.type === "cart" && frame.items[0]?.product === "woven-scarf",
		);
		page.press("Check out", { type: "CHECKOUT", payload: {} });
		await page.untilText(/Rp 149\.000\.$/);
		page.say("where is my order");
		await page.untilText(/^Order TS-\d{5} is being packed/);
	});

	it("says so when a button carries what it should not", async () => {
		const page = await open();
		page.press("Add", { type: "ADD_TO_CART", payload: { product: "crown-jewels" } });
		expect(await page.untilText(/button no longer works/)).to.include({ notice: "invalidButton" });
	});

	it("refuses a page of another site, and whoever has no cookie of ours", async () => {
		const cookie = await fetchCookie(shop.address);
		const { address } = shop;
		expect(await statusOf({ cookie, origin: "https://elsewhere.example" })).to.equal(403);
		expect(await statusOf({ cookie })).to.equal(403);
		expect(await statusOf({ origin: address })).to.equal(401);
		expect(await statusOf({ origin: address, cookie: `${cookie}x` })).to.equal(401);
	});

	it("hangs up on what it cannot read, and goes on for everybody else", async () => {
		const [page, other] = [await open(), await open()];
		page.send({ type: "say", text: "no id" });
		expect(await page.closed).to.equal(1008);
		other.say("thanks");
		await other.untilText(/^You are welcome/);
	});

	it("refuses to take messages faster than anybody writes, and says which", async () => {
		const page = await open();
		for (let count = 0; count < 20; count += 1) page.say(`thanks ${count}`);
		const refused = await page.until((frame): frame is typeof frame => frame.type === "refused");
		expect(refused).to.include({ type: "refused", why: "too-fast" });
	});

	it("serves its page with guards, and nothing outside its folder", async () => {
		const response = await fetch(shop.address);
		expect(response.status).to.equal(200);
		expect(response.headers.get("content-security-policy")).to.include("default-src 'self'");
		expect((await fetch(`${shop.address}/../package.json`)).status).to.equal(404);
		expect((await fetch(`${shop.address}/..%2f..%2fpackage.json`)).status).to.equal(404);
		expect((await fetch(shop.address, { method: "POST" })).status).to.equal(405);
	});

	function statusOf(headers: Readonly<Record<string, string>>): Promise<number | undefined> {
		const socket = openSocket(shop.address, headers);
		return new Promise((resolve, reject) => {
			socket.once("unexpected-response", (_, response) => resolve(response.statusCode));
			socket.once("open", () => reject(new Error("It was let in")));
			socket.once("error", () => {});
		});
	}
});
