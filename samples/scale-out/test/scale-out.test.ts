import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { openBrowser, openWindow } from "@baton/sample-shop/test/story/browser.js";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const pictures = fileURLToPath(new URL("screenshots", import.meta.url));
const names = [
	...["bot-1", "bot-2", "bridge-1", "bridge-2"],
	...["redis-1", "redis-2", "redis-3", "redis-4", "redis-5", "redis-6"],
];

/** The whole town with its view. Each step goes on where the one before it ended. */
describe("The town that is scaled out", function () {
	this.timeout(60_000);
	this.bail(true);
	const faults: string[] = [];
	let town: ChildProcessByStdio<null, Readable, null>;
	let browser: Browser;
	let page: Page;

	before(async () => {
		await mkdir(pictures, { recursive: true });
		town = spawn(process.execPath, [main], {
			env: { ...process.env, PORT: "0" },
			stdio: ["ignore", "pipe", "inherit"],
		});
		let address: string | undefined;
		[address, browser] = await Promise.all([addressFrom(town.stdout), openBrowser()]);
		page = await openWindow(browser, { viewport: { width: 1560, height: 960 } }, faults);
		await page.goto(address);
	});

	after(async () => {
		await browser?.close();
		if (town?.exitCode === null) town.kill("SIGTERM");
	});

	function machine(name: string, state = ""): ReturnType<Page["locator"]> {
		return page.locator(`.machine[data-name=${name}]${state}`);
	}

	async function count(name: string): Promise<number> {
		const shown = await page.locator(`.tile[data-name=${name}] dd`).textContent();
		return Number(shown?.replaceAll(",", ""));
	}

	/** Waits until that many more than now. */
	async function moreOf(name: string, more: number): Promise<void> {
		const goal = (await count(name)) + more;
		while ((await count(name)) < goal) await page.waitForTimeout(100);
	}

	async function photograph(name: string): Promise<void> {
		await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
	}

	it("shows ten processes at work", async () => {
		for (const name of names) await machine(name, "[data-state=running]").waitFor();
		await moreOf("arrived", 10);
		expect(await page.locator(".machine[data-role=primary]").count()).to.equal(3);
		expect(await page.locator(".machine[data-role=replica]").count()).to.equal(3);
		await photograph("1-at-work");
	});

	it("goes on while a bot that was killed is away, and loses nothing", async () => {
		await page.getByRole("button", { name: "Kill bot-1" }).click();
		await machine("bot-1", "[data-state=dead]").waitFor();
		await moreOf("acknowledged", 8);
		await moreOf("arrived", 8);
		await photograph("2-bot-away");
		await machine("bot-1", "[data-state=running]").waitFor();
		await moreOf("arrived", 10);
		for (const fault of ["lost", "doubled", "disordered", "mislabelled"])
			expect(await count(fault), fault).to.equal(0);
	});

	it("puts a replica in the place of a primary that was killed, and goes on", async () => {
		await page.getByRole("button", { name: "Kill redis-1" }).click();
		await machine("redis-1", "[data-state=dead]").waitFor();
		await machine("redis-4", "[data-role=primary]").waitFor();
		await moreOf("arrived", 10);
		await photograph("3-primary-away");
		await machine("redis-1", "[data-state=running][data-role=replica]").waitFor();
	});

	it("fits on a phone", async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		const width = await page.evaluate<number>("document.documentElement.scrollWidth");
		expect(width).to.equal(390);
		await photograph("4-phone");
		expect(faults).to.deep.equal([]);
	});

	it("ends everything that it started", async () => {
		const shown = await page.locator(".pid").allTextContents();
		const pids = shown.map((text) => Number(text.replace("pid ", "")));
		expect(pids).to.have.length(names.length);
		expect(pids.filter(isAlive)).to.deep.equal(pids);
		town.kill("SIGTERM");
		const [code] = await once(town, "exit");
		expect(code).to.equal(0);
		expect(pids.filter(isAlive)).to.deep.equal([]);
	});
});

async function addressFrom(printed: Readable): Promise<string> {
	let text = "";
	for await (const chunk of printed.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
		text += chunk;
		if (text.includes("Ctrl+C")) break;
	}
	return /http:\S+/.exec(text)?.[0] ?? "";
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
