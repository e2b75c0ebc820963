import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../story/browser.js";
import { ana, type DeskWorld, openDeskWorld } from "./desk-world.js";
import { hostileInputs } from "./hostile-inputs.js";
import { findFaults, type Watched, watchPage } from "./watch-page.js";

const inputs = hostileInputs();
/** As many conversations are listed at once, with some to spare. */
const rowsAtOnce = 180;
/** As many lines are read at once when a conversation is opened. */
const perConversation = 45;

/** One line that has the input wherever somebody else's words can be. What is huge is refused beyond its text. */
function lineOf(input: string) {
	if (input.length > 3000) return { text: input };
	const card = {
		contentType: "application/vnd.microsoft.card.hero",
		content: {
			...{ title: input, subtitle: input, text: input, images: [{ url: input, alt: input }] },
			buttons: [
				{ type: "openUrl", title: input, value: input },
				{ type: "postBack", title: input, value: input },
			],
		},
	};
	const adaptive = {
		contentType: "application/vnd.microsoft.card.adaptive",
		content: {
			body: [
				{ type: "TextBlock", text: input },
				{ type: "Image", url: input },
				{ type: "FactSet", facts: [{ title: input, value: input }] },
			],
			actions: [{ type: "Action.OpenUrl", title: input, url: input }],
		},
	};
	return {
		text: input,
		attachments: [
			{ contentType: "image/png", contentUrl: input, name: input },
			{
				contentType: "image/png",
				contentUrl: `https://pictures.invalid/${encodeURIComponent(wellFormed(input)).slice(0, 99)}`,
				name: input,
			},
			{ contentType: "application/pdf", contentUrl: "https://files.invalid/a.pdf", name: input },
			{ contentType: "text/html", contentUrl: input, name: input },
			{ contentType: "audio/mpeg", contentUrl: input, name: input },
			{ contentType: input, contentUrl: input, name: input },
			card,
			adaptive,
		],
		suggestedActions: { actions: [{ type: "openUrl", title: input, value: input }] },
	};
}

function wellFormed(text: string): string {
	return text.replaceAll(/[\uD800-\uDFFF]/g, "?");
}

describe("Hostile inputs at the desk", function () {
	this.timeout(180_000);
	let world: DeskWorld;
	let browser: Browser;
	let page: Page;
	let watched: Watched;

	before(async () => {
		[world, browser] = await Promise.all([openDeskWorld(), openBrowser()]);
		page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
		watched = await watchPage(page);
		await page.goto(world.signInLink());
		await page.getByText("Nobody is waiting.").waitFor();
	});

	after(async () => {
		await browser?.close();
		await world?.close();
	});

	async function openConversation(key: string): Promise<void> {
		const [desk = ""] = page.url().split("#");
		await page.goto(`${desk}#c/${encodeURIComponent(key)}`);
	}

	async function expectNothingRan(): Promise<void> {
		expect(await findFaults(page)).to.deep.equal([]);
		expect(watched.caught).to.deep.equal([]);
		expect(watched.asked).to.deep.equal([]);
	}

	it("are more than 300, and no two alike", () => {
		expect(inputs.length).to.be.above(300);
		expect(new Set(inputs).size).to.equal(inputs.length);
	});

	it("run nothing where they are all that is said, in texts, links, cards, pictures and file names", async () => {
		let shown = 0;
		for (let from = 0; from < inputs.length; from += perConversation) {
			const batch = inputs.slice(from, from + perConversation);
			const user = { id: `all-${from}`, name: "Siti" };
			const [key] = await Promise.all(batch.map((input) => world.says(user, lineOf(input))));
			await openConversation(key ?? "");
			const said = page.locator("li.said-user");
			await said.nth(batch.length - 1).waitFor({ state: "attached" });
			shown += await said.count();
			await expectNothingRan();
		}
		expect(shown).to.equal(inputs.length);
	});

	it("run nothing as names: in the list, the title, the header and whatever is said aloud", async () => {
		const names = inputs.filter((input) => input.length < 5000);
		for (let from = 0; from < names.length; from += rowsAtOnce) {
			const batch = names.slice(from, from + rowsAtOnce);
			const keys = await Promise.all(
				batch.map((name, index) => world.says({ id: `name-${from + index}`, name }, { text: name })),
			);
			await Promise.all(keys.map((key) => world.asks(key)));
			const row = page.locator("button.row");
			await row.nth(batch.length - 1).waitFor({ state: "attached" });
			await row.first().click();
			await page.locator(".conversation-header h1").waitFor();
			await expectNothingRan();
			await Promise.all(keys.map((key) => world.handoff.submit(key, { type: "close" })));
			await row.nth(batch.length - 1).waitFor({ state: "detached" });
		}
	});

	it("run nothing as notes, postbacks, reasons and corrections of drafts", async () => {
		const key = await world.says({ id: "desk", name: "Siti" }, { text: "Hi" });
		const { handoff } = world;
		const by = world.ana;
		for (const input of inputs.filter((text) => text.length < 3000).slice(0, 40)) {
			await handoff.submit(key, { type: "note", text: input, ...by });
			await world.says(
				{ id: "desk", name: "Siti" },
				{ text: input, postback: { type: input, payload: input } },
			);
		}
		await handoff.submit(key, { type: "request", reason: { type: "unsure", detail: inputs[1] } });
		await openConversation(key);
		await page.locator(".conversation-header h1", { hasText: "Siti" }).waitFor();
		await page.locator("li.note").nth(10).waitFor({ state: "attached" });
		await expectNothingRan();
	});

	it("would be stopped by the browser, if ever one were written into the page", async () => {
		const refused = await page.evaluate(`(() => {
			try {
				document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=caught()>");
			} catch (error) {
				return error instanceof TypeError;
			}
		})()`);
		expect(refused).to.equal(true);
		const response = await page.request.get(page.url().split("#")[0] ?? "");
		const policy = response.headers()["content-security-policy"] ?? "";
		expect(policy).to.include("default-src 'none'").and.include("script-src 'self'");
		expect(policy).to.include("require-trusted-types-for 'script'").and.not.include("unsafe");
	});

	it("leave a desk that works", async () => {
		const key = await world.says({ id: "last", name: "Dewi" }, { text: "Anybody there?" });
		await openConversation(key);
		await page.getByText("Anybody there?").last().waitFor();
		await page.getByRole("toolbar").getByRole("button", { name: /^Take/ }).click();
		await page.getByText("You hold control").first().waitFor();
		await page.locator(".me-name", { hasText: ana.displayName }).waitFor();
	});
});
