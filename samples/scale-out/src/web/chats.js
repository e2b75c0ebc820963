import { element, found, keyed, setText } from "./element.js";

/** @typedef {import("../view/screen.js").Screen["chats"][number]} Chat */

/** A wait that is worth a word. */
const noticedMs = 1_500;

/** Who holds each conversation, and what was said last. */
export function chatsView() {
	const place = found("chats");
	let now = 0;

	const show = keyed(
		/** @param {Chat} chat */
		({ name }) => {
			const holder = element("span", { class: "holder" });
			const label = element("span", { class: "badge" });
			const text = element("span", { class: "text" });
			const by = element("span", { class: "by" });
			const row = element(
				"li",
				{ class: "chat", "data-name": name },
				element("span", { class: "face", "aria-hidden": "true" }, name.slice(0, 1)),
				element("span", { class: "name" }, name),
				holder,
				element("p", { class: "last" }, label, text),
				by,
			);
			place.append(row);
			return { row, holder, label, text, by };
		},
		({ row, holder, label, text, by }, { name, last, waitsSince, holder: held, person }) => {
			const waitedMs = waitsSince === undefined ? 0 : now - waitsSince;
			const isLate = waitedMs > noticedMs;
			row.dataset.holder = held;
			row.dataset.late = String(isLate);
			setText(holder, holderOf(held, person));
			label.dataset.label = last?.label ?? "";
			label.hidden = last?.label === undefined;
			setText(label, last?.label ?? "");
			setText(text, last === undefined ? "has not written yet" : lineOf(name, last));
			setText(by, isLate ? `waits ${Math.round(waitedMs / 1_000)} s` : (last?.by ?? ""));
		},
	);

	/**
	 * @param {readonly Chat[]} chats
	 * @param {number} at
	 */
	return (chats, at) => {
		now = at;
		for (const chat of chats) show(chat.name, chat);
	};
}

/**
 * @param {Chat["holder"]} holder
 * @param {Chat["person"]} person
 */
function holderOf(holder, person) {
	if (holder === "human") return person ?? "the desk";
	return holder === "offered" ? "asks for a person" : "the bot";
}

/**
 * @param {string} name
 * @param {NonNullable<Chat["last"]>} last
 */
function lineOf(name, { who, text }) {
	if (who === name) return `“${text}”`;
	return text === "joined" || text === "left" ? `${who} ${text}` : text;
}
