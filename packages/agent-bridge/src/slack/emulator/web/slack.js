import { ask, offer } from "./ask.js";
import { composerView } from "./composer.js";
import { connect, perform } from "./connection.js";
import { element, found } from "./element.js";
import { headerView } from "./header.js";
import { go, here } from "./here.js";
import { icon } from "./icons.js";
import { logView } from "./log.js";
import { modalView } from "./modal.js";
import { typedOf } from "./mrkdwn.js";
import { sidebarView } from "./sidebar.js";

/** @typedef {import("./connection.js").PageAct} PageAct */
/** @typedef {import("./connection.js").PageScreen} PageScreen */
/** @typedef {NonNullable<import("../page/page-screen.js").PageScreen["place"]>} PagePlace */

/** @type {PageScreen | undefined} */
let screen;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let quieting;

const showSidebar = sidebarView({
	onCreate: () => void create(),
	onDirect: (who) => void act({ type: "direct", who }),
});
const showHeader = headerView({ onMenu: menu });
const showLog = logView(found("log", HTMLElement));
const showThread = logView(found("thread-log", HTMLElement));
const showModal = modalView({ onRefused: complain });
const composer = composerView(
	found("composer", HTMLElement),
	composing(() => undefined),
	{ isThread: false },
);
const threadComposer = composerView(
	found("thread-composer", HTMLElement),
	composing(() => here().get("thread") ?? undefined),
	{ isThread: true },
);

/** Does something, and goes where it leads. @param {PageAct} what @returns {Promise<boolean>} */
async function act(what) {
	const { error, channel } = await perform(what);
	if (error !== undefined) complain(error);
	if (channel !== undefined) go({ channel, thread: undefined });
	return error === undefined;
}

/** @param {string} error */
function complain(error) {
	const alert = found("alert", HTMLElement);
	alert.textContent = error;
	alert.showPopover();
	clearTimeout(quieting);
	quieting = setTimeout(() => {
		alert.hidePopover();
	}, 6000);
}

/** @param {() => string | undefined} threadNow @returns {import("./composer.js").ComposerListener} */
function composing(threadNow) {
	return {
		onSay: (text, broadcast) => {
			const thread = threadNow();
			return act({
				type: "say",
				channel: placeId(),
				text,
				...(thread === undefined ? {} : { thread, broadcast }),
			});
		},
		async onFile(file, comment) {
			const thread = threadNow();
			const data = toBase64(new Uint8Array(await file.arrayBuffer()));
			return act({
				type: "upload",
				channel: placeId(),
				name: file.name,
				data,
				comment,
				...(thread === undefined ? {} : { thread }),
			});
		},
	};
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length; at += 8192)
		text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	return btoa(text);
}

function placeId() {
	return screen?.place?.id ?? "";
}

async function create() {
	const answer = await ask({ title: "New channel", label: "Name", check: "Private", yes: "Create" });
	if (answer !== undefined) await act({ type: "create", name: answer.text, isPrivate: answer.isChecked });
}

/** @param {HTMLElement} from @param {PagePlace} place */
function menu(from, { id: channel, name, isMember, isArchived, members }) {
	const people = Object.entries(screen?.names ?? {}).map(([id, each]) => ({ id, name: each }));
	const others = people.filter(({ id }) => !members.some((member) => member.id === id));
	/** @param {"join" | "leave" | "archive" | "unarchive"} type */
	const simply = (type) => () => void act({ type, channel });
	const items = isArchived
		? [{ title: "Unarchive", act: simply("unarchive") }]
		: isMember
			? [
					{ title: "Invite…", act: () => void invite(channel, others) },
					{ title: "Rename…", act: () => void rename(channel, name) },
					{ title: "Leave", act: simply("leave") },
					{ title: "Archive", act: simply("archive") },
				]
			: [{ title: "Join", act: simply("join") }];
	offer(from, items);
}

/** @param {string} channel @param {readonly { id: string, name: string }[]} choices */
async function invite(channel, choices) {
	const answer = await ask({ title: "Invite", label: "Who", choices, yes: "Invite" });
	if (answer !== undefined) await act({ type: "invite", channel, who: answer.text });
}

/** @param {string} channel @param {string} value */
async function rename(channel, value) {
	const answer = await ask({ title: "Rename", label: "Name", value, yes: "Rename" });
	if (answer !== undefined) await act({ type: "rename", channel, name: answer.text });
}

/** @param {PageScreen} shown @param {boolean} inThread @returns {import("./message.js").MessageParts} */
function messageParts({ names, me, people, channels, place }, inThread) {
	const channel = place?.id ?? "";
	/** @type {import("./message.js").MessageParts} */
	const parts = {
		names: {
			names: { ...names, ...Object.fromEntries(channels.map(({ id, name }) => [id, name])) },
			me: me.id,
		},
		choices: { people, channels: channels.filter(({ kind }) => kind !== "im") },
		onPress: (ts, press) => void act({ type: "press", channel, ts, ...press }),
		onReact: (ts, emoji) => void act({ type: "react", channel, ts, emoji }),
		onThread: inThread ? undefined : (thread) => go({ channel, thread }),
		onEdit: (message) => void edit(message),
		onDelete: (ts) => void remove(ts),
	};

	/** @param {import("./message.js").PageMessage} message */
	async function edit({ ts, text }) {
		const value = typedOf(text, parts.names);
		const answer = await ask({ title: "Edit", label: "Message", value, yes: "Save" });
		if (answer !== undefined) await act({ type: "edit", channel, ts, text: answer.text });
	}

	/** @param {string} ts */
	async function remove(ts) {
		const answer = await ask({ title: "Delete this message?", yes: "Delete" });
		if (answer !== undefined) await act({ type: "delete", channel, ts });
	}

	return parts;
}

/** @param {PageScreen} shown */
function show(shown) {
	screen = shown;
	const { place, thread, view, commands, workspace } = shown;
	showSidebar(shown);
	const parts = messageParts(shown, false);
	showModal(view, parts);
	if (place === undefined) return;
	const title = place.kind === "im" ? place.name : `#${place.name}`;
	document.title = `${title} · ${workspace.name}`;
	showHeader(place);
	showLog(place.id, place.messages, parts, beginning(title));
	const isClosed = place.isArchived || !place.isMember;
	const closed = place.isArchived ? `${title} is archived` : `Join ${title} to write there`;
	composer.show({ placeholder: isClosed ? closed : `Message ${title}`, isClosed, commands });
	found("thread", HTMLElement).hidden = thread === undefined;
	if (thread === undefined) return;
	showThread(`${place.id}/${thread[0]?.ts}`, thread, messageParts(shown, true), beginning(""));
	threadComposer.show({ placeholder: isClosed ? closed : "Reply…", isClosed, commands });
}

/** @param {string} title */
function beginning(title) {
	return title === ""
		? document.createTextNode("")
		: element("p", { class: "beginning" }, `This is the beginning of ${title}.`);
}

found("close-thread", HTMLElement).append(icon("close"));
found("close-thread", HTMLElement).addEventListener("click", () => go({ thread: undefined }));
connect({
	onShown: show,
	onLost(isLost) {
		found("lost", HTMLElement).hidden = !isLost;
	},
});
