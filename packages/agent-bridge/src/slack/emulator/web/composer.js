import { element } from "./element.js";
import { icon } from "./icons.js";

/** @typedef {import("../page/page-screen.js").PageScreen} PageScreen */
/**
 * @typedef {object} ComposerListener
 * @property {(text: string, broadcast: boolean) => Promise<boolean>} onSay whether it was taken
 * @property {(file: File, comment: string) => Promise<boolean>} onFile
 */

/**
 * Where one writes, with the commands of apps as they are typed.
 *
 * @param {HTMLElement} root
 * @param {ComposerListener} listener
 * @param {{ isThread: boolean }} options
 */
export function composerView(root, { onSay, onFile }, { isThread }) {
	const text = element("textarea", { rows: 1, "aria-label": isThread ? "Reply" : "Message" });
	const hints = element("div", { class: "hints", hidden: true });
	const file = element("input", { type: "file", "aria-label": "Attach a file" });
	const broadcast = element("input", { type: "checkbox" });
	const send = element("button", { type: "submit", class: "go", "aria-label": "Send" }, icon("send"));
	const form = element(
		"form",
		{ class: "composer" },
		text,
		element(
			"div",
			{ class: "bar" },
			element("label", { class: "icon", title: "Attach a file" }, icon("attach"), file),
			isThread
				? element("label", { class: "quiet" }, broadcast, " Also send to the channel")
				: element("span", { class: "quiet" }, "Enter sends, Shift and Enter makes a new line"),
			send,
		),
	);
	root.replaceChildren(hints, form);
	/** @type {PageScreen["commands"]} */
	let commands = [];

	async function submit() {
		const said = text.value;
		if (said.trim() === "") return;
		text.value = "";
		fit();
		if (!(await onSay(said, broadcast.checked)) && text.value === "") text.value = said;
		fit();
	}

	function fit() {
		text.rows = Math.min(8, text.value.split("\n").length);
		send.toggleAttribute("disabled", text.value.trim() === "");
		const word = text.value.split(" ")[0] ?? "";
		const fitting =
			word.startsWith("/") && !isThread ? commands.filter(({ command }) => command.startsWith(word)) : [];
		hints.hidden = fitting.length === 0;
		hints.replaceChildren(
			...fitting.map(({ command, description, hint }) =>
				element(
					"button",
					{
						type: "button",
						onclick: () => {
							text.value = `${command} `;
							text.focus();
							fit();
						},
					},
					element("b", {}, command),
					element("span", {}, ` ${hint}`),
					element("span", { class: "quiet" }, description),
				),
			),
		);
	}

	form.addEventListener("submit", (event) => {
		event.preventDefault();
		void submit();
	});
	text.addEventListener("input", fit);
	text.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		void submit();
	});
	file.addEventListener("change", () => {
		const [chosen] = file.files ?? [];
		if (chosen === undefined) return;
		const comment = text.value;
		text.value = "";
		fit();
		void onFile(chosen, comment);
		file.value = "";
	});
	fit();

	return {
		/** @param {{ placeholder: string, isClosed: boolean, commands: PageScreen["commands"] }} shown */
		show(shown) {
			({ commands } = shown);
			text.placeholder = shown.placeholder;
			text.disabled = shown.isClosed;
			file.disabled = shown.isClosed;
			form.classList.toggle("closed", shown.isClosed);
			// What is typed already may be a command.
			if (hints.hidden) fit();
		},
	};
}
