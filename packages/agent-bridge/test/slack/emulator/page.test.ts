import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { assert } from "chai";
import { type Browser, chromium, type Page } from "playwright-core";
import type { PageAct, PageActed } from "../../../src/slack/emulator/page/page-act.js";
import { type Acme, startAcme } from "./acme.js";

const headings = { type: "header", text: { type: "plain_text", text: "Sari waits" } } as const;
const actions = {
	type: "actions",
	elements: [{ type: "button", action_id: "take", text: { type: "plain_text", text: "Take over" } }],
} as const;

describe("The Slack emulator's page", function () {
	this.timeout(60_000);
	let acme: Acme;
	let browser: Browser;
	let page: Page;
	let channel: string;
	const problems: string[] = [];

	before(async () => {
		const executablePath = process.env.BATON_CHROMIUM ?? "/usr/bin/chromium";
		browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
	});

	after(() => browser.close());

	beforeEach(async () => {
		acme = await startAcme();
		channel = acme.slack.workspace().channel("general");
		await acme.client.conversations.join({ channel });
		page = await browser.newPage();
		problems.length = 0;
		page.on("pageerror", (error) => problems.push(String(error)));
		page.on("console", (message) => {
			if (message.type() === "error") problems.push(message.text());
		});
		await page.goto(`${acme.slack.pageUrl}?user=ana.lima`);
	});

	afterEach(async () => {
		await page.close();
		await acme.close();
		assert.isEmpty(problems);
	});

	async function write(text: string): Promise<void> {
		await page.getByRole("textbox", { name: "Message" }).fill(text);
		await page.keyboard.press("Enter");
	}

	it("shows what others write as it is written, and writes", async () => {
		const ben = acme.slack.workspace().person("Ben");
		ben.says("general", "Good *morning* @Ana");
		await page.getByText("Good morning @Ana").waitFor();
		await write("Hello <b>Ben</b> & all");
		await page.getByText("Hello <b>Ben</b> & all").waitFor();
		assert.equal((await ben.sees("general", "Hello")).text, "Hello &lt;b&gt;Ben&lt;/b&gt; &amp; all");
	});

	it("shows blocks and presses their buttons", async () => {
		await acme.client.chat.postMessage({ channel, text: "Sari waits", blocks: [headings, actions] });
		await page.getByRole("heading", { name: "Sari waits" }).waitFor();
		const pressed = new Promise<string>((resolve) => {
			acme.answer = ({ body }, response) => {
				response.end();
				if (body.payload !== undefined) resolve(String(body.payload));
			};
		});
		await page.getByRole("button", { name: "Take over" }).click();
		assert.include(await pressed, '"action_id":"take"');
	});

	it("offers commands as they are typed, and shows what only one person is told", async () => {
		acme.answer = (_, response) => response.end("Nobody waits");
		await page.getByRole("textbox", { name: "Message" }).fill("/he");
		await page.getByText("Asks for help").waitFor();
		await write("/help-me");
		await page.getByText("Nobody waits").waitFor();
		assert.isTrue(await page.getByText("Only visible to you").isVisible());
	});

	it("opens modals, and keeps what was typed when the app has something against it", async () => {
		const text = { type: "plain_text", text: "A note" } as const;
		const element = { type: "plain_text_input", action_id: "value" } as const;
		const blocks = [{ type: "input", block_id: "what", label: text, element } as const];
		const view = { type: "modal", title: text, submit: text, blocks } as const;
		acme.answer = ({ body }, response) => {
			const isSubmission = body.command === undefined;
			const errors = { response_action: "errors", errors: { what: "Say more" } };
			response.end(isSubmission ? JSON.stringify(errors) : "");
			if (!isSubmission)
				void acme.client.views.open({
					trigger_id: String(body.trigger_id),
					view: { ...view, blocks: [...blocks] },
				});
		};
		await write("/help-me");
		const field = page.getByRole("dialog").getByRole("textbox");
		await field.fill("Short");
		await page.getByRole("dialog").getByRole("button", { name: "A note" }).click();
		await page.getByText("Say more").waitFor();
		assert.equal(await field.inputValue(), "Short");
	});

	it("answers in threads, and lets one be somebody else", async () => {
		const ben = acme.slack.workspace().person("Ben");
		ben.says("general", "Question");
		await page.getByText("Question").hover();
		await page.getByRole("button", { name: "Reply in a thread" }).click();
		await page.getByRole("textbox", { name: "Reply" }).fill("Answer");
		await page.keyboard.press("Enter");
		await page.getByText("1 reply").waitFor();
		assert.isString((await ben.sees("general", "Answer")).thread);
		await page.getByRole("combobox", { name: "Who you are" }).selectOption("Ben");
		await write("I am Ben");
		assert.equal((await ben.sees("general", "I am Ben")).by, "Ben");
	});

	it("shows times as the reader has them", async () => {
		await acme.client.chat.postMessage({ channel, text: "On <!date^86400^{date_num}|some day> it was" });
		await page.getByText(/On 1970-01-0[123] it was/).waitFor();
	});

	it("uploads a picture and shows it", async () => {
		const dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
		const file = { name: "dot.gif", mimeType: "image/gif", buffer: Buffer.from(dot, "base64") };
		await page.getByRole("textbox", { name: "Message" }).fill("Look");
		await page.locator("#composer input[type=file]").setInputFiles(file);
		const picture = page.getByRole("img", { name: "dot.gif" });
		await picture.waitFor();
		await picture.evaluate("async (image) => { await image.decode() }");
		const seen = await acme.slack.workspace().person("Ben").sees("general", "Look");
		assert.deepEqual(seen.files, ["dot.gif"]);
	});

	it("has nothing that axe finds, in light and in dark", async () => {
		const { channel: made } = await acme.client.conversations.create({ name: "cs-sari" });
		const ana = acme.slack.workspace().person("Ana");
		await acme.client.conversations.invite({ channel: made?.id ?? "", users: ana.id });
		const blocks = [headings, actions];
		await acme.client.chat.postMessage({ channel: made?.id ?? "", text: "Sari waits", blocks });
		ana.says("cs-sari", "> Where is it?\n`1041`, @Ben, #random");
		await page.getByRole("button", { name: "cs-sari" }).click();
		await page.getByText("1041").waitFor();
		await page.getByRole("textbox", { name: "Message" }).fill("/he");
		const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
		for (const colorScheme of ["light", "dark"] as const) {
			await page.emulateMedia({ colorScheme });
			await page.evaluate(axe);
			const found = await page.evaluate(
				"axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))",
			);
			assert.deepEqual(found, []);
		}
	});

	it("lets nothing run that was written or sent as a file", async () => {
		const ben = acme.slack.workspace().person("Ben");
		const script = "<script>parent.document.title = 'run'</script>";
		ben.uploads("general", { name: "page.html", bytes: new TextEncoder().encode(script), comment: script });
		const link = page.getByRole("link", { name: /page\.html/ });
		await link.waitFor();
		const address = new URL(String(await link.getAttribute("href")), page.url());
		const file = await fetch(address);
		assert.match(file.headers.get("content-disposition") ?? "", /^attachment/);
		assert.include(file.headers.get("content-security-policy") ?? "", "sandbox");
		const { headers } = await fetch(acme.slack.pageUrl);
		assert.include(headers.get("content-security-policy") ?? "", "default-src 'none'; script-src 'self'");
	});

	it("does nothing that a page of another site asks for", async () => {
		const act: PageAct = { type: "say", channel, text: "Hi" };
		const answer = await fetch(`${acme.slack.pageUrl}act`, { method: "POST", body: JSON.stringify(act) });
		assert.equal(answer.status, 400);
		assert.deepEqual((await answer.json()) as PageActed, { error: "Send JSON" });
	});
});
