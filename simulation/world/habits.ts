/** How likely each deed is, against the others of its list. */
export interface Habits {
	readonly user: Readonly<
		Record<
			| "say"
			| "askForPerson"
			| "press"
			| "pressSlow"
			| "pressBroken"
			| "pressInvalid"
			| "pressUnknown"
			| "cancel"
			| "typing",
			number
		>
	>;
	readonly bot: Readonly<
		Record<
			| "reply"
			| "replyLate"
			| "replyTwice"
			| "silent"
			| "throw"
			| "throwAfterReply"
			| "hang"
			| "tooSlow"
			| "askForPerson"
			| "edit"
			| "delete"
			| "unsure"
			| "pretend"
			| "past"
			| "batch",
			number
		>
	>;
	/** What a human does about an offer. */
	readonly offer: Readonly<Record<"confirm" | "confirmLate" | "decline" | "ignore" | "takeOver", number>>;
	/** What a human does who is in control. */
	readonly hold: Readonly<
		Record<
			| "say"
			| "sayTwice"
			| "sayLate"
			| "handOver"
			| "handOverToAll"
			| "withdraw"
			| "release"
			| "close"
			| "goQuiet"
			| "useDraft"
			| "dropDraft"
			| "takeAgain"
			| "pretend"
			| "typing",
			number
		>
	>;
	/** What a human does who is not. */
	readonly idle: Readonly<
		Record<
			| "takeOver"
			| "interject"
			| "note"
			| "watch"
			| "unwatch"
			| "setMode"
			| "close"
			| "read"
			| "list"
			| "sayAnyway"
			| "releaseAnyway"
			| "trespass"
			| "nothing",
			number
		>
	>;
	/** What goes wrong. */
	readonly fault: Readonly<
		Record<
			| "crash"
			| "powerCut"
			| "freeze"
			| "deskDies"
			| "cut"
			| "halfOpen"
			| "everybodyAway"
			| "crashWhileSending"
			| "inbox"
			| "proactive"
			| "operatorCloses"
			| "crashSoon"
			| "freezeSoon"
			| "suspend"
			| "storeOutage"
			| "stop",
			number
		>
	>;
	/** How long people take to act, in milliseconds, at most. */
	readonly patienceMs: number;
	/** How often users write: the mean time between two deeds of one user. */
	readonly userEveryMs: number;
	readonly idleEveryMs: number;
	readonly faultEveryMs: number;
}

export const ordinary: Habits = {
	user: {
		say: 60,
		askForPerson: 14,
		press: 8,
		pressSlow: 3,
		pressBroken: 1,
		pressInvalid: 2,
		pressUnknown: 2,
		cancel: 4,
		typing: 2,
	},
	bot: {
		reply: 40,
		replyLate: 20,
		replyTwice: 8,
		silent: 4,
		throw: 4,
		throwAfterReply: 3,
		hang: 2,
		tooSlow: 2,
		askForPerson: 3,
		edit: 4,
		delete: 2,
		unsure: 3,
		pretend: 3,
		past: 2,
		batch: 3,
	},
	offer: { confirm: 45, confirmLate: 12, decline: 15, ignore: 15, takeOver: 8 },
	hold: {
		say: 60,
		sayTwice: 6,
		sayLate: 8,
		handOver: 10,
		handOverToAll: 4,
		withdraw: 4,
		release: 14,
		close: 3,
		goQuiet: 6,
		useDraft: 5,
		dropDraft: 3,
		takeAgain: 2,
		pretend: 3,
		typing: 3,
	},
	idle: {
		takeOver: 12,
		interject: 6,
		note: 4,
		watch: 5,
		unwatch: 3,
		setMode: 2,
		close: 2,
		read: 3,
		list: 2,
		sayAnyway: 4,
		releaseAnyway: 3,
		trespass: 3,
		nothing: 20,
	},
	fault: {
		crash: 10,
		powerCut: 3,
		freeze: 5,
		deskDies: 10,
		cut: 16,
		halfOpen: 5,
		everybodyAway: 4,
		crashWhileSending: 5,
		inbox: 6,
		proactive: 16,
		operatorCloses: 3,
		crashSoon: 30,
		freezeSoon: 12,
		suspend: 2,
		storeOutage: 4,
		stop: 8,
	},
	patienceMs: 12_000,
	userEveryMs: 9_000,
	idleEveryMs: 25_000,
	faultEveryMs: 20_000,
};

type DeepPartial<T> = { readonly [K in keyof T]?: T[K] extends number ? number : Partial<T[K]> };

export function withHabits(base: Habits, more: DeepPartial<Habits>): Habits {
	const merged: Record<string, unknown> = { ...base };
	for (const [name, value] of Object.entries(more)) {
		merged[name] =
			typeof value === "number" ? value : { ...(base[name as keyof Habits] as object), ...(value as object) };
	}
	return merged as unknown as Habits;
}

export type HabitChange = DeepPartial<Habits>;
