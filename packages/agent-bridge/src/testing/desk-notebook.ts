import type { EntryFrame } from "../protocol/entry-frame.js";
import type { Input } from "../protocol/parts.js";
import type { DeskStanding, SeenLine } from "./desk-driver.js";

/** What a desk knows of its conversations by listening: what it shows, and how they stand. */
export interface Notebook {
	note(frame: EntryFrame): void;
	/** Keeps words that were refused. */
	keep(conversationId: string, text: string): void;
	lines(conversationId: string): readonly SeenLine[];
	standing(conversationId: string): DeskStanding;
	/** The offer that stands, and the draft that nobody has used yet: the newest. */
	offer(conversationId: string): string | undefined;
	draft(conversationId: string): string | undefined;
}

interface Page {
	/** By position. */
	readonly frames: Map<number, EntryFrame>;
	readonly unsent: string[];
	standing: DeskStanding;
	offerId: string | undefined;
}

export function createNotebook(appId: () => string | undefined): Notebook {
	const pages = new Map<string, Page>();

	function pageOf(conversationId: string): Page {
		const known = pages.get(conversationId);
		if (known !== undefined) return known;
		const page: Page = { frames: new Map(), unsent: [], standing: "elsewhere", offerId: undefined };
		pages.set(conversationId, page);
		return page;
	}

	function follow(page: Page, frame: EntryFrame): void {
		switch (frame.type) {
			case "handover":
				if (frame.toAppId !== appId()) return;
				page.offerId = frame.offerId;
				if (page.standing === "elsewhere") page.standing = "asked";
				return;
			case "handoverExpired":
			case "handoverWithdrawn":
			case "handoverDeclined":
				if (page.standing === "asked") page.standing = "elsewhere";
				return;
			case "handoverConfirmed":
			case "takeoverConfirmed":
				page.standing = frame.toAppId === appId() ? "ours" : "elsewhere";
				return;
			case "takeover":
			case "release":
				if (frame.fromAppId === appId()) page.standing = "elsewhere";
				return;
		}
	}

	return {
		note(frame) {
			const page = pageOf(frame.conversationId);
			for (const earlier of earlierOf(frame))
				if (!page.frames.has(earlier.position)) page.frames.set(earlier.position, earlier);
			page.frames.set(frame.position, frame);
			follow(page, frame);
		},
		keep: (conversationId, text) => void pageOf(conversationId).unsent.push(text),
		lines(conversationId) {
			const { frames, unsent } = pageOf(conversationId);
			const kept = unsent.map((text): SeenLine => ({ by: "human", text, mark: "unsent" }));
			return [...linesOf(inOrder(frames)), ...kept];
		},
		standing: (conversationId) => pageOf(conversationId).standing,
		offer: (conversationId) => pageOf(conversationId).offerId,
		draft: (conversationId) => newestDraft(inOrder(pageOf(conversationId).frames)),
	};
}

/** What was said before comes with control, and with a watch. */
function earlierOf(frame: EntryFrame): readonly EntryFrame[] {
	const entries = "transcript" in frame ? frame.transcript?.entries : undefined;
	return (entries ?? []) as readonly EntryFrame[];
}

function inOrder(frames: ReadonlyMap<number, EntryFrame>): readonly EntryFrame[] {
	return [...frames.values()].sort((one, other) => one.position - other.position);
}

function linesOf(frames: readonly EntryFrame[]): readonly SeenLine[] {
	const lines = new Map<string, SeenLine>();
	for (const frame of frames) {
		const line = lineOf(frame);
		if (line !== undefined) lines.set(frame.entryId, line);
		amend(lines, frame);
	}
	return [...lines.values()];
}

function lineOf(frame: EntryFrame): SeenLine | undefined {
	switch (frame.type) {
		case "userSay":
			return { by: "user", text: textOf(frame.input) };
		case "botSay":
			return { by: "bot", text: textOf(frame.input), name: frame.representative.displayName };
		case "agentSay": {
			const by = frame.representative.representativeType === "HUMAN" ? "human" : "bot";
			return { by, text: textOf(frame.input), name: frame.representative.displayName };
		}
		case "note":
			return { by: "human", text: frame.text, name: frame.person?.displayName };
		case "draft":
			return { by: "bot", text: textOf(frame.input), mark: "draft" };
		case "notice":
		case "joined":
		case "left":
			return { by: "notice", text: frame.activity.text ?? "" };
		default:
			return undefined;
	}
}

function amend(lines: Map<string, SeenLine>, frame: EntryFrame): void {
	if (frame.type === "edit") change(lines, frame.editedId, { text: textOf(frame.input), mark: "edited" });
	if (frame.type === "delete") change(lines, frame.deletedId, { mark: "deleted" });
	if (frame.type === "delivery") change(lines, frame.of, { mark: "undelivered" });
	if (frame.type === "draftUsed") lines.delete(frame.draftId);
}

function change(lines: Map<string, SeenLine>, entryId: string, news: Partial<SeenLine>): void {
	const line = lines.get(entryId);
	if (line !== undefined) lines.set(entryId, { ...line, ...news });
}

function newestDraft(frames: readonly EntryFrame[]): string | undefined {
	const used = new Set(frames.map((frame) => (frame.type === "draftUsed" ? frame.draftId : undefined)));
	return frames.findLast(({ type, entryId }) => type === "draft" && !used.has(entryId))?.entryId;
}

function textOf({ type, value }: Input): string {
	return type === "location" ? `${value.latitude}, ${value.longitude}` : value;
}
