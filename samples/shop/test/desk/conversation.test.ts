import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openWindow } from "../story/browser.js";
import { type DeskWorld, openDeskWorld } from "./desk-world.js";
import { everythingThatCanBeSaid } from "./everything.js";

/** What is marked in a field. */
function selected(field: unknown): string {
	const { value, selectionStart, selectionEnd } = field as Field;
	return value.slice(selectionStart, selectionEnd);
}

interface Field {
	readonly value: string;
	readonly selectionStart: number;
	readonly selectionEnd: number;
}

describe("A conversation at the desk", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let world: DeskWorld;
	let browser: Browser;
	let page: Page;

	before(async () => {
		[world, browser] = await Promise.all([openDeskWorld(), openBrowser()]);
		page = await openWindow(browser, { viewport: { width: 1360, height: 900 }, locale: "en-US" }, faults);
		await page.goto(world.signInLink());
		await page.getByText("Nobody is waiting.").waitFor();
	});

	after(async () => {
		await browser?.close();
		await world?.close();
	});

	const field = () => page.locator(".composer textarea");
	const said = (text: string) => page.locator("li.said", { hasText: text });

	it("shows everything that can be said in it, and where it leads", async () => {
		const siti = { id: "siti", name: "Siti Rahma", locale: "en" };
		let key = await world.says(siti, { text: "Hello" });
		for (const words of everythingThatCanBeSaid) key = await world.says(siti, words);
		await world.asks(key);
		await page.locator("button.row", { hasText: "Siti" }).click();
		await page.keyboard.press("t");
		await page.getByText("You hold control").first().waitFor();
		expect(await page.locator("audio.medium, video.medium").count()).to.equal(2);
		await page.locator(".card-total", { hasText: "Total" }).waitFor();
		await page.locator(".card", { hasText: "Rider" }).waitFor();
		await page.getByRole("link", { name: "Open in a map" }).waitFor();
		await page.locator(".pressed", { hasText: "ADD_TO_CART" }).waitFor();
		const link = page.getByRole("link", { name: "https://shop.example.com/a" });
		expect(await link.getAttribute("rel"))
			.to.include("noopener")
			.and.include("noreferrer");
	});

	it("is answered with a canned reply, by keyboard alone, and not before every blank is filled in", async () => {
		await field().focus();
		await page.keyboard.type("/par");
		await page.getByRole("option", { name: /Parcel/ }).waitFor();
		await page.keyboard.press("Enter");
		await page.getByText("Fill in {{parcel}} before you send").waitFor();
		expect(await field().inputValue()).to.equal("Hi Siti Rahma, parcel {{parcel}} is with Ana Wijaya.");
		await page.keyboard.press("Control+Enter");
		await field().press("End");
		await page.keyboard.press("Enter");
		expect(await page.locator("li.said-mine").count()).to.equal(0);
		expect(await field().evaluate(selected)).to.equal("{{parcel}}");
		await page.keyboard.type("TS-17");
		await page.keyboard.press("Enter");
		await said("Hi Siti Rahma, parcel TS-17 is with Ana Wijaya.").waitFor();
	});

	it("has replies of one's own, which outlive a reload", async () => {
		await page.keyboard.type("/");
		await page.getByRole("button", { name: "Your own replies" }).click();
		await page.getByLabel("Name").fill("Thanks");
		await page.getByLabel("Text").fill("Thank you, {{user.name}}!");
		await page.getByRole("button", { name: "Add", exact: true }).click();
		await page.locator(".own-replies", { hasText: "Thanks" }).waitFor();
		await page.keyboard.press("Escape");
		await page.reload();
		await page.getByText("You hold control").first().waitFor();
		await field().fill("/thanks");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Enter");
		await said("Thank you, Siti Rahma!").waitFor();
	});

	it("shows before sending what the user will see", async () => {
		await page.getByRole("button", { name: "Preview" }).click();
		await field().fill("One moment");
		const preview = page.getByRole("region", { name: "Preview" });
		await preview.getByText("One moment").waitFor();
		expect(await preview.textContent())
			.to.include("Ana Wijaya")
			.and.include("HUMAN");
		await field().fill("");
		await page.getByRole("button", { name: "Preview" }).click();
	});

	it("shows how the user reacted", async () => {
		const key = await world.says({ id: "siti" }, { text: "Great" });
		const entries = await world.handoff.store.readEntries(key, { limit: 200 });
		const mine = entries.findLast(({ type }) => type === "appSaid");
		if (mine === undefined) throw new Error("Nothing was said");
		await world.handoff.reportDelivery(key, { entry: mine.id, state: "read", reaction: "love" });
		await page.locator(".reaction", { hasText: "❤️" }).waitFor();
	});

	it("is rated by the user, once, and the desk sees it", async () => {
		await page.keyboard.press("Escape");
		await page.keyboard.press("s");
		await page.getByText("The user was asked for a rating, by Ana Wijaya").waitFor();
		const rating = { type: "BATON_RATING", payload: { session: 1, stars: 4 } };
		await world.says({ id: "siti" }, { text: "4", postback: rating });
		await page.locator(".rating-given", { hasText: "Session 1 was rated 4 of 5" }).waitFor();
		expect(await page.getByRole("button", { name: "Ask for a rating" }).count()).to.equal(0);
	});

	it("offers to ask for a rating where a session ends, and marks where the next begins", async () => {
		const dewi = { id: "dewi", name: "Dewi Lestari", locale: "en" };
		await world.asks(await world.says(dewi, { text: "Are you open?" }));
		await page.locator("button.row", { hasText: "Dewi" }).click();
		await page.keyboard.press("t");
		await page.getByText("You hold control").first().waitFor();
		await page.keyboard.press("Escape");
		await page.keyboard.press("x");
		await page.getByLabel("Ask the user for a rating first").check();
		await page.getByRole("button", { name: "End session" }).click();
		await page.getByText("The session ended").first().waitFor();
		await page.getByText("The user was asked for a rating, by Ana Wijaya").waitFor();
		await world.says(dewi, { text: "One more thing" });
		await page.locator(".day-session", { hasText: "Session 2" }).waitFor();
	});

	it("stays the same, row by row, while one more line comes to two thousand", async () => {
		const budi = { id: "budi", name: "Budi Santoso" };
		const lines = Array.from({ length: 2000 }, (_, index) => `Line ${index + 1}`);
		let key = "";
		for (const text of lines) key = await world.says(budi, { text });
		await page.goto(`${page.url().split("#")[0]}#c/${encodeURIComponent(key)}`);
		await said("Line 2000").waitFor();
		while ((await page.getByRole("button", { name: "Load earlier" }).count()) > 0) {
			const before = await page.locator("li.said").count();
			await page.getByRole("button", { name: "Load earlier" }).click();
			await page.locator("li.said").nth(before).waitFor({ state: "attached" });
		}
		expect(await page.locator("li.said").count()).to.equal(2000);
		await page.evaluate(`
			window.changed = 0;
			new MutationObserver((changes) => { window.changed += changes.length; })
				.observe(document.querySelector(".timeline-items"), { childList: true, subtree: true, attributes: true, characterData: true });
		`);
		await world.says(budi, { text: "Line 2001" });
		await said("Line 2001").waitFor();
		expect(await page.evaluate("window.changed")).to.be.below(20);
	});

	it("is in the language that somebody chooses, also after a reload", async () => {
		await page.locator("body").press("Escape");
		await page.keyboard.press("?");
		await page.getByLabel("Language").selectOption("id");
		await page.getByRole("dialog", { name: "Tombol" }).waitFor();
		expect(await page.locator("html").getAttribute("lang")).to.equal("id");
		await page.reload();
		await page.getByRole("heading", { name: "Budi Santoso" }).first().waitFor();
		await page.getByText("Bersama bot").first().waitFor();
	});

	it("leaves no fault in the window", () => {
		expect(faults).to.deep.equal([]);
	});
});
