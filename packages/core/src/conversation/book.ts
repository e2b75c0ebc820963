import type { AppId, Control, EntryId } from "../control/control.js";
import { holderOf, offerOf } from "../control/control.js";
import type { Transition } from "../control/table.js";
import { auditOf } from "./audit.js";
import type {
	Change,
	Delivery,
	DeliveryState,
	IndexFacts,
	OutboxItem,
	Outcome,
	RefusalCode,
	Standing,
	TimerChange,
} from "./change.js";
import type { ChannelTraits } from "./channel-traits.js";
import type { Command } from "./command.js";
import type { Conversation, TurnToken } from "./conversation.js";
import { nextVersion } from "./copies.js";
import type { Entry, EntryBody } from "./entry.js";
import type { NoticeValues } from "./notices/notices.js";
import type { App, BotId, BotProfile } from "./participants.js";
import type { Policy } from "./policy.js";
import type { Load, QueueView } from "./queue/view.js";
import type { Tombstone } from "./store.js";

/** What a decision may know besides the conversation and the command: everything else is decided by it. */
export interface Env {
	/** Epoch milliseconds. */
	readonly at: number;
	/** Random, new for every attempt: names the commit and what it writes. */
	readonly commit: string;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly bots: ReadonlyMap<BotId, BotProfile>;
	/** Apps where nobody is there to be asked. */
	readonly absent: ReadonlySet<AppId>;
	readonly policy: Policy;
	readonly channel: ChannelTraits | undefined;
	readonly notice: NoticeText;
	readonly transition: Transition;
	/** What is unsent. */
	readonly outbox: readonly OutboxItem[];
	/** How the queue looked, where somebody may be asked. */
	readonly queue?: QueueView | undefined;
	/** What is left of an erased conversation, where a new one may begin. */
	readonly erased?: Tombstone | undefined;
	/** The log entry that the command names, and what became of it, where it names one. */
	readonly named: { readonly entry: Entry; readonly delivery: DeliveryState | undefined } | undefined;
}

export type NoticeText = (name: string, locale: string | undefined, values?: NoticeValues) => string;

