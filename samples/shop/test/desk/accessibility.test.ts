import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../story/browser.js";
import { type DeskWorld, openDeskWorld } from "./desk-world.js";
import { everythingThatCanBeSaid } from "./everything.js";

const sizes = {
	desktop: { width: 1360, height: 860 },
	phone: { width: 390, height: 800 },
} as const;
const themes = ["light", "dark"] as const;

/** WCAG 2.2 A and AA, and what axe's authors hold for good practice. */
const run = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
	violations.flatMap(({ id, nodes }) => nodes.map(({ html, target, any }) =>
		[id, target.join(" "), html.slice(0, 160), any.map(({ message }) => message).join("; ").slice(0, 200)].join(" | "))))`;

describe("The desk, for people who cannot see it or have no mouse", function () {
	this.timeout(120_000);
	let world: DeskWorld;
	let browser: Browser;
	let page: Page;
	let axe: string;

	before(async () => {
		const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
		[world, browser, axe] = await Promise.all([openDeskWorld(), openBrowser(), readFile(path, "utf8")]);
		// The desk's own policy lets no foreign script in, axe neither.
		const context = await browser.newContext({
			viewport: sizes.desktop,
			bypassCSP: true,
			reducedMotion: "reduce",
		});
		page = await context.newPage();
		await page.goto(world.signInLink());
		await page.getByText("Nobody is waiting.").waitFor();
		await page.evaluate(axe);
	});

	after(async () => {
		await browser?.close();
		await world?.close();
	});

	/** In dark and light, on a desktop and a phone. */
	async function expectReadable(view: string): Promise<void> {
		for (const [name, size] of Object.entries(sizes)) {
			await page.setViewportSize(size);
			for (const colorScheme of themes) {
				await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
				expect(await page.evaluate(run), `${view}, ${name}, ${colorScheme}`).to.deep.equal([]);
			}
		}
		await page.setViewportSize(sizes.desktop);
	}

	async function withDraft(id: string, name: string): Promise<void> {
		const key = await world.says({ id, name, locale: "en" }, { text: "Can you leave it with my neighbors?" });
		await world.drafts(key);
		await world.asks(key);
	}

	it("is readable with an empty queue", () => expectReadable("empty"));

	it("is readable with a queue, and a conversation with everything that can be said in it", async () => {
		await withDraft("siti", "Siti Rahma");
		await withDraft("dewi", "Dewi Lestari");
		for (const words of everythingThatCanBeSaid) await world.says({ id: "siti" }, words);
		await page.locator("button.row", { hasText: "Siti" }).click();
		await page.locator("audio.medium").first().waitFor({ state: "attached" });
		await expectReadable("waiting");
	});

	it("is readable with a draft, the details and a field to write in", async () => {
		await page.locator("button.row", { hasText: "Siti" }).click();
		await page.keyboard.press("t");
		await page.getByText("You hold control").first().waitFor();
		await page.locator(".composer textarea").fill("Hi");
		await page.getByRole("button", { name: "Preview" }).click();
		await expectReadable("mine");
		await page.getByRole("button", { name: "Preview" }).click();
	});

	it("is readable where a canned reply is picked", async () => {
		await page.locator(".composer textarea").fill("/");
		await page.getByRole("listbox").waitFor();
		await expectReadable("replies");
		await page.locator(".composer textarea").fill("");
	});

	for (const [key, title] of [
		["?", "Keys"],
		["h", "Hand over this conversation"],
		["x", "End this session?"],
	] as const) {
		it(`is readable in the dialog "${title}", which keeps the focus and gives it back`, async () => {
			const row = page.locator("button.row[aria-current]");
			await row.focus();
			await page.keyboard.press(key);
			const dialog = page.getByRole("dialog", { name: title });
			await dialog.waitFor();
			await expectReadable(title);
			for (let step = 0; step < 12; step += 1) {
				await page.keyboard.press("Tab");
				const within = await page.evaluate(
					"document.activeElement.closest('dialog') !== null || document.activeElement === document.body",
				);
				expect(within, `after ${step + 1} tabs`).to.equal(true);
			}
			await page.keyboard.press("Escape");
			await dialog.waitFor({ state: "detached" });
			expect(await page.evaluate("document.activeElement.matches('.row[aria-current]')")).to.equal(true);
		});
	}

	it("is readable for whoever is not signed in", async () => {
		await page.context().clearCookies();
		await page.reload();
		await page.getByRole("heading", { name: "Sign in to the desk" }).waitFor();
		await page.evaluate(axe);
		await expectReadable("signed out");
	});
});
