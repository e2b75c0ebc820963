import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { silentLogger } from "@baton/core";
import { openBrowser, openWindow } from "@baton/sample-shop/test/story/browser.js";
import { type Desk, deskByMouse } from "@baton/sample-shop/test/story/desk.js";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openShop, type Shop } from "../src/shop.js";
import { type Phone, phoneOf } from "./phone.js";

const pictures = fileURLToPath(new URL("screenshots", import.meta.url));
const framed = { viewport: { width: 560, height: 892 } };
const small = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const wide = { viewport: { width: 1360, height: 844 } };

const sheet = `
	body { margin: 0; display: flex; gap: 40px; align-items: center; padding: 32px 40px; background: linear-gradient(120deg, #ece5d8, #d5e0d9) }
	img:first-child { border-radius: 52px; box-shadow: 0 24px 64px rgb(40 34 20 / 32%) }
	img:last-child { border-radius: 14px; box-shadow: 0 16px 48px rgb(40 34 20 / 28%) }
`;

/** Sari has a phone, Dewi another one; Ana works at the desk, and somebody in the page's inbox. */
describe("A day on Messenger", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let data: string;
	let shop: Shop;
	let browser: Browser;
	let sari: Phone;
	let dewi: Phone;
	let ana: Desk;

	before(async () => {
		await mkdir(pictures, { recursive: true });
		data = await mkdtemp(join(tmpdir(), "baton-messenger-"));
		const anyPort = { port: 0, deskPort: 0, messengerPort: 0 };
		[shop, browser] = await Promise.all([
			openShop({ data, ...anyPort, logger: silentLogger }),
			openBrowser(),
		]);
		sari = phoneOf(await openWindow(browser, { ...framed, colorScheme: "light" }, faults));
		dewi = phoneOf(await openWindow(browser, { ...small, colorScheme: "dark" }, faults));
		await sari.page.goto(shop.address);
		await dewi.page.goto(`${shop.address}?user=7250000000000002`);
	});

	after(async () => {
		await browser?.close();
		await shop?.close();
		await rm(data, { recursive: true, force: true });
	});

	function picture(name: string, page: Page): Promise<Buffer> {
		return page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
	}

	it("begins with a button, and a bot that says that it is one", async () => {
		await sari.press("Get started");
		await sari.hears("BOT", "Toko Senja", "the shop's robot");
	});

	it("shows cards with pictures, and answers their buttons", async () => {
		await sari.press("See the clothes");
		await sari.page.getByRole("list", { name: "5 cards" }).waitFor();
		const covers = sari.page.locator(".card img");
		await covers.first().evaluate("image => image.decode()");
		expect(await covers.count()).to.equal(5);
		await sari.page.locator(".card", { hasText: "Senja dress" }).getByRole("button").click();
		await sari.hears("BOT", "Toko Senja", "Senja dress is in your cart");
		await picture("1-cards", sari.page);
	});

	it("answers questions, and asks back when it is not quite sure", async () => {
		await dewi.say("How long does shipping take?");
		await dewi.hears("BOT", "Toko Senja", "We ship from Yogyakarta");
		await picture("2-answer-phone", dewi.page);
	});

	it("says honestly that nobody is there, and takes no message from whoever leaves none", async () => {
		await dewi.choose("Talk to a person");
		await dewi.hears("BOT", "Toko Senja", /nobody|no colleague|not available/i);
		await dewi.press("No, thank you");
		await dewi.hears("BOT", "Toko Senja", "talking to our assistant again");
	});

	it("calls a person, who is shown with name, picture and label", async () => {
		ana = deskByMouse(await openWindow(browser, { ...wide, colorScheme: "light" }, faults));
		await ana.page.goto(shop.signInLinks[0]?.link ?? "");
		await ana.page.getByText("Nobody is waiting.").waitFor();
		await sari.say("Can I talk to a person, please?");
		await sari.hears("BOT", "Toko Senja", "One moment please");
		await ana.page.locator("button.row", { hasText: "Sari Wulandari" }).click();
		await ana.page.getByRole("toolbar").getByRole("button", { name: /^Take/ }).click();
		await ana.isInControl();
		await sari.hears("BOT", "Toko Senja", "Ana has joined");
		await ana.say("Hello! I am Ana. How can I help?");
		await sari.hears("HUMAN", "Ana", "I am Ana");
		await sari.say("Does the dress come in M?");
		await ana.hears("Does the dress come in M?");
	});

	it("shows that the person types", async () => {
		await ana.page.getByRole("textbox", { name: /^Reply to/ }).pressSequentially("It", { delay: 20 });
		await sari.page.getByRole("img", { name: "Ana is typing" }).waitFor();
		await ana.say("It does, and I have put one aside for you.");
		await sari.hears("HUMAN", "Ana", "put one aside");
		await sari.say("Wonderful, thank you!");
		await ana.hears("Wonderful, thank you!");
		await picture("3-human", sari.page);
		await picture("3-desk", ana.page);
	});

	it("makes a picture of it", async () => {
		const views = [sari.page.locator("main"), ana.page];
		const shots = await Promise.all(views.map((view) => view.screenshot({ animations: "disabled" })));
		const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString("base64")}">`);
		const window = await openWindow(browser, { viewport: { width: 1888, height: 916 } }, faults);
		await window.setContent(`<style>${sheet}</style>${images.join("")}`);
		await picture("overview", window);
		await window.context().close();
	});

	it("takes reactions", async () => {
		await sari.react("put one aside", "React with ❤️");
		await sari.page.getByRole("img", { name: "Reaction ❤️" }).waitFor();
	});

	it("lets the page's inbox take over, past the desk", async () => {
		const inbox = await openWindow(browser, { ...framed, colorScheme: "light" }, faults);
		await inbox.goto(`${shop.inbox}?user=7250000000000001`);
		await inbox.getByText("with an app").waitFor();
		await inbox.getByRole("textbox").fill("Budi here, from the page: the dress leaves today.");
		await inbox.keyboard.press("Enter");
		await sari.hears("HUMAN", "Toko Senja", "the dress leaves today");
		await ana.hears("the dress leaves today");
		await inbox.getByText("yours").waitFor();
		await sari.say("Perfect");
		await ana.hears("Perfect");
		await picture("4-inbox", inbox);
		await inbox.context().close();
	});

	it("works by keyboard alone", async () => {
		await dewi.page.getByRole("textbox").focus();
		await dewi.page.keyboard.type("What do you have?");
		await dewi.page.keyboard.press("Enter");
		await dewi.page.getByRole("button", { name: "Add to cart" }).first().waitFor();
		await dewi.page.getByRole("button", { name: "More" }).focus();
		await dewi.page.keyboard.press("Enter");
		await dewi.page.keyboard.press("ArrowDown");
		await dewi.page.keyboard.press("Escape");
		expect(await dewi.page.getByRole("menu").isVisible()).to.equal(false);
		await dewi.page.getByRole("button", { name: "Add to cart" }).first().focus();
		await dewi.page.keyboard.press("Enter");
		await dewi.hears("BOT", "Toko Senja", "is in your cart");
		await picture("5-keyboard-phone", dewi.page);
	});

	it("has let one voice speak at a time, without a fault in any window", async () => {
		const voices = await sari.voices();
		const first = voices.indexOf("HUMAN");
		expect(voices.slice(0, first)).to.not.include("HUMAN");
		expect(voices.slice(first)).to.not.include("BOT");
		expect(faults).to.deep.equal([]);
	});
});
