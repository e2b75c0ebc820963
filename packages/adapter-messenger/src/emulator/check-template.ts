import { checkCount, checkLength } from "./check-length.js";
import { refusal } from "./platform-errors.js";
import { platformLimits } from "./platform-limits.js";
import type { Template, TemplateButton, TemplateElement } from "./send-schema.js";

/** Refuses every template that Messenger refuses. https://developers.facebook.com/docs/messenger-platform/send-messages/templates */
export function checkTemplate(template: Template): void {
	const check = checks[template.template_type];
	if (check === undefined)
		throw refusal("bad-parameter", `(#100) There is no template_type "${template.template_type}"`);
	check(template);
}

const checks: Readonly<Record<string, (template: Template) => void>> = {
	button({ text, buttons = [] }) {
		if (!text?.trim()) throw refusal("empty-message");
		checkLength("text of a button template", text, platformLimits.buttonText);
		if (buttons.length === 0) throw refusal("too-few-elements");
		checkButtons(buttons);
	},
	generic({ elements = [] }) {
		if (elements.length === 0) throw refusal("too-few-elements");
		checkCount("elements of a generic template", elements, platformLimits.elements);
		elements.forEach(checkElement);
	},
	media({ elements = [] }) {
		if (elements.length === 0) throw refusal("too-few-elements");
		checkCount("elements of a media template", elements, 1);
		elements.forEach(checkMediaElement);
	},
	receipt(template) {
		for (const name of ["recipient_name", "order_number", "currency", "payment_method"]) {
			if (typeof template[name] !== "string" || template[name] === "")
				throw refusal("bad-parameter", `(#100) Param ${name} of a receipt is required`);
		}
		const { summary } = template;
		const total =
			typeof summary === "object" && summary !== null && "total_cost" in summary && summary.total_cost;
		if (typeof total !== "number")
			throw refusal("bad-parameter", "(#100) Param summary[total_cost] of a receipt is required");
		checkCount("elements of a receipt", template.elements, platformLimits.receiptElements);
	},
	image_grid({ elements = [], title, subtitle }) {
		const { fewest, most, ...lengths } = platformLimits.grid;
		if (elements.length < fewest) throw refusal("too-few-elements");
		checkCount("elements of an image grid", elements, most);
		checkLength("title of an image grid", title, lengths.title);
		checkLength("subtitle of an image grid", subtitle, lengths.subtitle);
	},
	coupon({ title, subtitle }) {
		if (!title?.trim()) throw refusal("bad-parameter", "(#100) A coupon needs a title");
		checkLength("title of a coupon", title, platformLimits.coupon.title);
		checkLength("subtitle of a coupon", subtitle, platformLimits.coupon.subtitle);
	},
	customer_feedback({ title }) {
		if (!title?.trim()) throw refusal("bad-parameter", "(#100) A feedback form needs a title");
	},
};

function checkElement({ title, subtitle, image_url, buttons = [], default_action }: TemplateElement): void {
	const hasMore = Boolean(subtitle || image_url || default_action) || buttons.length > 0;
	if (!title?.trim() || !hasMore) throw refusal("incomplete-element");
	checkLength("title of an element", title, platformLimits.elementTitle);
	checkLength("subtitle of an element", subtitle, platformLimits.elementSubtitle);
	checkButtons(buttons);
	if (default_action === undefined) return;
	if (default_action.type !== "web_url")
		throw refusal("bad-parameter", "(#100) A default_action is of the type web_url");
	if (!default_action.url) throw refusal("empty-url");
}

function checkMediaElement({ media_type, attachment_id, url, buttons }: TemplateElement): void {
	if (media_type !== "image" && media_type !== "video")
		throw refusal("bad-parameter", "(#100) The media_type must be image or video");
	if ((attachment_id === undefined) === (url === undefined))
		throw refusal("bad-parameter", "(#100) A media element has either an attachment_id or a url");
	if (url !== undefined && !isFacebookAddress(url))
		throw refusal("bad-parameter", "(#100) The url of a media element must be one of Facebook's");
	checkButtons(buttons);
}

function isFacebookAddress(url: string): boolean {
	return URL.canParse(url) && /(?:^|\.)facebook\.com$/.test(new URL(url).hostname);
}

function checkButtons(buttons: readonly TemplateButton[] = []): void {
	checkCount("buttons", buttons, platformLimits.buttons);
	buttons.forEach(checkButton);
}

const buttonTypes: ReadonlySet<string> = new Set([
	"web_url",
	"postback",
	"phone_number",
	"account_link",
	"account_unlink",
	"game_play",
	"audio_call",
]);

const untitled: ReadonlySet<string> = new Set(["account_link", "account_unlink"]);

function checkButton({ type, title, url, payload, expires_in_days: days }: TemplateButton): void {
	if (!buttonTypes.has(type)) throw refusal("bad-parameter", `(#100) There is no button type "${type}"`);
	if (untitled.has(type)) {
		if (title !== undefined) throw refusal("bad-parameter", `(#100) A button of type ${type} has no title`);
	} else if (!title?.trim()) throw refusal("empty-title");
	checkLength("title of a button", title, platformLimits.buttonTitle);
	checkLength("payload of a button", payload, platformLimits.payload);
	if ((type === "web_url" || type === "account_link") && !url) throw refusal("empty-url");
	if (type === "postback" && !payload) throw refusal("empty-payload");
	if (days !== undefined && days > platformLimits.callDays)
		throw refusal(
			"bad-parameter",
			`(#100) A button for a call expires after at most ${platformLimits.callDays} days`,
		);
	if (type === "phone_number" && !/^\+\d{4,15}$/.test(payload ?? ""))
		throw refusal("bad-parameter", "(#100) A phone number begins with + and the country's code");
}
