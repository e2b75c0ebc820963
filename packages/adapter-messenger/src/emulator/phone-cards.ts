import type { PhoneButton, PhoneCard, PhonePart, PhonePicture } from "@baton/core/testing/phone";
import { type JsonObject, member } from "./json.js";
import { buttonsOf, type Pressable } from "./pressable.js";
import { parseTemplate, type Template, type TemplateElement } from "./send-schema.js";
import type { Message } from "./state.js";

/** A template as Messenger shows it. */
export function cardsOf(
	message: Message,
	payload: JsonObject,
	buttonOf: (pressable: Pressable) => PhoneButton,
): readonly PhonePart[] {
	const template = parseTemplate(payload);
	const { template_type, text, elements = [] } = template;
	const buttons = buttonsOf(message).map(buttonOf);
	switch (template_type) {
		case "button":
			return [{ kind: "cards", cards: [{ text, buttons }] }];
		case "image_grid":
			return elements.map(({ image_url = "" }) => ({ kind: "picture", picture: pictureOf(image_url, "") }));
		case "receipt":
			return [{ kind: "cards", cards: [receiptCard(template)] }];
		case "generic":
		case "media":
			return [{ kind: "cards", cards: elementCards(elements, buttons) }];
		default: {
			const { title, subtitle } = template;
			return [{ kind: "cards", cards: [{ title, text: subtitle, buttons }] }];
		}
	}
}

/** Each card takes as many of the message's buttons as it has. */
function elementCards(
	elements: readonly TemplateElement[],
	buttons: readonly PhoneButton[],
): readonly PhoneCard[] {
	let taken = 0;
	return elements.map(({ title, subtitle, image_url, url, buttons: own = [] }) => {
		const picture = image_url ?? url;
		const first = taken;
		taken += own.length;
		return {
			...{ title, text: subtitle, buttons: buttons.slice(first, taken) },
			picture: picture === undefined ? undefined : pictureOf(picture, title ?? ""),
		};
	});
}

function pictureOf(url: string, description: string): PhonePicture {
	return { url, description };
}

function receiptCard(template: Template): PhoneCard {
	const { elements = [], currency } = template;
	const lines = elements.map(({ title = "", ...rest }) => `${title}  ${String(rest.price ?? "")}`);
	const total = member(template.summary, "total_cost");
	return {
		title: `Order ${String(template.order_number)}`,
		text: [...lines, `Total ${String(total)} ${String(currency)}`, String(template.payment_method)].join(
			"\n",
		),
		buttons: [],
	};
}
