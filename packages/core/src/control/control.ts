import type { Brand } from "../brand.js";
import type { Human, PersonId } from "./representative.js";

/** Identifies an app: a participant that can hold control. */
export type AppId = Brand<string, "AppId">;
/** Identifies one line of one conversation's log. */
export type EntryId = Brand<string, "EntryId">;
/** Identifies one offer of control. */
export type OfferId = Brand<string, "OfferId">;
/** Grows by one whenever the holder of control changes, and at no other time: a fencing token. */
export type Epoch = Brand<number, "Epoch">;

export type AppKind = "bot" | "human";

/** Who holds control: an app and, where the app declares control to be personal, the person. */
export interface Holder {
	readonly app: AppId;
	readonly kind: AppKind;
	readonly person: PersonId | undefined;
}

/** Why control was offered. */
export type ReasonType =
	| "asked"
	| "unsure"
	| "always-human"
	| "bot-asked"
	| "bot-failed"
	| "recognizer-failed"
	| "bot-off"
	| "draft-only"
	| "handed-over"
	| "lost";

export interface Reason {
	readonly type: ReasonType;
	/** For people: what was recognized, what failed, what a colleague wrote. */
	readonly detail?: string | undefined;
	/** What the bot would have said. */
	readonly drafts?: readonly EntryId[] | undefined;
}

/** What whoever takes a conversation should be able to do. */
export interface Needs {
	readonly skills?: readonly string[] | undefined;
	/** A BCP 47 tag. */
	readonly language?: string | undefined;
}

export interface Offer {
	readonly id: OfferId;
	/** Who has been asked and has not declined, in the order in which they were asked. */
	readonly to: readonly AppId[];
	/**
	 * The one person of the app who is asked first. Everybody there is asked once this person has declined, and with the
	 * first repetition.
	 */
	readonly person?: PersonId | undefined;
	readonly reason: Reason;
	/** What the apps were chosen by; absent where they were named, or nothing special is needed. */
	readonly needs?: Needs | undefined;
	/** It is repeated this often and expires after this, in milliseconds, where whoever offers says so. */
	readonly retryMs?: number | undefined;
	readonly expiryMs?: number | undefined;
	/** The user's place in line when it was made, and the one that they were told last; from 1 on. */
	readonly place?: { readonly first: number; readonly told: number } | undefined;
	/** Epoch milliseconds. */
	readonly since: number;
	/** When the user was last told to wait, epoch milliseconds. */
	readonly told: number;
	/** The log position of the first entry that whoever confirms should read. */
	readonly from: number;
}

interface Held {
	readonly epoch: Epoch;
	readonly holder: Holder;
	/** The human who has been announced to the user with `joined`, if any. */
	readonly human: Human | undefined;
	/** Epoch milliseconds. */
	readonly since: number;
}

/** Who may speak. See `docs/control-protocol.md`. */
export type Control =
	| { readonly phase: "bot"; readonly epoch: Epoch }
	| { readonly phase: "offered"; readonly epoch: Epoch; readonly offer: Offer }
	| ({ readonly phase: "held" } & Held)
	| ({ readonly phase: "passing"; readonly offer: Offer } & Held);

export type Phase = Control["phase"];
export type ControlIn<P extends Phase> = Extract<Control, { readonly phase: P }>;

export const phases = ["bot", "offered", "held", "passing"] as const satisfies readonly Phase[];

/** The holder of control, or `undefined` while the host bot has it. */
export function holderOf(control: Control): Holder | undefined {
	return control.phase === "held" || control.phase === "passing" ? control.holder : undefined;
}

/** The offer that stands open, if any. */
export function offerOf(control: Control): Offer | undefined {
	return control.phase === "offered" || control.phase === "passing" ? control.offer : undefined;
}

export function isSameHolder(one: Holder, other: Holder): boolean {
	return one.app === other.app && one.person === other.person;
}
