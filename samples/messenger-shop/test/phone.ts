import type { Page } from "playwright-core";

/** Somebody with Messenger on their phone. */
export interface Phone {
	readonly page: Page;
	say(text: string): Promise<void>;
	/** Presses a button above the composer or on a card; the newest. */
	press(title: string): Promise<void>;
	/** Presses something in the menu. */
	choose(title: string): Promise<void>;
	react(to: string, how: string): Promise<void>;
	/** Waits for a line with these words, from whoever is shown with this label and name. */
	hears(label: "BOT" | "HUMAN", name: string, text: string | RegExp): Promise<void>;
	/** The labels of everything that was said to them, in order. */
	voices(): Promise<readonly string[]>;
}

export function phoneOf(page: Page): Phone {
	const line = (text: string | RegExp) => page.locator(".line.business", { hasText: text }).last();
	return {
		page,
		async say(text) {
			await page.getByRole("textbox").fill(text);
			await page.keyboard.press("Enter");
			await page.locator(".line.user", { hasText: text }).last().waitFor();
		},
		press: (title) => page.getByRole("button", { name: title }).last().click(),
		async choose(title) {
			await page.getByRole("button", { name: "More" }).click();
			await page.getByRole("menuitem", { name: title }).click();
		},
		async react(to, how) {
			await line(to).hover();
			await line(to).getByRole("button", { name: "React" }).click();
			await page.getByRole("menuitem", { name: how }).click();
		},
		async hears(label, name, text) {
			await page.locator(`.line.business[data-label=${label}]`, { hasText: text }).last().waitFor();
			await line(text).locator(".speaker", { hasText: name }).waitFor({ state: "attached" });
		},
		async voices() {
			const lines = await page.locator(".line.business").all();
			return Promise.all(lines.map(async (one) => (await one.getAttribute("data-label")) ?? ""));
		},
	};
}
