import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedStore } from "@baton/core/embedded";
import { readTaughtExamples } from "@baton/core/learning";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "./story/browser.js";
import { type Customer, customerAt } from "./story/customer.js";
import { type Desk, deskByMouse } from "./story/desk.js";
import { type ShopProcess, startShop } from "./story/shop-process.js";

const pictures = fileURLToPath(new URL("screenshots", import.meta.url));
const wide = { viewport: { width: 1360, height: 860 }, locale: "en-US" };

const first = "Can you leave it with my neighbours?";
const similar = "Could you please leave it with my neighbours?";

/** From a correction to a better gate. Each step goes on where the one before it ended. */
describe("What Ana teaches the bot", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let data: string;
	let shop: ShopProcess;
	let browser: Browser;
	let sari: Customer;
	let dewi: Customer;
	let ana: Desk;
	let gate: Page;

	before(async () => {
		await mkdir(pictures, { recursive: true });
		data = await mkdtemp(join(tmpdir(), "baton-learning-"));
		shop = await startShop(data);
		browser = await openBrowser();
		sari = customerAt(await openWindow(browser, wide, faults));
		dewi = customerAt(await openWindow(browser, wide, faults));
		ana = deskByMouse(await openWindow(browser, { ...wide, colorScheme: "light" }, faults));
		gate = await openWindow(browser, { ...wide, colorScheme: "light" }, faults);
		await Promise.all([sari.page.goto(shop.address), dewi.page.goto(shop.address)]);
		await Promise.all([ana.page.goto(shop.signInLink("Ana")), gate.goto(shop.gateLink)]);
		await ana.page.getByText("Nobody is waiting.").waitFor();
	});

	after(async () => {
		await browser?.close();
		await shop?.stop();
		await rm(data, { recursive: true, force: true });
	});

	function picture(name: string, page: Page): Promise<unknown> {
		return page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled", fullPage: true });
	}

	it("begins with a question that the bot is unsure of", async () => {
		await gate.getByText("Nothing yet.").waitFor();
		await sari.say("how long does shipping take?");
		await sari.hears("BOT", "We ship from Yogyakarta");
		await sari.say(first);
		await sari.isTold("pleaseWait", "One moment please");
	});

	it("is said with the draft: what the customer meant", async () => {
		await ana.page.locator("button.row", { hasText: await sari.name() }).click();
		await ana.page.getByLabel("The user meant").selectOption("shipping");
		await picture("learning-1-desk", ana.page);
		await ana.take(await sari.name());
		await ana.page.getByRole("button", { name: /^Correct/ }).click();
		await ana.page.getByRole("textbox", { name: /^Reply to/ }).fill("We do, if you tell us their name.");
		await ana.page.getByRole("button", { name: "Send", exact: true }).last().click();
		await sari.hears("HUMAN", "if you tell us their name");
		await ana.release();
	});

	it("is kept with what the bot would have said and what Ana said", async () => {
		const store = embeddedStore({ path: join(data, "conversations") });
		const [example] = await readTaughtExamples(store, { bot: "toko-senja" });
		await store.close();
		expect(example).to.include({
			text: first,
			intent: "shipping",
			said: "We do, if you tell us their name.",
		});
		expect(example?.wouldHaveSaid).to.include("You can pay");
	});

	it("is on the page of the gate, and makes a candidate", async () => {
		await gate.getByText(first).first().waitFor();
		await gate.getByRole("button", { name: "Try a recognizer that has learned from 1 example" }).click();
		await gate.getByRole("heading", { name: "Beside the one in use" }).waitFor();
		await gate.getByText("Right only by the candidate: 1").waitFor();
	});

	it("changes nothing for customers while the candidate runs beside the old gate, and the page compares them", async () => {
		await dewi.say(similar);
		await gate.getByText(similar).waitFor();
		await picture("learning-2-page", gate);
		expect((await dewi.lines()).some(({ text }) => text.includes("We ship from Yogyakarta"))).to.equal(false);
	});

	it("is answered by the bot once the candidate is put in place, without a restart", async () => {
		await gate.getByRole("button", { name: "Put it in place" }).click();
		await gate.getByText("and 1 example from people").waitFor();
		await sari.say("Oh, and can you leave it with my neighbours in Bandung?");
		await sari.page
			.locator(".line.said[data-label=BOT]", { hasText: "We ship from Yogyakarta" })
			.nth(1)
			.waitFor();
	});

	it("counts where the thresholds are chosen", async () => {
		const page = await gate.context().newPage();
		await page.goto(`${shop.gateLink}thresholds`);
		await page.getByRole("heading").first().waitFor();
		await picture("learning-4-thresholds", page);
		expect(await page.content()).to.contain("shipping");
		await page.close();
	});

	it("is remembered after kill -9", async () => {
		await shop.kill();
		await shop.start();
		await gate.goto(shop.gateLink);
		await gate.getByText("and 1 example from people").waitFor();
		await gate.getByText(first).first().waitFor();
		await picture("learning-3-in-place", gate);
	});

	it("is nobody's to see who only knows the port", async () => {
		const { origin } = new URL(shop.gateLink);
		expect((await fetch(origin)).status).to.equal(404);
		expect((await fetch(`${origin}/train`, { method: "POST" })).status).to.equal(404);
	});

	it("leaves no fault in any window", () => {
		expect(faults).to.deep.equal([]);
	});
});
