import { plainName } from "../../content/plain-name.js";
import type { EntryFrame, EntryFrameOf } from "../../protocol/entry-frame.js";
import { showContents } from "./contents.js";
import { type Html, html } from "./html.js";

type Said = EntryFrameOf<"userSay" | "botSay" | "agentSay">;
type Changes = ReadonlyMap<string, EntryFrameOf<"edit" | "delete">>;

/** What of a log is shown, with the days between. Times are UTC: the page runs nothing that could know better. */
export function showLines(entries: readonly EntryFrame[], userName: string | undefined): readonly Html[] {
	const changes = changesOf(entries);
	let day = "";
	return entries.flatMap((entry) => {
		const line = showLine(entry, { changes, userName });
		if (line === undefined) return [];
		const today = dayOf(entry);
		if (today === day) return [line];
		day = today;
		return [html`<h3 class="day">${today}</h3>`, line];
	});
}

function changesOf(entries: readonly EntryFrame[]): Changes {
	const changes = new Map<string, EntryFrameOf<"edit" | "delete">>();
	for (const entry of entries) {
		if (entry.type === "edit") changes.set(entry.editedId, entry);
		if (entry.type === "delete") changes.set(entry.deletedId, entry);
	}
	return changes;
}

interface Around {
	readonly changes: Changes;
	readonly userName: string | undefined;
}

function showLine(entry: EntryFrame, around: Around): Html | undefined {
	switch (entry.type) {
		case "userSay":
		case "botSay":
		case "agentSay":
			return showSaid(entry, around);
		case "note":
			return html`<article class="note"><header><b>Note</b> ${entry.person?.displayName ?? entry.fromAppId} ${timeOf(entry)}</header><p class="text" dir="auto">${entry.text}</p></article>`;
		case "draft":
			return html`<article class="draft"><header><b>Draft</b> not sent: ${entry.why} ${timeOf(entry)}</header>${showContents(entry)}</article>`;
		default:
			return showEvent(entry);
	}
}

function showSaid(entry: Said, { changes, userName }: Around): Html {
	const change = changes.get(entry.entryId);
	const voice = voiceOf(entry);
	const name = entry.type === "userSay" ? (userName ?? "User") : entry.representative.displayName;
	const now = change?.type === "edit" ? change : entry;
	const earlier =
		change?.type === "edit"
			? html`<details><summary>Before it was edited</summary>${showContents(entry)}</details>`
			: html``;
	const body =
		change?.type === "delete" ? html`<del>${showContents(entry)}</del>` : html`${showContents(now)}`;
	return html`<article class="${voice}"><header><b dir="auto">${plainName(name) ?? "?"}</b> ${labelOf(voice)} ${timeOf(entry)}</header>${pressed(entry)}${body}${earlier}${fate(entry, change)}</article>`;
}

function voiceOf(entry: Said): "user" | "bot" | "human" {
	if (entry.type === "userSay") return "user";
	return entry.representative.representativeType === "HUMAN" ? "human" : "bot";
}

function labelOf(voice: "user" | "bot" | "human"): Html {
	return voice === "user" ? html`` : html`<span class="label">${voice.toUpperCase()}</span>`;
}

function pressed(entry: Said): Html {
	if (entry.type !== "userSay" || entry.postback === undefined) return html``;
	return html`<p class="kind">pressed ${entry.postback.type}</p>`;
}

function fate(entry: Said, change: EntryFrameOf<"edit" | "delete"> | undefined): Html {
	const delivery = entry.type === "userSay" ? undefined : entry.delivery;
	const said = [
		change?.type === "edit" ? "edited" : undefined,
		change?.type === "delete" ? "deleted" : undefined,
		delivery?.state,
		delivery?.error,
	].filter((part) => part !== undefined);
	return said.length === 0
		? html``
		: html`<footer class="${delivery?.state ?? "changed"}">${said.join(" · ")}</footer>`;
}

/** Whatever happened to the conversation, in a few words. */
function showEvent(entry: EntryFrame): Html | undefined {
	const words = wordsOf(entry);
	return words === undefined
		? undefined
		: html`<p class="event"><span dir="auto">${words}</span> ${timeOf(entry)}</p>`;
}

function wordsOf(entry: EntryFrame): string | undefined {
	switch (entry.type) {
		case "notice":
		case "joined":
		case "left":
			return entry.activity.text ?? entry.type;
		case "handover":
			return entry.again ? undefined : `Offered to ${entry.toAppIds.join(", ")}: ${entry.reason.type}`;
		case "handoverExpired":
			return "Nobody took it in time";
		case "takeover":
			return `${entry.personId ?? entry.fromAppId} lost control: ${entry.why}`;
		case "release":
			return `${entry.personId ?? entry.fromAppId} gave it back: ${entry.why}`;
		case "mode":
			return `The bot: ${entry.mode}`;
		case "sessionEnd":
			return `End of session: ${entry.why}`;
		case "gap":
			return `${entry.count} lines were not told here`;
		default:
			return undefined;
	}
}

const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });

function dayOf({ time }: EntryFrame): string {
	return days.format(time * 1000);
}

function timeOf({ time }: EntryFrame): Html {
	const iso = new Date(time * 1000).toISOString();
	return html`<time datetime="${iso}">${iso.slice(11, 16)}</time>`;
}
