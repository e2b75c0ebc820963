import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "../story/browser.js";
import { type BusyDesk, openBusyDesk } from "./busy-desk.js";

const wide = { viewport: { width: 1360, height: 860 } };
const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };

/** Ana is a supervisor, Budi and Cici are agents, Rani may only look. Each step goes on where the one before it ended. */
describe("The queue of a desk with many conversations", function () {
	this.timeout(90_000);
	this.bail(true);
	const faults: string[] = [];
	let desk: BusyDesk;
	let browser: Browser;
	let ana: Page;
	let budi: Page;

	before(async () => {
		[desk, browser] = await Promise.all([openBusyDesk(), openBrowser()]);
		[ana, budi] = await Promise.all([signIn("ana", "supervisor"), signIn("budi")]);
	});

	after(async () => {
		await browser?.close();
		await desk?.close();
	});

	async function signIn(
		id: string,
		role?: "supervisor" | "read-only",
		options: object = wide,
	): Promise<Page> {
		const page = await openWindow(browser, options, faults);
		await page.goto(desk.signInLink(id, role));
		await page.locator(".queue-list[aria-busy=false]").waitFor();
		return page;
	}

	function row(page: Page, name: string) {
		return page.locator(".part:not(.part-found) button.row", { hasText: name });
	}

	function names(page: Page): Promise<readonly string[]> {
		return page.locator(".part:not(.part-found) .row-name").allTextContents();
	}

	async function take(page: Page, name: string): Promise<void> {
		await row(page, name).click();
		await page.keyboard.press("t");
		await page.getByText("You hold control").first().waitFor();
		await page.locator("textarea:focus").waitFor();
	}

	it("shows who has waited longest first, and why they wait", async () => {
		await desk.waits("Siti", "My parcel never arrived");
		await desk.waits("Dewi", "Can I change the address?", {
			type: "unsure",
			detail: "unsure: order_late 0.41",
		});
		await desk.waits("Joko", "Hello?", { type: "bot-failed" });
		await desk.says("Rina", "What do you sell?");
		await row(ana, "Joko").waitFor();
		await row(ana, "Rina").waitFor();
		expect(await names(ana)).to.deep.equal(["Siti", "Dewi", "Joko", "Rina"]);
		expect(await row(ana, "Dewi").textContent()).to.include("Bot was unsure: order late 41 %");
		expect(await ana.title()).to.equal("(3) Baton desk");
	});

	it("is filtered by a press or a key, by reason and by channel", async () => {
		await ana.getByRole("button", { name: /^Mine/ }).click();
		await ana.getByText("Nothing here just now.").waitFor();
		await ana.keyboard.press("2");
		await row(ana, "Siti").waitFor();
		expect(await names(ana)).to.deep.equal(["Siti", "Dewi", "Joko"]);
		await ana.getByRole("button", { name: "More filters" }).click();
		await ana.getByRole("combobox", { name: "Reason" }).selectOption("bot-failed");
		await row(ana, "Siti").waitFor({ state: "detached" });
		expect(await names(ana)).to.deep.equal(["Joko"]);
		await ana.getByRole("button", { name: "Show all" }).click();
		await row(ana, "Rina").waitFor();
	});

	it("shows colleagues who looks and who writes, in the list and above the conversation", async () => {
		await take(budi, "Siti");
		await ana.getByText("Budi is looking").first().waitFor({ state: "attached" });
		await budi.keyboard.type("Hello Siti");
		await ana.getByText("Budi is writing").first().waitFor({ state: "attached" });
		await row(ana, "Siti").click();
		await ana.locator(".conversation-header", { hasText: "Budi is writing" }).waitFor();
		await budi.getByText("Ana is looking").first().waitFor({ state: "attached" });
	});

	it("keeps what could not be sent, says where, and sends it again when it is asked to", async () => {
		desk.isBlocked = true;
		await budi.keyboard.press("Enter");
		const unsent = budi.locator("li.said", { hasText: "Hello Siti" });
		await unsent.getByText("Not sent").waitFor();
		await row(budi, "Siti").getByText("not delivered", { exact: false }).waitFor();
		desk.isBlocked = false;
		await budi.keyboard.press("Escape");
		await budi.keyboard.press("5");
		await row(budi, "Dewi").waitFor({ state: "detached" });
		expect(await names(budi)).to.deep.equal(["Siti"]);
		await unsent.getByRole("button", { name: "Send again" }).click();
		await budi
			.locator("li.said", { hasText: "Hello Siti" })
			.nth(1)
			.getByText("Sent", { exact: true })
			.waitFor();
		await budi.getByRole("button", { name: "Send again" }).waitFor({ state: "detached" });
		await budi.keyboard.press("1");
	});

	it("hands a conversation to a colleague by name, who alone is asked first", async () => {
		const cici = await signIn("cici");
		await budi.keyboard.press("h");
		const dialog = budi.getByRole("dialog", { name: "Hand over this conversation" });
		await dialog.getByText("Cici").click();
		await dialog.getByRole("textbox").fill("She knows parcels");
		await dialog.getByRole("button", { name: "Offer" }).click();
		await cici.locator(".part-waiting button.row", { hasText: "Siti" }).waitFor();
		expect(await ana.locator(".part-waiting button.row", { hasText: "Siti" }).count()).to.equal(0);
		await take(cici, "Siti");
		await budi.locator(".part-others button.row", { hasText: "Held by Cici" }).waitFor();
		await cici.context().close();
	});

	it("lets a supervisor give back what a colleague holds, and a reader only look", async () => {
		await ana.keyboard.press("r");
		await ana.locator(".control", { hasText: "The bot answers" }).waitFor();
		const rani = await signIn("rani", "read-only");
		await row(rani, "Dewi").click();
		await rani.locator("li.said", { hasText: "Can I change the address?" }).waitFor();
		expect(await rani.getByRole("button", { name: /^Take|^Watch|^End/ }).count()).to.equal(0);
		await rani.context().close();
	});

	it("takes the conversation for whoever writes while the bot answers", async () => {
		await row(ana, "Rina").click();
		await ana.locator(".composer textarea").fill("We sell clothes, I am Ana");
		await ana.getByText("Sending takes the conversation from it first.").waitFor();
		await ana.keyboard.press("Enter");
		await ana.locator("li.said-mine", { hasText: "We sell clothes" }).waitFor();
		await ana.locator(".control", { hasText: "You hold control" }).waitFor();
	});

	it("keeps what was typed through a reload", async () => {
		await ana.locator(".composer textarea").fill("and shoes");
		await ana.reload();
		await ana.locator(".control", { hasText: "You hold control" }).waitFor();
		expect(await ana.locator(".composer textarea").inputValue()).to.equal("and shoes");
		await ana.locator(".composer textarea").fill("");
	});

	it("asks once whether it may make itself heard, and remembers the answer", async () => {
		const offer = ana.getByRole("complementary", { name: "Notifications" });
		await offer.getByRole("button", { name: "Not now" }).click();
		await offer.waitFor({ state: "detached" });
		await ana.reload();
		await row(ana, "Rina").waitFor();
		expect(await offer.count()).to.equal(0);
		await ana.keyboard.press("Escape");
		await ana.keyboard.press("q");
		await ana.getByRole("button", { name: "Notifications" }).click();
		await ana.getByRole("checkbox", { name: "Quiet" }).and(ana.locator(":checked")).waitFor();
		await ana.keyboard.press("Escape");
	});

	it("ends a session with a reason of the team's, which is in the log", async () => {
		await row(ana, "Rina").click();
		await ana.keyboard.press("Escape");
		await ana.keyboard.press("x");
		await ana.getByRole("button", { name: "Solved" }).click();
		await ana.getByRole("button", { name: "End session" }).click();
		await ana.getByText("The session ended: “Solved”").waitFor();
	});

	it("finds what was said in conversations that are over", async () => {
		await row(ana, "Dewi").click();
		await row(ana, "Rina").waitFor({ state: "detached" });
		await ana.keyboard.press("Escape");
		await ana.keyboard.press("/");
		await ana.keyboard.type("clothes sell");
		const hit = ana.locator(".part-found button.row", { hasText: "Rina" });
		await hit.getByText("We sell clothes, I am Ana").waitFor();
		await ana.getByText(/^Looked through all 4 conversations/).waitFor();
		await hit.click();
		await ana.locator("li.said", { hasText: "What do you sell?" }).waitFor();
		await ana.getByRole("searchbox").fill("");
	});

	it("is as quick, and keeps every row in its place, with five hundred rows", async () => {
		for (let count = 1; count <= 496; count += 1) await desk.waits(`Guest ${count}`, `Question ${count}`);
		await ana.locator(".part-waiting .count", { hasText: "498" }).waitFor();
		const list = ana.locator(".queue-list");
		await list.hover();
		const first = await names(ana);
		await desk.waits("Late", "One more");
		await ana.locator(".part-waiting .count", { hasText: "499" }).waitFor();
		expect((await names(ana)).slice(0, 498)).to.deep.equal(first.slice(0, 498));
		await ana.keyboard.press("Escape");
		for (let step = 0; step < 50; step += 1) await ana.keyboard.press("j");
		await ana.locator("button.row[aria-current=true]").waitFor();
		expect(await ana.locator("button.row[aria-current=true]").isVisible()).to.equal(true);
	});

	it("fits a phone", async () => {
		const page = await signIn("budi", undefined, phone);
		await row(page, "Dewi").tap();
		await page.locator("li.said", { hasText: "Can I change the address?" }).waitFor();
		expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).to.equal(true);
		await page.getByRole("button", { name: "Back to the queue" }).tap();
		await row(page, "Dewi").waitFor();
	});

	it("goes through all of it without a fault on any page", () => {
		expect(faults).to.deep.equal([]);
	});
});
