import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { silentLogger } from "@baton/core";
import { openBrowser, openWindow } from "@baton/sample-shop/test/story/browser.js";
import { type Desk, deskByMouse } from "@baton/sample-shop/test/story/desk.js";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { texts } from "../src/bot.js";
import { type LiveAgent, openLiveAgent } from "../src/live-agent.js";

const pictures = fileURLToPath(new URL("screenshots", import.meta.url));

const sheet = `
	body { margin: 0; display: flex; gap: 40px; align-items: center; padding: 32px 40px; background: linear-gradient(120deg, #e3e8f2, #dfe9e2) }
	img:first-child { border-radius: 52px; box-shadow: 0 24px 64px rgb(20 30 50 / 32%) }
	img:last-child { border-radius: 14px; box-shadow: 0 16px 48px rgb(20 30 50 / 28%) }
`;

/** The walk-through as Michael and Ana see it. Each step goes on where the one before it ended. */
describe("Michael's phone beside Ana's desk", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let sample: LiveAgent;
	let browser: Browser;
	let phone: Page;
	let ana: Desk;

	before(async () => {
		await mkdir(pictures, { recursive: true });
		[sample, browser] = await Promise.all([
			openLiveAgent({ port: 0, deskPort: 0, logger: silentLogger }),
			openBrowser(),
		]);
		phone = await openWindow(browser, { viewport: { width: 560, height: 892 } }, faults);
		await phone.goto(sample.phone);
		ana = deskByMouse(await openWindow(browser, { viewport: { width: 1240, height: 844 } }, faults));
		await ana.page.goto(sample.signInLink);
	});

	after(async () => {
		await browser?.close();
		await sample?.close();
	});

	/** Waits for a line on the phone, from whoever is shown with this label. */
	function hears(label: "BOT" | "HUMAN", text: string): Promise<void> {
		return phone.locator(`.line.business[data-label=${label}]`, { hasText: text }).last().waitFor();
	}

	async function says(text: string): Promise<void> {
		await phone.getByRole("textbox").fill(text);
		await phone.keyboard.press("Enter");
		await phone.locator(".line.user", { hasText: text }).last().waitFor();
	}

	async function pictureOfBoth(name: string): Promise<void> {
		const shots = await Promise.all(
			[phone, ana.page].map((page) => page.screenshot({ animations: "disabled" })),
		);
		const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString("base64")}">`);
		const window = await openWindow(browser, { viewport: { width: 1920, height: 956 } }, faults);
		await window.setContent(`<style>${sheet}</style>${images.join("")}`);
		await window.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
		await window.context().close();
	}

	it("shows a bot that passes on what Michael wrote", async () => {
		await says("Hi, I have a problem");
		await hears("BOT", texts.passedOn);
		await pictureOfBoth("1-waiting");
	});

	it("shows Ana with her name, her picture and the word for what she is", async () => {
		await ana.take("Michael");
		await phone.locator(".line.system", { hasText: "Ana joined the conversation" }).waitFor();
		await ana.page.getByRole("textbox", { name: /^Reply to/ }).pressSequentially("I see", { delay: 20 });
		await phone.getByRole("img", { name: "Ana is typing" }).waitFor();
		await ana.say("I see you have a problem. How can I help?");
		await hears("HUMAN", "How can I help?");
		await says("My dress is too long");
		await ana.hears("My dress is too long");
		await ana.say("I am sending you a shorter one today.");
		await hears("HUMAN", "a shorter one today");
		await pictureOfBoth("2-live-agent");
	});

	it("shows the bot again when Ana has left", async () => {
		await ana.release();
		await phone.locator(".line.system", { hasText: "Ana left the conversation" }).waitFor();
		await says("Thank you!");
		await hears("BOT", texts.welcome);
		await pictureOfBoth("3-bot-again");
	});

	it("has kept the platform's rules, without a fault in any window", () => {
		sample.emulator.checkRepresentatives();
		expect(faults).to.deep.equal([]);
	});
});
