import { limits } from "./limits.js";
import { broken, checkCount, checkFewest, checkLength } from "./limits-rules.js";
import type { Button, Element, Template } from "./send-request.js";
import { isObject } from "./wire.js";

/** @throws BatonError `messenger-limit` */
export function checkTemplate(template: Template): void {
	checkers[template.template_type]?.(template);
}

const checkers: Readonly<Record<string, (template: Template) => void>> = {
	button({ text, buttons }) {
		if (!text?.trim()) throw broken("a button template needs text");
		checkLength("text of a button template", text, limits.buttonTemplateText);
		checkFewest("buttons of a button template", buttons, 1);
		checkButtons(buttons);
	},
	generic({ elements }) {
		checkFewest("elements of a generic template", elements, 1);
		checkCount("elements of a generic template", elements, limits.elements);
		elements?.forEach(checkElement);
	},
	media({ elements }) {
		const [element, ...more] = elements ?? [];
		if (element === undefined || more.length > 0)
			throw broken(`a media template has exactly 1 element, this has ${elements?.length ?? 0}`);
		const { media_type: type } = element;
		if (type !== "image" && type !== "video")
			throw broken(`the media_type of a media template is image or video, this is ${JSON.stringify(type)}`);
		if (Boolean(element.attachment_id) === Boolean(element.url))
			throw broken("the element of a media template needs an attachment_id or a url, and not both");
		if (element.url !== undefined && !isOfFacebook(element.url))
			throw broken(
				`the url of a media template is one of Facebook's, this is ${JSON.stringify(element.url)}`,
			);
		checkButtons(element.buttons);
	},
	receipt({ elements, ...receipt }) {
		for (const member of ["recipient_name", "order_number", "currency", "payment_method", "summary"]) {
			if (receipt[member] === undefined) throw broken(`a receipt needs ${member}`);
		}
		const { summary } = receipt;
		if (!isObject(summary) || summary.total_cost === undefined)
			throw broken("the summary of a receipt needs total_cost");
		checkCount("elements of a receipt", elements, limits.receiptElements);
	},
	image_grid({ elements, title, subtitle }) {
		checkFewest("images of a grid", elements, limits.gridImagesFewest);
		checkCount("images of a grid", elements, limits.gridImages);
		checkLength("title of a grid", title, limits.gridTitle);
		checkLength("subtitle of a grid", subtitle, limits.gridSubtitle);
	},
	coupon({ title, subtitle }) {
		checkLength("title of a coupon", title, limits.couponTitle);
		checkLength("subtitle of a coupon", subtitle, limits.couponSubtitle);
	},
};

function isOfFacebook(url: unknown): boolean {
	return typeof url === "string" && URL.canParse(url) && /(?:^|\.)facebook\.com$/.test(new URL(url).hostname);
}

function checkElement({ title, subtitle, image_url, buttons, default_action }: Element): void {
	if (!title?.trim()) throw broken("an element of a generic template needs a title");
	if (!subtitle && !image_url && !default_action && !buttons?.length)
		throw broken(
			`the element ${JSON.stringify(title)} needs a subtitle, a picture or a button beside its title`,
		);
	checkLength("title of an element", title, limits.elementTitle);
	checkLength("subtitle of an element", subtitle, limits.elementSubtitle);
	checkButtons(buttons);
	if (default_action !== undefined && (default_action.type !== "web_url" || !default_action.url))
		throw broken(`the default_action of the element ${JSON.stringify(title)} is a web_url with a url`);
}

/** These carry no title of their own. */
const untitled: ReadonlySet<string> = new Set(["account_link", "account_unlink"]);

/** Of older versions. https://developers.facebook.com/docs/messenger-platform/changelog */
const goneButtons: ReadonlySet<string> = new Set(["element_share", "payment"]);

function checkButtons(buttons: readonly Button[] | undefined): void {
	checkCount("buttons", buttons, limits.buttons);
	for (const { type, title, url, payload, expires_in_days: days } of buttons ?? []) {
		if (goneButtons.has(type)) throw broken(`there are no buttons of type ${type} any more`);
		if (typeof days === "number" && days > limits.callDays)
			throw broken(`a button for a call may expire after ${limits.callDays} days, and this after ${days}`);
		if (untitled.has(type) && title !== undefined) throw broken(`a button of type ${type} has no title`);
		if (!untitled.has(type) && !title?.trim()) throw broken(`a button of type ${type} needs a title`);
		checkLength("title of a button", title, limits.buttonTitle);
		checkLength("payload of a button", payload, limits.buttonPayload);
		if ((type === "web_url" || type === "account_link") && !url)
			throw broken(`the button ${JSON.stringify(title ?? type)} needs a url`);
		if ((type === "postback" || type === "phone_number") && !payload)
			throw broken(`the button ${JSON.stringify(title)} needs a payload`);
	}
}
