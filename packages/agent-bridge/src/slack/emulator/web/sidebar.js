import { element, found } from "./element.js";
import { go } from "./here.js";
import { icon } from "./icons.js";

/** @typedef {import("../page/page-screen.js").PageScreen} PageScreen */
/** @typedef {PageScreen["channels"][number]} PageChannel */

/**
 * Workspaces, who one is, channels and people.
 *
 * @param {{ onCreate: () => void, onDirect: (who: string) => void }} listener
 */
export function sidebarView({ onCreate, onDirect }) {
	const people = found("people", HTMLSelectElement);
	let shown = "";
	people.addEventListener("change", () => go({ user: people.value, thread: undefined }));

	/** @param {PageScreen} screen */
	return function show(screen) {
		const { workspaces, workspace, people: all, me, channels, place } = screen;
		const json = JSON.stringify([workspaces, workspace, all, me, channels, place?.id]);
		if (json === shown) return;
		shown = json;
		found("team", HTMLElement).textContent = workspace.name;
		found("my-picture", HTMLImageElement).src = me.picture;
		found("rail", HTMLElement).replaceChildren(
			...workspaces.map((each) => squareView(each, workspace.domain)),
		);
		people.replaceChildren(
			...all.map(({ id, name }) => element("option", { value: id, selected: id === me.id }, name)),
		);
		const [rooms, talks] = [
			channels.filter(({ kind }) => kind !== "im"),
			channels.filter(({ kind }) => kind === "im"),
		];
		const others = all.filter(({ id, name }) => id !== me.id && !talks.some((talk) => talk.name === name));
		found("channels", HTMLElement).replaceChildren(
			groupView(
				"Channels",
				rooms.filter(({ isMember, isArchived }) => isMember && !isArchived),
				place?.id,
			),
			element(
				"button",
				{ type: "button", class: "row quiet", onclick: onCreate },
				icon("add"),
				"New channel",
			),
			groupView("Direct messages", talks, place?.id),
			newTalkView(others, onDirect),
			groupView(
				"Others and archived",
				rooms.filter(({ isMember, isArchived }) => !isMember || isArchived),
				place?.id,
			),
		);
	};
}

/** @param {{ domain: string, name: string }} workspace @param {string} current */
function squareView({ domain, name }, current) {
	const letters = name
		.split(/\s+/)
		.map((word) => word[0]?.toUpperCase() ?? "")
		.join("")
		.slice(0, 2);
	return element(
		"button",
		{
			...{ type: "button", class: "square", title: name },
			"aria-current": domain === current ? "true" : undefined,
			onclick: () => go({ workspace: domain, user: undefined, channel: undefined, thread: undefined }),
		},
		element("span", { "aria-hidden": "true" }, letters),
		element("span", { class: "unseen" }, name),
	);
}

/** @param {string} title @param {readonly PageChannel[]} channels @param {string | undefined} current */
function groupView(title, channels, current) {
	if (channels.length === 0) return element("div");
	const rows = channels.map((channel) => rowView(channel, channel.id === current));
	return element("section", { class: "group" }, element("h2", {}, title), ...rows);
}

/** @param {PageChannel} channel @param {boolean} isCurrent */
function rowView({ id, name, kind, picture, unread, calls, isArchived }, isCurrent) {
	const sign =
		picture === undefined
			? element(
					"span",
					{ class: "sign", "aria-hidden": "true" },
					isArchived ? icon("archived") : kind === "channel" ? "#" : icon("lock"),
				)
			: element("img", { src: picture, alt: "", width: 20, height: 20 });
	const badge = calls > 0 ? element("span", { class: "count" }, String(calls)) : undefined;
	return element(
		"button",
		{
			...{
				type: "button",
				class: unread > 0 ? "row news" : "row",
				"aria-current": isCurrent ? "page" : undefined,
			},
			onclick: () => go({ channel: id, thread: undefined }),
		},
		sign,
		element("span", { class: "name" }, name),
		unread > 0 ? element("span", { class: "unseen" }, `, ${unread} unread`) : undefined,
		badge,
	);
}

/** @param {PageScreen["people"]} others @param {(who: string) => void} onDirect */
function newTalkView(others, onDirect) {
	if (others.length === 0) return element("div");
	const view = element(
		"select",
		{ class: "row quiet", "aria-label": "Write to somebody" },
		element("option", { value: "" }, "Write to somebody…"),
		...others.map(({ id, name }) => element("option", { value: id }, name)),
	);
	view.addEventListener("change", () => onDirect(view.value));
	return view;
}
