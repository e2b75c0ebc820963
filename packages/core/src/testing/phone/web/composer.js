import { act } from "./connection.js";
import { element, found } from "./element.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { buttonView } from "./part.js";

/** @typedef {import("../phone-port.js").PhoneAction} PhoneAction */
/** @typedef {import("../phone-screen.js").PhoneButton} PhoneButton */
/** @typedef {import("../phone-screen.js").PhoneScreen} PhoneScreen */

const typingEveryMs = 3_000;

/** The longer side of a picture that is sent, in pixels. */
const longestSide = 1_280;

/** Where the user writes, and what they can press instead. */
export function composerView() {
	const form = found("composer", HTMLFormElement);
	const text = found("text", HTMLTextAreaElement);
	const picture = found("picture", HTMLInputElement);
	const more = found("more", HTMLButtonElement);
	const suggestions = found("suggestions", HTMLElement);
	const alert = found("alert", HTMLElement);
	/** @type {readonly PhoneButton[]} */
	let actions = [];
	let suggested = "";
	let typedAt = 0;

	more.append(icon("more"));
	found("send", HTMLButtonElement).append(icon("send"));
	found("picture-icon", HTMLElement).append(icon("picture"));

	/**
	 * @param {PhoneAction} action
	 * @returns {Promise<boolean>} whether the platform took it
	 */
	async function perform(action) {
		try {
			await act(action);
			alert.hidden = true;
			return true;
		} catch (error) {
			alert.textContent = error instanceof Error ? error.message : String(error);
			alert.hidden = false;
			return false;
		}
	}

	/** @param {PhoneButton} button */
	function press({ press }) {
		if (press !== undefined) void perform({ type: "press", press });
	}

	async function say() {
		const said = text.value;
		if (said.trim() === "") return;
		text.value = "";
		typedAt = 0;
		resize();
		if ((await perform({ type: "say", text: said })) || text.value !== "") return;
		text.value = said;
		resize();
	}

	/** @param {File | undefined} file */
	async function send(file) {
		if (file !== undefined) await perform({ type: "picture", url: await shrink(file) });
	}

	function resize() {
		form.dataset.empty = String(text.value.trim() === "");
		text.style.height = "auto";
		text.style.height = `${text.scrollHeight}px`;
	}

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		void say();
	});
	text.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		void say();
	});
	text.addEventListener("input", () => {
		resize();
		if (Date.now() - typedAt < typingEveryMs || text.value === "") return;
		typedAt = Date.now();
		void perform({ type: "typing" });
	});
	text.addEventListener("paste", ({ clipboardData }) => {
		const file = Array.from(clipboardData?.files ?? []).find(({ type }) => type.startsWith("image/"));
		void send(file);
	});
	picture.addEventListener("change", () => {
		void send(picture.files?.[0]);
		picture.value = "";
	});
	more.addEventListener("click", () => openMenu(more, actions, press));
	resize();

	/** @param {PhoneScreen} screen */
	function show(screen) {
		actions = screen.actions;
		more.hidden = actions.length === 0;
		const json = JSON.stringify(screen.suggestions);
		if (json === suggested) return;
		suggested = json;
		suggestions.replaceChildren(...screen.suggestions.map((button) => buttonView(button, press)));
	}

	return { show, press, perform };
}

/**
 * As a phone does before it sends.
 *
 * @param {File} file
 */
async function shrink(file) {
	const image = await createImageBitmap(file);
	const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
	const width = Math.round(image.width * scale);
	const height = Math.round(image.height * scale);
	const canvas = element("canvas", { width, height });
	canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
	return canvas.toDataURL(file.type === "image/png" ? "image/png" : "image/jpeg", 0.85);
}
