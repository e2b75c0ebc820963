import type { Page } from "playwright-core";

/** A person of the shop at the desk. */
export interface Desk {
	readonly page: Page;
	/** Takes the conversation with this customer. */
	take(customer: string): Promise<void>;
	say(text: string): Promise<void>;
	hears(text: string): Promise<void>;
	release(): Promise<void>;
	/** Waits until the desk is connected, and shows that the conversation is theirs. */
	isInControl(): Promise<void>;
}

/** Works with the mouse. */
export function deskByMouse(page: Page): Desk {
	return {
		...common(page),
		async take(customer) {
			await page.locator("button.row", { hasText: customer }).click();
			await page.getByRole("toolbar").getByRole("button", { name: /^Take/ }).click();
			await inControl(page);
		},
		async say(text) {
			await composer(page).click();
			await composer(page).fill(text);
			await page.getByRole("button", { name: "Send", exact: true }).last().click();
			await said(page, text);
		},
		async release() {
			await page.getByRole("button", { name: /^Back to bot/ }).click();
		},
	};
}

/** Never touches the mouse. */
export function deskByKeyboard(page: Page): Desk {
	const { keyboard } = page;
	return {
		...common(page),
		async take(customer) {
			await page.locator("button.row", { hasText: customer }).waitFor();
			for (let count = 0; count < 10; count += 1) {
				await keyboard.press("j");
				const current = page.locator("button.row[aria-current=true]", { hasText: customer });
				if ((await current.count()) > 0) break;
			}
			await keyboard.press("t");
			await inControl(page);
			await page.locator("textarea:focus").waitFor();
		},
		async say(text) {
			await keyboard.press("Escape");
			await keyboard.press("i");
			await page.locator("textarea:focus").waitFor();
			await keyboard.type(text);
			await keyboard.press("Enter");
			await said(page, text);
		},
		async release() {
			await keyboard.press("Escape");
			await page.locator("textarea:focus").waitFor({ state: "detached" });
			await keyboard.press("r");
		},
	};
}

function common(page: Page) {
	return {
		page,
		hears: (text: string) => said(page, text),
		async isInControl() {
			await page.locator(".banner").waitFor({ state: "detached" });
			await inControl(page);
		},
	};
}

function composer(page: Page) {
	return page.getByRole("textbox", { name: /^Reply to/ });
}

function inControl(page: Page): Promise<void> {
	return page.getByText("You hold control").first().waitFor();
}

function said(page: Page, text: string): Promise<void> {
	return page.locator("li.said", { hasText: text }).last().waitFor();
}
