import { element, safeAddress } from "./element.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { partView } from "./part.js";

/** @typedef {import("../phone-screen.js").PhoneLine} PhoneLine */
/** @typedef {import("../phone-screen.js").PhoneSpeaker} PhoneSpeaker */
/** @typedef {import("./part.js").OnPress} OnPress */

const states = { sending: "Sending", sent: "Sent", delivered: "Delivered", read: "Seen", failed: "Not sent" };

/**
 * @param {PhoneLine} line
 * @param {OnPress} onPress
 * @returns {HTMLElement}
 */
export function lineView(line, onPress) {
	if (line.kind === "system") return systemView(line);
	const view = element("article", { class: `line ${line.kind}` });
	const body = element("div", { class: "body" }, ...line.parts.map((part) => partView(part, onPress)));
	if (line.kind === "business") {
		const { speaker } = line;
		view.dataset.label = speaker.label;
		view.append(element("p", { class: "speaker" }, speaker.name, badge(speaker)), faceView(speaker));
	} else {
		view.dataset.state = line.state;
	}
	if (line.actions !== undefined && line.actions.length > 0) body.append(actionsView(line.actions, onPress));
	if (line.reaction !== undefined) {
		body.append(
			element(
				"span",
				{ class: "reaction", role: "img", "aria-label": `Reaction ${line.reaction}` },
				line.reaction,
			),
		);
	}
	view.append(body, footView(line));
	return view;
}

/** @param {Extract<PhoneLine, { kind: "system" }>} line */
function systemView({ text, speaker }) {
	const face = speaker === undefined ? undefined : faceView(speaker);
	return element("p", { class: "line system" }, face, element("span", {}, text), speaker && badge(speaker));
}

/** @param {Exclude<PhoneLine, { kind: "system" }>} line */
function footView(line) {
	const time = timeOf(line.at);
	const state = line.kind === "user" ? ` · ${states[line.state]}` : "";
	const edited = line.kind === "user" && line.isEdited ? "Edited · " : "";
	return element("p", { class: "foot" }, `${edited}${time}${state}`);
}

/** @param {PhoneSpeaker} speaker */
function badge({ label }) {
	return label === undefined ? undefined : element("span", { class: "badge", "data-label": label }, label);
}

/**
 * @param {Pick<PhoneSpeaker, "name" | "avatar">} speaker
 * @returns {HTMLElement}
 */
export function faceView({ name, avatar }) {
	const address = safeAddress(avatar);
	if (address !== undefined) return element("img", { class: "face", src: address, alt: "" });
	const initials = name
		.split(/\s+/)
		.slice(0, 2)
		.map((word) => Array.from(word)[0] ?? "")
		.join("");
	return element("span", { class: "face", "aria-hidden": "true" }, initials.toUpperCase());
}

/**
 * @param {readonly import("../phone-screen.js").PhoneButton[]} actions
 * @param {OnPress} onPress
 */
function actionsView(actions, onPress) {
	const button = element(
		"button",
		{ type: "button", class: "act", "aria-label": "React", "aria-haspopup": "menu" },
		icon("react"),
	);
	button.addEventListener("click", () => openMenu(button, actions, onPress));
	return button;
}

/** @param {number} at */
export function timeOf(at) {
	return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
