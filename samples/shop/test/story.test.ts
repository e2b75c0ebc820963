import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "./story/browser.js";
import { type Customer, customerAt, expectOneVoice } from "./story/customer.js";
import { type Desk, deskByKeyboard, deskByMouse } from "./story/desk.js";
import { type ShopProcess, startShop } from "./story/shop-process.js";

const pictures = fileURLToPath(new URL("screenshots", import.meta.url));
const wide = { viewport: { width: 1360, height: 860 } };
const phone = { viewport: { width: 390, height: 800 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const overviewStyle = `
	body { margin: 0; display: flex; gap: 28px; padding: 28px; background: linear-gradient(120deg, #ead9cd, #cfdcd6) }
	img { width: 908px; border-radius: 14px; box-shadow: 0 12px 40px rgb(40 20 40 / 28%) }
`;

/**
 * Sari writes English at a desk, Dewi Indonesian on a phone. Ana works with the mouse, Budi by keyboard alone.
 * Each step goes on where the one before it ended.
 */
describe("A day at the shop", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let data: string;
	let shop: ShopProcess;
	let browser: Browser;
	let sari: Customer;
	let dewi: Customer;
	let ana: Desk;
	let budi: Desk;

	before(async () => {
		await mkdir(pictures, { recursive: true });
		data = await mkdtemp(join(tmpdir(), "baton-story-"));
		[shop, browser] = await Promise.all([startShop(data), openBrowser()]);
		sari = customerAt(await openWindow(browser, { ...wide, locale: "en-US", colorScheme: "light" }, faults));
		dewi = customerAt(await openWindow(browser, { ...phone, locale: "id-ID", colorScheme: "dark" }, faults));
		await Promise.all([sari.page.goto(shop.address), dewi.page.goto(shop.address)]);
	});

	after(async () => {
		await browser?.close();
		await shop?.stop();
		await rm(data, { recursive: true, force: true });
	});

	function picture(name: string, page: Page): Promise<unknown> {
		return page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
	}

	/** The customer's page and the desk side by side. */
	async function pictureOfBoth(name: string, ...pages: readonly Page[]): Promise<void> {
		const shots = await Promise.all(pages.map((page) => page.screenshot({ animations: "disabled" })));
		const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString("base64")}">`);
		const window = await openWindow(browser, { viewport: { width: 1900, height: 660 } }, faults);
		await window.setContent(`<style>${overviewStyle}</style>${images.join("")}`);
		await picture(name, window);
		await window.context().close();
	}

	it("begins with a bot that says that it is one", async () => {
		await sari.sees("BOT", "Bot Toko");
		await dewi.sees("BOT", "Bot Toko");
		await picture("1-welcome", sari.page);
		await picture("1-welcome-phone", dewi.page);
	});

	it("answers when it is sure, in the language of the question", async () => {
		await sari.say("Can I pay when it arrives, please?");
		await sari.hears("BOT", "You can pay cash on delivery");
		await dewi.say("Bisa bayar di tempat ga sis?");
		await dewi.hears("BOT", "Bisa, kak! Bayar di tempat");
		await dewi.say("ada gaun baru?");
		await dewi.hears("BOT", "Ini koleksi kami");
	});

	it("puts into the cart what is pressed on a card", async () => {
		await dewi.page.getByRole("button", { name: "Masukkan keranjang: Gaun Senja" }).first().click();
		await dewi.hears("BOT", "Sudah masuk keranjang");
		await dewi.page.getByRole("button", { name: "Keranjang: 1" }).waitFor();
		await picture("2-cart-phone", dewi.page);
	});

	it("asks back when it is nearly sure", async () => {
		await dewi.say("paketku mana kok rusak");
		await picture("3-clarify-phone", dewi.page);
		await dewi.page.getByRole("button", { name: "Pesanan saya" }).click();
		await dewi.hears("BOT", "Aku belum menemukan pesananmu");
	});

	it("says honestly that nobody is there", async () => {
		await dewi.say("bisa custom nama di kemeja ga?");
		await dewi.isTold("nobodyFree", "belum ada rekan kami");
	});

	it("calls a person, and says that it does", async () => {
		ana = deskByMouse(await openWindow(browser, { ...wide, colorScheme: "light" }, faults));
		budi = deskByKeyboard(await openWindow(browser, { ...wide, colorScheme: "dark" }, faults));
		await ana.page.goto(shop.signInLink("Ana"));
		await budi.page.goto(shop.signInLink("Budi"));
		await Promise.all([ana, budi].map(({ page }) => page.getByText("Nobody is waiting.").waitFor()));
		await sari.say("Can I get it gift wrapped and delivered on Saturday?");
		await sari.isTold("pleaseWait", "One moment please");
		await dewi.page.getByRole("button", { name: "Panggil orang" }).click();
		await dewi.isTold("pleaseWait", "Mohon tunggu");
		await dewi.page.getByRole("button", { name: "Tidak jadi" }).click();
		await dewi.isTold("requestCancelled", "berhenti mencarikan");
		await dewi.say("mau bicara sama orang dong");
		await dewi.page.locator(".chat-head[data-waiting=true]").waitFor();
		await picture("4-waiting-phone", dewi.page);
	});

	it("lets two people in, each to one customer, with name and picture", async () => {
		await ana.take(await sari.name());
		await budi.take(await dewi.name());
		await sari.sees("HUMAN", "Ana");
		await dewi.sees("HUMAN", "Budi");
		await ana.page.getByRole("textbox", { name: /^Reply to/ }).pressSequentially("Hi", { delay: 20 });
		await sari.page.locator(".typing", { hasText: "Ana is typing" }).waitFor();
		await ana.say("Hi, I am Ana. Yes: wrapped with a ribbon, and our own rider brings it on Saturday.");
		await sari.hears("HUMAN", "our own rider brings it on Saturday");
		await sari.say("Wonderful! It is for my sister's wedding.");
		await ana.hears("It is for my sister's wedding.");
		await budi.say("Halo kak, saya Budi. Ada yang bisa dibantu?");
		await dewi.hears("HUMAN", "saya Budi");
		await dewi.say("Gaunnya ada ukuran M?");
		await budi.hears("Gaunnya ada ukuran M?");
		await picture("5-human", sari.page);
		await picture("5-human-phone", dewi.page);
		await picture("5-desk", ana.page);
		await pictureOfBoth("overview", sari.page, ana.page);
	});

	it("answers buttons as a bot, also while a person is in", async () => {
		await dewi.page.getByRole("button", { name: "Keranjang: 1" }).click();
		await dewi.page.getByRole("dialog").getByRole("button", { name: "Hapus: Gaun Senja" }).click();
		await dewi.page.getByRole("button", { name: "Keranjang: 0" }).waitFor({ state: "attached" });
		await dewi.page.keyboard.press("Escape");
		await dewi.hears("BOT", "Dihapus dari keranjang: Gaun Senja");
	});

	it("shows a second tab the same conversation", async () => {
		const tab = customerAt(await sari.page.context().newPage());
		await tab.page.goto(shop.address);
		await tab.sees("HUMAN", "Ana");
		expect(await tab.lines()).to.deep.equal(await sari.lines());
		await tab.page.close();
	});

	it("goes on after kill -9 where it was, for everybody", async () => {
		const before = await Promise.all([sari.lines(), dewi.lines()]);
		await shop.kill();
		await Promise.all([sari, dewi].map(({ page }) => page.locator(".link-state .lost").waitFor()));
		await sari.say("Are you still there?");
		await sari.page.getByText("Will be sent when the connection is back").waitFor();
		await picture("6-lost", sari.page);
		await shop.start();
		await Promise.all(
			[sari, dewi].map(({ page }) => page.locator(".link-state .lost").waitFor({ state: "detached" })),
		);
		await Promise.all([ana.isInControl(), budi.isInControl()]);
		await ana.hears("Are you still there?");
		expect((await dewi.lines()).slice(0, before[1].length)).to.deep.equal(before[1]);
		expect((await sari.lines()).slice(0, before[0].length)).to.deep.equal(before[0]);
	});

	it("keeps the people in their conversations", async () => {
		await ana.say("I am, and I have put it aside for you.");
		await sari.hears("HUMAN", "put it aside for you");
		await sari.sees("HUMAN", "Ana");
		await budi.say("Ada kak, tinggal dua.");
		await dewi.hears("HUMAN", "tinggal dua");
		await picture("7-back", sari.page);
	});

	it("gives the conversation back to the bot, and says so", async () => {
		await ana.release();
		await budi.release();
		await sari.sees("BOT", "Bot Toko");
		await dewi.sees("BOT", "Bot Toko");
		await sari.say("how long does shipping take?");
		await sari.hears("BOT", "We ship from Yogyakarta");
		await dewi.say("jam buka toko");
		await dewi.hears("BOT", "Jalan Tirtodipuran");
		await picture("8-bot-again", sari.page);
	});

	it("has let one voice speak at a time, each under its own label", async () => {
		const [saris, dewis] = await Promise.all([sari.lines(), dewi.lines()]);
		expectOneVoice(saris, "Ana");
		expectOneVoice(dewis, "Budi");
		expect(saris.filter(({ text }) => text.includes("Are you still there?"))).to.have.length(1);
	});

	it("shows after a reload what it showed before", async () => {
		for (const { page, lines } of [sari, dewi]) {
			const before = await lines();
			await page.reload();
			await page.locator(".log article").last().waitFor();
			expect(await lines()).to.deep.equal(before);
		}
	});

	it("closes when it is asked to, without a fault in any window", async () => {
		expect(await shop.stop()).to.equal(0);
		expect(faults).to.deep.equal([]);
	});
});
