import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const commands = ["chromium", "chromium-browser", "google-chrome"];

/** A real browser: the one that `BATON_CHROMIUM` names, or the first on the path. */
export function openBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: findChromium(),
		args: [
			"--no-sandbox",
			"--headless",
			"--disable-gpu",
			"--disable-background-networking",
			"--no-first-run",
		],
	});
}

/** Somebody's own browser window, with nobody else's cookies. What goes wrong in it is kept in `faults`. */
export async function openWindow(
	browser: Browser,
	options: BrowserContextOptions,
	faults: string[],
): Promise<Page> {
	const context = await browser.newContext(options);
	context.on("weberror", (error) => faults.push(String(error.error())));
	context.setDefaultTimeout(25_000);
	return context.newPage();
}

function findChromium(): string {
	const named = process.env.BATON_CHROMIUM;
	const folders = (process.env.PATH ?? "").split(delimiter);
	const found = [
		named ?? "",
		...commands.flatMap((command) => folders.map((folder) => join(folder, command))),
	];
	const path = found.find(isProgram);
	if (path !== undefined) return path;
	throw new Error("Cannot play the story without a browser: install chromium, or name one in BATON_CHROMIUM");
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return path !== "";
	} catch {
		return false;
	}
}
