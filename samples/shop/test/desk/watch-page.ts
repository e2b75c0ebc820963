import type { Page } from "playwright-core";

/** What a page did that no page of the desk should do. */
export interface Watched {
	/** What ran, opened or was blocked. */
	readonly caught: string[];
	/** Addresses outside of the desk that were asked for by anything but a picture or a sound. */
	readonly asked: string[];
}

/** From before the first script of the page on. Nothing leaves this machine. */
export async function watchPage(page: Page): Promise<Watched> {
	const caught: string[] = [];
	const asked: string[] = [];
	await page.exposeFunction("caught", (what: unknown) => caught.push(`ran: ${String(what)}`));
	await page.addInitScript(`document.addEventListener("securitypolicyviolation", (event) =>
		caught("violation of " + event.violatedDirective + ": " + event.blockedURI))`);
	page.on("dialog", (dialog) => {
		caught.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on("popup", (popup) => caught.push(`popup: ${popup.url()}`));
	page.on("pageerror", (error) => caught.push(`error: ${error.message}`));
	page.on("framenavigated", (frame) => {
		if (frame !== page.mainFrame()) caught.push(`frame: ${frame.url()}`);
	});
	await page.route(
		({ hostname }) => hostname !== "localhost",
		(route) => {
			const kind = route.request().resourceType();
			if (kind !== "image" && kind !== "media") asked.push(`${kind}: ${route.request().url()}`);
			return route.abort();
		},
	);
	return { caught, asked };
}

/** Links that lead elsewhere than they may, or take something along; and elements that nobody of the desk makes. */
export function findFaults(page: Page): Promise<readonly string[]> {
	return page.evaluate(faults);
}

const faults = String.raw`(() => {
	const all = (selector) => [...document.querySelectorAll(selector)];
	const links = all("a[href]").filter(({ protocol, rel, target, origin, hash }) => {
		if (origin === location.origin && hash !== "" && target === "") return false;
		const isAllowed = ["http:", "https:", "mailto:", "tel:"].includes(protocol);
		const isCut = target === "_blank" && rel.includes("noopener") && rel.includes("noreferrer");
		return !isAllowed || !isCut;
	});
	const foreign = "x-caught, iframe, object, embed, frame, base, marquee, math, style:not(head *)";
	const elements = all(foreign + ", body script, body link, body meta, form[action], [formaction], [srcdoc]");
	const scripted = all("*").filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith("on")));
	const sources = all("img[src], audio[src], video[src]").filter(
		({ src }) => !/^(https?:|data:image\/(png|jpeg|gif|webp);base64,)/.test(src),
	);
	return [...links, ...elements, ...scripted, ...sources].map(({ outerHTML }) => outerHTML.slice(0, 200));
})()`;
