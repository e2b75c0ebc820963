import { type Content, contentsOf } from "../../../content/content.js";
import { plainName } from "../../../content/plain-name.js";
import type { EntryFrame, EntryFrameOf, EntryFrameType } from "../../../protocol/entry-frame.js";
import type { Delivery } from "./delivery.js";
import type { Me } from "./desk-state.js";
import { type Draft, draftsOf } from "./draft.js";
import type { Talk } from "./talk.js";
import { isSameDay } from "./time.js";

/** Something that the user saw, or that the user said. */
export interface SaidItem {
	readonly kind: "said";
	readonly key: string;
	/** Epoch milliseconds. */
	readonly at: number;
	readonly voice: "user" | "bot" | "human";
	readonly name: string | undefined;
	readonly avatar: string | undefined;
	readonly isMine: boolean;
	readonly contents: readonly Content[];
	/** The button that the user pressed. */
	readonly pressed: Pressed | undefined;
	readonly how: EntryFrameOf<"agentSay">["how"] | undefined;
	readonly change: "edited" | "deleted" | undefined;
	readonly delivery: Delivery | undefined;
	/** Whether it begins, and whether it ends, what one voice says in one go. */
	readonly isFirst: boolean;
	readonly isLast: boolean;
	/** Whether its time and delivery are shown. */
	readonly showsFate: boolean;
}

/** What a button carried. What Baton itself put on one is nobody's code to read. */
export interface Pressed {
	readonly type: string;
	readonly payload: string;
	readonly isOurs: boolean;
}

/** A line about the conversation. */
export interface SystemItem {
	readonly kind: "system";
	readonly key: string;
	readonly at: number;
	readonly entry: SystemEntry;
	/** What the user was told, if this was a line for the user. */
	readonly told: string | undefined;
}

export interface NoteItem {
	readonly kind: "note";
	readonly key: string;
	readonly at: number;
	readonly name: string | undefined;
	readonly avatar: string | undefined;
	readonly text: string;
}

export interface DraftItem {
	readonly kind: "draft";
	readonly key: string;
	readonly at: number;
	readonly draft: Draft;
}

interface DayItem {
	readonly kind: "day";
	readonly key: string;
	readonly at: number;
}

/** Where a new session begins. */
interface SessionItem {
	readonly kind: "session";
	readonly key: string;
	readonly at: number;
	readonly number: number;
}

/** Something that stands between lines, and is none. */
type BorderItem = DayItem | SessionItem;
type LineItem = SaidItem | SystemItem | NoteItem | DraftItem;
export type TimelineItem = LineItem | BorderItem;

const systemTypes = [
	"notice",
	"joined",
	"left",
	"handover",
	"handoverDeclined",
	"handoverExpired",
	"handoverWithdrawn",
	"handoverConfirmed",
	"takeoverConfirmed",
	"release",
	"reminder",
	"mode",
	"rating",
	"link",
	"sessionEnd",
] as const satisfies readonly EntryFrameType[];

export type SystemEntry = EntryFrameOf<(typeof systemTypes)[number]>;

/** The conversation as it is read: what was said, what happened, the days between. */
export function timelineOf(talk: Talk, me: Me | undefined): readonly TimelineItem[] {
	const changes = changesOf(talk.entries);
	const drafts = new Map(draftsOf(talk).map((draft) => [draft.id, draft]));
	const items = talk.entries.flatMap((entry) => toItem(entry, { talk, me, changes, drafts }));
	const sessions = new Map(talk.entries.map(({ entryId, session }) => [entryId, session]));
	return withBorders(withRuns(items), (item) => sessions.get(item.key));
}

interface Around {
	readonly talk: Talk;
	readonly me: Me | undefined;
	readonly changes: ReadonlyMap<string, EntryFrameOf<"edit" | "delete">>;
	readonly drafts: ReadonlyMap<string, Draft>;
}

function toItem(entry: EntryFrame, around: Around): readonly LineItem[] {
	const { entryId: key, time } = entry;
	const at = time * 1000;
	const draft = around.drafts.get(key);
	if (draft !== undefined) return [{ kind: "draft", key, at, draft }];
	if (entry.type === "userSay" || entry.type === "botSay" || entry.type === "agentSay")
		return [toSaid(entry, around)];
	if (entry.type === "note") {
		const { person, text } = entry;
		return [{ kind: "note", key, at, name: person?.displayName, avatar: person?.avatarImage, text }];
	}
	if (!isSystem(entry) || isRedundant(entry)) return [];
	return [{ kind: "system", key, at, entry, told: "activity" in entry ? entry.activity.text : undefined }];
}

