import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import type { CustomerId } from "../../src/channel/customer-cookie.js";
import { guestName } from "../../src/channel/to-message.js";

/** A customer at the shop's page. */
export interface Customer {
	readonly page: Page;
	/** What the desk calls them. */
	name(): Promise<string>;
	say(text: string): Promise<void>;
	/** Waits for a line with these words from somebody with this label. */
	hears(label: "BOT" | "HUMAN", text: string | RegExp): Promise<void>;
	/** Waits for a system line. */
	isTold(notice: string, text: string | RegExp): Promise<void>;
	/** Waits until the page says that this one is there. */
	sees(label: "BOT" | "HUMAN", name: string): Promise<void>;
	/** Everything on the page, in order. */
	lines(): Promise<readonly ShownLine[]>;
}

/** A line as it is shown. */
export interface ShownLine {
	readonly id: string;
	readonly kind: "user" | "said" | "notice" | "joined" | "left";
	/** The word on its badge. */
	readonly badge: string | undefined;
	readonly text: string;
}

export function customerAt(page: Page): Customer {
	return {
		page,
		async name() {
			const cookies = await page.context().cookies();
			const id = cookies.find(({ name }) => name === "shop_customer")?.value.split(".")[0] ?? "";
			return guestName(id as CustomerId);
		},
		async say(text) {
			await page.getByRole("textbox").fill(text);
			await page.keyboard.press("Enter");
			await page.locator(".line.user", { hasText: text }).last().waitFor();
		},
		hears: (label, text) =>
			page.locator(`.line.said[data-label=${label}]`, { hasText: text }).last().waitFor(),
		isTold: (notice, text) =>
			page.locator(`.line[data-notice=${notice}]`, { hasText: text }).last().waitFor(),
		sees: (label, name) => page.locator(`.chat-head[data-label=${label}]`, { hasText: name }).waitFor(),
		lines: async () => Promise.all((await page.locator(".log article").all()).map(readLine)),
	};
}

const kinds = ["user", "said", "notice", "joined", "left"] as const;

async function readLine(article: Locator): Promise<ShownLine> {
	const classes = (await article.getAttribute("class"))?.split(" ") ?? [];
	const badge = article.locator(".badge");
	return {
		id: (await article.getAttribute("data-line")) ?? "",
		kind: kinds.find((kind) => classes.includes(kind)) ?? "said",
		badge: (await badge.count()) > 0 ? ((await badge.getAttribute("data-label")) ?? undefined) : undefined,
		text: (await article.textContent()) ?? "",
	};
}

/** From `joined` to `left` only the person speaks, apart from answers to buttons. */
export function expectOneVoice(lines: readonly ShownLine[], name: string): void {
	const joined = lines.findIndex(({ kind }) => kind === "joined");
	const left = lines.findIndex(({ kind }) => kind === "left");
	expect(joined, "joined").to.be.at.least(0);
	expect(left, "left").to.be.above(joined);
	expect(lines.filter(({ kind }) => kind === "joined" || kind === "left")).to.have.length(2);
	expect(lines[joined]?.text).to.include(name);
	expect(lines[left]?.text).to.include(name);
	const during = lines.slice(joined, left).filter(({ kind }) => kind === "said");
	expect(during, "what the person said").to.not.have.length(0);
	const outside = [...lines.slice(0, joined), ...lines.slice(left + 1)].filter(({ kind }) => kind === "said");
	expect(outside.map(({ badge }) => badge)).to.satisfy((badges: string[]) =>
		badges.every((one) => one === "BOT"),
	);
	for (const [place, { badge, text }] of during.entries()) {
		if (!isAnswerToButton(text)) expect(badge, `${place}: ${text}`).to.equal("HUMAN");
	}
}

function isAnswerToButton(text: string): boolean {
	return /keranjang|cart/i.test(text);
}
