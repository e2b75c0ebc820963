import { element, safeAddress } from "./element.js";
import { icon } from "./icons.js";

/** @typedef {import("../phone-screen.js").PhoneButton} PhoneButton */
/** @typedef {import("../phone-screen.js").PhoneCard} PhoneCard */
/** @typedef {import("../phone-screen.js").PhonePart} PhonePart */
/** @typedef {import("../phone-screen.js").PhonePicture} PhonePicture */
/** @typedef {(button: PhoneButton) => void} OnPress */

/**
 * @param {PhonePart} part
 * @param {OnPress} onPress
 * @returns {HTMLElement}
 */
export function partView(part, onPress) {
	switch (part.kind) {
		case "text":
			return element("p", { class: "bubble" }, ...withLinks(part.text));
		case "quote":
			return element("blockquote", { class: "quote" }, part.text);
		case "picture":
			return pictureView(part.picture, "shot");
		case "cards":
			return cardsView(part.cards, onPress);
		case "file":
			return element(
				"a",
				{ class: "bubble file", href: safeAddress(part.url), target: "_blank", rel: "noopener noreferrer" },
				icon("file"),
				part.name,
			);
		default:
			return element(part.kind, {
				class: "media",
				src: safeAddress(part.url),
				controls: true,
				preload: "none",
			});
	}
}

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function withLinks(text) {
	return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((piece, place) => {
		if (place % 2 === 0) return piece;
		return element("a", { href: safeAddress(piece), target: "_blank", rel: "noopener noreferrer" }, piece);
	});
}

/**
 * @param {PhonePicture} picture
 * @param {string} name
 */
function pictureView({ url, description, height = "medium" }, name) {
	return element("img", {
		class: name,
		"data-height": height,
		src: safeAddress(url),
		alt: description,
		loading: "lazy",
	});
}

/**
 * @param {readonly PhoneCard[]} cards
 * @param {OnPress} onPress
 */
function cardsView(cards, onPress) {
	if (cards.length === 1)
		return element("div", { class: "cards" }, ...cards.map((card) => cardView(card, onPress)));
	return element(
		"ul",
		{ class: "cards carousel", "aria-label": `${cards.length} cards` },
		...cards.map((card) => element("li", {}, cardView(card, onPress))),
	);
}

/**
 * @param {PhoneCard} card
 * @param {OnPress} onPress
 */
function cardView({ title, text, picture, buttons }, onPress) {
	return element(
		"section",
		{ class: "card", "aria-label": title },
		picture && pictureView(picture, "cover"),
		title === undefined ? undefined : element("h2", {}, title),
		text === undefined ? undefined : element("p", {}, ...withLinks(text)),
		...buttons.map((button) => buttonView(button, onPress)),
	);
}

/**
 * @param {PhoneButton} button
 * @param {OnPress} onPress
 * @returns {HTMLElement}
 */
export function buttonView(button, onPress) {
	const { title, press, url, picture, hint } = button;
	const face = picture === undefined ? undefined : element("img", { src: safeAddress(picture), alt: "" });
	const onclick = () => onPress(button);
	if (url === undefined) {
		const attributes = { type: "button", title: hint, disabled: press === undefined, onclick };
		return element("button", attributes, face, title);
	}
	const attributes = {
		class: "link",
		href: safeAddress(url),
		target: "_blank",
		rel: "noopener noreferrer",
		onclick,
	};
	return element("a", attributes, face, title, icon("open"));
}
