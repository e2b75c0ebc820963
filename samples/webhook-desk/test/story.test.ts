import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "@baton/core";
import { openBrowser, openWindow } from "@baton/sample-shop/test/story/browser.js";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openSample, type Sample } from "../src/webhook-desk.js";

describe("The contact center behind a webhook", function () {
	this.timeout(60_000);
	let sample: Sample;
	let browser: Browser;
	let data: string;
	let customer: Page;
	let center: Page;
	const faults: string[] = [];

	before(async () => {
		data = await mkdtemp(join(tmpdir(), "webhook-desk-"));
		const ports = { port: 0, deskPort: 0, gatePort: 0, centerPort: 0 };
		sample = await openSample({ data, ...ports, logger: silentLogger });
		browser = await openBrowser();
		customer = await openWindow(browser, { viewport: { width: 1100, height: 760 } }, faults);
		center = await openWindow(browser, { viewport: { width: 1280, height: 760 } }, faults);
		await customer.goto(sample.shop.address);
		await center.goto(sample.centerAddress);
	});

	after(async () => {
		await browser?.close();
		await sample?.close();
		await rm(data, { recursive: true, force: true });
		expect(faults).to.deep.equal([]);
	});

	async function write(text: string): Promise<void> {
		await customer.getByRole("textbox").fill(text);
		await customer.keyboard.press("Enter");
	}

	const press = (name: string) => center.getByRole("button", { name, exact: true }).click();
	const line = (page: Page, text: string) => page.getByText(text, { exact: true }).last().waitFor();

	it("takes a conversation that the bot hands over, with what was said before", async () => {
		await write("I would like to talk to a human please");
		await center.getByText("Waiting for us").first().waitFor();
		await press("Take");
		await center.getByText("With us").first().waitFor();
		await line(center, "I would like to talk to a human please");
	});

	it("answers as a human, whom the customer sees by name", async () => {
		await center.getByLabel("What to say").fill("Hello, this is Sari. How can I help?");
		await center.keyboard.press("Enter");
		await line(customer, "Hello, this is Sari. How can I help?");
		await customer.getByText("HUMAN").first().waitFor();
		await write("My parcel has not come");
		await line(center, "My parcel has not come");
		const picture = process.env.BATON_PICTURES;
		if (picture !== undefined) {
			await center.locator("summary", { hasText: "message.user" }).first().click();
			await center.screenshot({ path: join(picture, "webhook-desk.png") });
		}
	});

	it("keeps what was refused with whoever wrote it", async () => {
		const [ticket] = sample.center.view().tickets;
		await sample.center.ask("conversation.end", { conversation_id: ticket?.conversation });
		await center.getByText("With the bot").first().waitFor();
		const late = await sample.center.ask("agent.message", {
			...{ conversation_id: ticket?.conversation, text: "Too late" },
		});
		expect(late.status).to.equal(409);
	});

	it("is not asked any more when its endpoint is gone, until it is set up again", async () => {
		await center.getByLabel("is gone").check();
		await write("I want to talk to a person");
		await center.getByText(/Baton finds us inactive/).waitFor();
		await center.getByLabel("answers", { exact: true }).check();
		await press("Set up again");
		await center.getByText(/Baton finds us active/).waitFor();
	});
});
