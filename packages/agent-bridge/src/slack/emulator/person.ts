import type { AppAnswer } from "./delivery/ask-app.js";
import type { InteractionParts } from "./interactions.js";
import { personRooms } from "./person-channels.js";
import { personPresses } from "./person-press.js";
import { personSpeech } from "./person-say.js";
import type { SeenMessage } from "./seen.js";
import type { Json, User, Workspace } from "./state.js";

/** A modal as a person sees it. */
export interface SeenView {
	readonly id: string;
	readonly title: string;
	readonly blocks: readonly Json[];
	/** What its app said against what was filled in, by `block_id`. */
	readonly errors: Readonly<Record<string, string>>;
}

export interface SayOptions {
	/** The `ts` of the message that the thread began with. */
	readonly thread?: string | undefined;
	/** Show the answer in the channel as well. */
	readonly broadcast?: boolean | undefined;
}

export interface UploadOptions extends SayOptions {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly comment?: string | undefined;
}

/**
 * What somebody does in Slack. Channels are named by name or id, direct messages by `@` and a name. What Slack's own
 * client would not let them do throws `cannot-do`.
 */
export interface EmulatedPerson {
	readonly id: string;
	readonly name: string;
	readonly handle: string;
	/** Types a text: `@name`, `#channel` and addresses become links, `&`, `<` and `>` are escaped. */
	says(channel: string, text: string, options?: SayOptions): SeenMessage;
	edits(message: Pick<SeenMessage, "channel" | "ts">, text: string): void;
	deletes(message: Pick<SeenMessage, "channel" | "ts">): void;
	uploads(channel: string, file: UploadOptions): SeenMessage;
	/** Adds the emoji of this name, or takes it back. */
	reacts(message: Pick<SeenMessage, "channel" | "ts">, emoji: string): void;
	/** Types a slash command. Resolves with what the app answered, which is shown as well. */
	commands(channel: string, line: string): Promise<AppAnswer>;
	/**
	 * Presses the newest button with this label, `action_id` or `value`, or chooses in the newest menu.
	 *
	 * @param where a channel; `view` for the modal on top
	 */
	presses(where: string, what: string, choice?: string | readonly string[]): Promise<AppAnswer>;
	/** Fills in fields of the modal on top, by label, `block_id` or `action_id`, and submits it. */
	submits(values?: Readonly<Record<string, string | readonly string[]>>): Promise<AppAnswer>;
	/** Closes the modal on top. */
	closes(): Promise<void>;
	creates(name: string, options?: { readonly isPrivate?: boolean }): string;
	joins(channel: string): void;
	leaves(channel: string): void;
	/** Whoever has this name: a person, or an app's bot. */
	invites(channel: string, who: string): void;
	archives(channel: string): void;
	unarchives(channel: string): void;
	deletesChannel(channel: string): void;
	renames(channel: string, name: string): void;
	/** Everything that they see there, oldest first. */
	messagesIn(channel: string): readonly SeenMessage[];
	/** The first message with this text in it, or that fits: one that is there, or one to come. The channel may be yet to come. */
	sees(channel: string, what: string | ((message: SeenMessage) => boolean)): Promise<SeenMessage>;
	/** The id of the conversation with a person or an app. */
	direct(who: string): string;
	/** The names of the channels that they are in. */
	readonly channels: readonly string[];
	/** The modal on top: the one that is there, or one to come. */
	seesView(): Promise<SeenView>;
	readonly views: readonly SeenView[];
}

export interface PersonParts extends InteractionParts {
	readonly workspace: Workspace;
	readonly user: User;
	/** What apps said against what was filled in, by view. */
	readonly viewErrors: Map<string, Readonly<Record<string, string>>>;
}

export function createPerson(parts: PersonParts): EmulatedPerson {
	const { id, realName, name } = parts.user;
	return define(
		{ id, name: realName, handle: name },
		personSpeech(parts),
		personPresses(parts),
		personRooms(parts),
	);
}

/** Puts parts together without reading what is only known when it is asked for. */
function define<A, B, C, D>(a: A, b: B, c: C, d: D): A & B & C & D {
	const whole = {};
	for (const part of [a, b, c, d]) Object.defineProperties(whole, Object.getOwnPropertyDescriptors(part));
	return whole as A & B & C & D;
}