/** The change that a command leads to, or only an answer where it changes nothing. */
export interface Decision {
	readonly change: Change | undefined;
	readonly outcome: Outcome;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Collects what one decision writes. Lives no longer than the decision. */
export interface Book {
	readonly env: Env;
	readonly before: Conversation;
	readonly state: Writable<Conversation>;
	entries: readonly Entry[];
	outbox: readonly OutboxItem[];
	deliveries: readonly Delivery[];
	timers: readonly TimerChange[];
	withdraw: readonly EntryId[];
	tell: readonly AppId[];
	drafts: number;
	turn: { readonly id: EntryId; readonly token: TurnToken | undefined } | undefined;
	changed: boolean;
}

const nobody: readonly AppId[] = [];

/** Most decisions write one thing or two: what is empty is shared, and what has one is made with it. */
const none: readonly never[] = [];

export function openBook(before: Conversation, env: Env): Book {
	return {
		env,
		before,
		state: nextVersion(before, env.commit),
		entries: none,
		outbox: none,
		deliveries: none,
		timers: none,
		withdraw: none,
		tell: nobody,
		drafts: 0,
		turn: undefined,
		changed: false,
	};
}

/** The list with one more at its end; `list` itself may be shared. */
export function added<T>(list: readonly T[], item: T): readonly T[] {
	return list.length === 0 ? [item] : [...list, item];
}

/** Appends a line to the log, addressed to `to`. The body is the caller's own new object: it becomes the entry. */
export function write(book: Book, body: EntryBody, to: readonly AppId[]): Entry {
	const { state, env } = book;
	const position = state.position + 1;
	const entry = body as Writable<Entry>;
	entry.id = `${position}.${env.commit}` as EntryId;
	entry.position = position;
	entry.at = env.at;
	entry.session = state.session.number;
	entry.epoch = state.control.epoch;
	entry.to = to;
	state.position = position;
	book.entries = added(book.entries, entry);
	book.changed = true;
	if (to.length > 0) book.tell = book.tell.length === 0 ? to : union(book.tell, to);
	return entry;
}

/** The apps that hear what is said: the holder, those who have been asked, and the watchers. */
export function audience({
	control,
	watchers,
}: Pick<Conversation, "control" | "watchers">): readonly AppId[] {
	if (control.phase === "bot") return watchers;
	const holder = holderOf(control)?.app;
	const asked = offerOf(control)?.to ?? nobody;
	if (holder === undefined) return union(asked, watchers);
	if (asked.length === 0 && watchers.length === 0) return [holder];
	return union(union([holder], asked), watchers);
}

export function union<T>(one: readonly T[], other: readonly T[]): readonly T[] {
	if (other.length === 0) return one;
	if (one.length === 0) return other;
	const more = other.filter((item) => !one.includes(item));
	return more.length === 0 ? one : [...one, ...more];
}

/** Puts something into the lane, behind everything that is there already. */
export function enqueue(
	book: Book,
	item: Pick<OutboxItem, "kind" | "activity" | "by" | "app" | "turn"> & {
		readonly entry: EntryId | undefined;
	},
): EntryId {
	const { env, outbox, state } = book;
	const id = item.entry ?? (`~${outbox.length}.${env.commit}` as EntryId);
	book.outbox = added(outbox, {
		id,
		kind: item.kind,
		order: state.version * 1000 + outbox.length,
		activity: item.activity,
		by: item.by,
		app: item.app,
		turn: item.turn,
		logged: item.entry !== undefined && item.kind === "send",
		notAfter: env.at + env.policy.sendWithinMs,
	});
	book.changed = true;
	return id;
}

export function setTimer(
	book: Book,
	set: Extract<TimerChange, { set: unknown }>["set"],
	afterMs: number,
	about: string,
): void {
	book.timers = added(book.timers, { set, afterMs, about });
	book.changed = true;
}

export function cancelTimer(book: Book, cancel: Extract<TimerChange, { cancel: unknown }>["cancel"]): void {
	book.timers = added(book.timers, { cancel });
	book.changed = true;
}

export function setControl(book: Book, control: Control): void {
	if (control === book.state.control) return;
	book.state.control = control;
	book.changed = true;
}

/** The change and its outcome. Where nothing was written there is nothing to commit. */
export function closeBook(book: Book, command: Command): Decision {
	const { before, state, entries, env } = book;
	const outcome: Outcome = {
		status: "done",
		epoch: state.control.epoch,
		entries: entries.length === 0 ? none : entries.map(({ id }) => id),
		position: state.position,
		drafts: book.drafts,
		turn: book.turn,
	};
	if (!book.changed) return { change: undefined, outcome };
	return {
		outcome,
		change: {
			key: before.key,
			expected: before,
			next: state,
			command: command.id,
			outcome,
			entries,
			tell: book.tell,
			outbox: book.outbox,
			deliveries: book.deliveries,
			withdraw: book.withdraw,
			timers: book.timers,
			index: indexChange(before, state),
			audit: auditOf(command, { id: env.commit, at: env.at, conversation: before.key, bot: before.bot }),
		},
	};
}

export function refuse(conversation: Conversation | undefined, code: RefusalCode, load?: Load): Decision {
	const refused = { status: "refused", code, standing: standing(conversation) } as const;
	return { change: undefined, outcome: load === undefined ? refused : { ...refused, load } };
}

function standing(conversation: Conversation | undefined): Standing | undefined {
	if (conversation === undefined) return undefined;
	return { epoch: conversation.control.epoch, holder: holderOf(conversation.control) };
}

function indexChange(before: Conversation, after: Conversation): Change["index"] {
	if (before.control === after.control && before.session.open === after.session.open && before.version > 0) {
		const isSame = before.session.number === after.session.number && before.unmet === after.unmet;
		if (isSame && before.taughtAt === after.taughtAt) return undefined;
	}
	const facts = { before: before.version === 0 ? undefined : factsOf(before), after: factsOf(after) };
	return facts.before !== undefined && sameFacts(facts.before, facts.after) ? undefined : facts;
}

function factsOf({ bot, control, session, unmet, taughtAt }: Conversation): IndexFacts {
	return {
		bot,
		holder: holderOf(control)?.app,
		waitingSince: offerOf(control)?.since,
		leftSince: unmet?.message?.since,
		openSince: session.open ? session.since : undefined,
		taughtAt,
	};
}

function sameFacts(one: IndexFacts, other: IndexFacts): boolean {
	return (
		one.holder === other.holder &&
		one.waitingSince === other.waitingSince &&
		one.leftSince === other.leftSince &&
		one.openSince === other.openSince &&
		one.taughtAt === other.taughtAt
	);
}