function toSaid(
	entry: EntryFrameOf<"userSay" | "botSay" | "agentSay">,
	{ talk, me, changes }: Around,
): SaidItem {
	const { entryId: key } = entry;
	const change = changes.get(key);
	return {
		kind: "said",
		key,
		at: entry.time * 1000,
		...speakerOf(entry, talk),
		isMine: entry.type === "agentSay" && entry.person !== undefined && entry.person.id === me?.person?.id,
		contents: contentsOf(change?.type === "edit" ? change : entry),
		pressed: entry.type === "userSay" ? pressedOf(entry) : undefined,
		how: entry.type === "agentSay" ? entry.how : undefined,
		change: change && (change.type === "edit" ? "edited" : "deleted"),
		delivery: talk.deliveries.get(key),
		isFirst: true,
		isLast: true,
		showsFate: true,
	};
}

const longestPayload = 300;

function pressedOf({ postback }: EntryFrameOf<"userSay">): Pressed | undefined {
	if (postback === undefined) return undefined;
	const { type, payload } = postback;
	const written = payload === undefined ? "" : JSON.stringify(payload);
	return { type, payload: written.slice(0, longestPayload), isOurs: type.startsWith("BATON_") };
}

function speakerOf(
	entry: EntryFrameOf<"userSay" | "botSay" | "agentSay">,
	{ snapshot }: Talk,
): Pick<SaidItem, "voice" | "name" | "avatar"> {
	if (entry.type === "userSay")
		return { voice: "user", name: plainName(snapshot.user.name), avatar: undefined };
	const { displayName: name, avatarImage: avatar, representativeType } = entry.representative;
	return { voice: representativeType === "HUMAN" ? "human" : "bot", name, avatar };
}

function changesOf(entries: readonly EntryFrame[]): Around["changes"] {
	const changes = new Map<string, EntryFrameOf<"edit" | "delete">>();
	for (const entry of entries) {
		if (entry.type === "edit") changes.set(entry.editedId, entry);
		if (entry.type === "delete") changes.set(entry.deletedId, entry);
	}
	return changes;
}

function isSystem(entry: EntryFrame): entry is SystemEntry {
	return systemTypes.some((type) => type === entry.type);
}

/** What another line says better: a person who takes control joins, and one who lost it left. */
function isRedundant(entry: SystemEntry): boolean {
	switch (entry.type) {
		case "handover":
			return entry.again;
		case "handoverConfirmed":
		case "takeoverConfirmed":
			return entry.again || entry.personId !== undefined;
		case "handoverWithdrawn":
			return entry.how === "confirmed" || entry.how === "tookOver";
		case "release":
			return entry.holder !== undefined;
		default:
			return false;
	}
}

/** Whether a line's delivery goes without saying, because the line below says the same. */
function sharesFate(item: SaidItem, next: TimelineItem | undefined): boolean {
	return next?.kind === "said" && next.delivery?.state === item.delivery?.state;
}

const runGapMs = 4 * 60_000;

/** Marks where one voice begins and ends, so that a name is said once. */
function withRuns(items: readonly LineItem[]): readonly LineItem[] {
	return items.map((item, index) => {
		if (item.kind !== "said") return item;
		const next = items[index + 1];
		const isLast = !follows(item, next);
		return {
			...item,
			isFirst: !follows(items[index - 1], item),
			isLast,
			showsFate: isLast || !sharesFate(item, next),
		};
	});
}

function follows(one: TimelineItem | undefined, next: TimelineItem | undefined): boolean {
	if (one?.kind !== "said" || next?.kind !== "said") return false;
	const isSameVoice = one.voice === next.voice && one.name === next.name;
	return isSameVoice && next.at - one.at < runGapMs && isSameDay(one.at, next.at);
}

function withBorders(
	items: readonly LineItem[],
	sessionOf: (item: LineItem) => number | undefined,
): readonly TimelineItem[] {
	return items.flatMap((item, index) => {
		const before = items[index - 1];
		return [...bordersBetween(before, item, sessionOf), item];
	});
}

function bordersBetween(
	before: LineItem | undefined,
	item: LineItem,
	sessionOf: (item: LineItem) => number | undefined,
): readonly BorderItem[] {
	const { key, at } = item;
	const day = { kind: "day", key: `day-${key}`, at } as const;
	if (before === undefined) return [day];
	const number = sessionOf(item);
	const isNew = number !== undefined && number !== sessionOf(before);
	const session = isNew ? [{ kind: "session", key: `session-${key}`, at, number } as const] : [];
	return isSameDay(before.at, at) ? session : [day, ...session];
}
