import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@baton/core";
import { openBrowser, openWindow } from "@baton/sample-shop/test/story/browser.js";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openSample, type Sample } from "../src/slack-desk.js";

describe("The shop whose people are in Slack", function () {
	this.timeout(60_000);
	let sample: Sample;
	let browser: Browser;
	let data: string;
	let customer: Page;
	let ana: Page;
	const faults: string[] = [];

	before(async () => {
		data = await mkdtemp(join(tmpdir(), "slack-desk-"));
		const ports = { port: 0, deskPort: 0, gatePort: 0, endpointPort: 0, slackPort: 0 };
		sample = await openSample({ data, ...ports, logger: silentLogger });
		browser = await openBrowser();
		customer = await openWindow(browser, { viewport: { width: 900, height: 820 } }, faults);
		ana = await openWindow(browser, { viewport: { width: 1200, height: 820 } }, faults);
		await customer.goto(sample.shop.address);
		await ana.goto(sample.pages[0]?.address ?? "");
	});

	after(async () => {
		await browser?.close();
		await sample?.close();
		await rm(data, { recursive: true, force: true });
		expect(faults).to.deep.equal([]);
	});

	async function write(page: Page, text: string): Promise<void> {
		await page.getByRole("textbox").last().fill(text);
		await page.keyboard.press("Enter");
	}

	const line = (page: Page, text: string) => page.getByText(text, { exact: true }).last().waitFor();

	it("announces who waits, and opens a channel for whoever takes them", async () => {
		await write(customer, "I would like to talk to a human please");
		await ana.getByText("waits for a person").first().waitFor();
		await ana.getByRole("button", { name: "Take it" }).click();
		await ana
			.getByRole("link", { name: /cs-/ })
			.or(ana.getByText(/^#? ?cs-/))
			.first()
			.click();
		await line(ana, "I would like to talk to a human please");
	});

	it("lets them talk, and keeps between the agents what is theirs", async () => {
		await write(ana, "Hello, this is Ana. How can I help?");
		await line(customer, "Hello, this is Ana. How can I help?");
		await customer.getByText("HUMAN").first().waitFor();
		await write(ana, ";; she was here last week, too");
		await write(customer, "My parcel has not come");
		await line(ana, "My parcel has not come");
		expect(await customer.getByText("last week").count()).to.equal(0);
		const picture = process.env.BATON_PICTURES;
		if (picture !== undefined) {
			await ana.screenshot({ path: join(picture, "slack-agent.png") });
			await customer.screenshot({ path: join(picture, "slack-customer.png") });
		}
	});

	it("gives the conversation back", async () => {
		await ana.getByRole("button", { name: "Hand back to the bot" }).first().click();
		await ana.getByText("The bot is answering").first().waitFor();
		await customer.getByText("Ana has left").first().waitFor();
	});
});
