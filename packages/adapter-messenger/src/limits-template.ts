import { limits } from "./limits.js";
import { broken, checkCount, checkFewest, checkLength } from "./limits-rules.js";
import type { Button, Element, Template } from "./send-request.js";

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
		if (!element.attachment_id && !element.url)
			throw broken("the element of a media template needs an attachment_id or a url of Facebook's");
		checkButtons(element.buttons);
	},
	receipt({ elements, ...receipt }) {
		for (const member of ["recipient_name", "order_number", "currency", "payment_method", "summary"]) {
			if (receipt[member] === undefined) throw broken(`a receipt needs ${member}`);
		}
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

function checkElement({ title, subtitle, image_url, buttons, default_action }: Element): void {
	if (!title?.trim()) throw broken("an element of a generic template needs a title");
	if (!subtitle && !image_url && !default_action && !buttons?.length)
		throw broken(
			`the element ${JSON.stringify(title)} needs a subtitle, a picture or a button beside its title`,
		);
	checkLength("title of an element", title, limits.elementTitle);
	checkLength("subtitle of an element", subtitle, limits.elementSubtitle);
	checkButtons(buttons);
}

/** These carry no title of their own. */
const untitled: ReadonlySet<string> = new Set(["account_link", "account_unlink"]);

function checkButtons(buttons: readonly Button[] | undefined): void {
	checkCount("buttons", buttons, limits.buttons);
	for (const { type, title, url, payload, expires_in_days: days } of buttons ?? []) {
		if (typeof days === "number" && days > limits.callDays)
			throw broken(`a button for a call may expire after ${limits.callDays} days, and this after ${days}`);
		if (!untitled.has(type) && !title?.trim()) throw broken(`a button of type ${type} needs a title`);
		checkLength("title of a button", title, limits.buttonTitle);
		checkLength("payload of a button", payload, limits.buttonPayload);
		if ((type === "web_url" || type === "account_link") && !url)
			throw broken(`the button ${JSON.stringify(title ?? type)} needs a url`);
		if ((type === "postback" || type === "phone_number") && !payload)
			throw broken(`the button ${JSON.stringify(title)} needs a payload`);
	}
}
