import { BatonError } from "@baton/core/error";
import type { AccountLinking } from "./account-linking.js";
import type { JsonObject } from "./json.js";
import { platformLimits, stickersAloneSince } from "./platform-limits.js";
import { pressablesOf } from "./pressable.js";
import { between, tellAll } from "./routing.js";
import { arrive } from "./send.js";
import type { Message, Person } from "./state.js";
import { type Content, pressAs, tellOf, writeAs } from "./user-acts.js";
import type { World } from "./world.js";

/** What a business said to somebody, as they see it. */
export type HeardMessage = Pick<
	Message,
	"mid" | "at" | "text" | "attachments" | "quickReplies" | "replyTo" | "reaction"
> & {
	/** The id of the app that said it. */
	readonly app: string;
	/** The name of the persona that it was said under; `undefined`: the page's own. */
	readonly persona: string | undefined;
};

/** Somebody on Messenger, and what they do there. What is told to apps goes out at once. */
export interface EmulatedUser {
	/** Their id for this page: the PSID. */
	readonly id: string;
	readonly page: string;
	/** Everything that was said to them, oldest first. */
	readonly heard: readonly HeardMessage[];
	/** Who types to them: the name of a persona or of the page. */
	readonly typist: string | undefined;
	/** @returns the id of the message */
	say(text: string, options?: { readonly replyTo?: string | undefined }): string;
	/** At an address that apps can fetch. */
	sendPicture(url: string): string;
	sendLike(): string;
	/** Changes what they said: at most 5 times. */
	edit(mid: string, text: string): void;
	/** @param emoji `undefined` takes the reaction back */
	react(mid: string, emoji: string | undefined): void;
	/**
	 * Presses what has this title: a quick reply, a button of a message, or an offer of the page; the newest.
	 *
	 * @returns where a link leads
	 * @throws BatonError `nothing-to-press`
	 */
	press(title: string): string | undefined;
	/** Comes back through a link to the page, such as `m.me/shop?ref=spring`. */
	refer(ref: string): void;
	/** Looks at everything. */
	read(): void;
	/** Without a network nothing arrives at the phone. */
	goOffline(): void;
	goOnline(): void;
	/** The page may no longer write, which Messenger says in one of two ways. */
	block(error?: NonNullable<Person["refuses"]>): void;
	unblock(): void;
	/** Waits for a message that says this, from now on or already there. */
	hears(what: string | RegExp | ((message: HeardMessage) => boolean)): Promise<HeardMessage>;
}

/** By the names of Meta's. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-reactions */
const reactionNames: Readonly<Record<string, string>> = {
	"❤": "love",
	"😆": "smile",
	"😮": "wow",
	"😢": "sad",
	"😡": "angry",
	"👍": "like",
	"👎": "dislike",
};

const likeSticker = "369239263222822";

export function emulatedUser(world: World, person: Person, linking: AccountLinking): EmulatedUser {
	const happen = (field: string, what: JsonObject): void => tellOf(world, person, field, what);
	const write = (content: Content): string => writeAs(world, person, content);

	return {
		id: person.id,
		page: person.page.id,
		get heard() {
			return heardFrom(person.messages);
		},
		get typist() {
			return person.typing === undefined ? undefined : (person.typing.persona?.name ?? person.page.name);
		},
		say: (text, { replyTo } = {}) => write({ text, replyTo }),
		sendPicture: (url) => write({ attachments: [{ type: "image", payload: { url } }] }),
		sendLike() {
			const payload = { sticker_id: likeSticker, url: "https://scontent.xx.fbcdn.net/like.png" };
			const isAlone = world.clock.now() >= stickersAloneSince;
			const sticker = { type: "sticker", payload };
			return write({ attachments: isAlone ? [sticker] : [sticker, { type: "image", payload }] });
		},
		edit(mid, text) {
			const message = findMessage(person, mid);
			if (message.by !== undefined || message.edits >= platformLimits.edits)
				throw impossible("edit this: people edit what they said, 5 times at most");
			message.text = text;
			message.edits += 1;
			happen("message_edits", { message_edit: { mid, text, num_edit: message.edits } });
		},
		react(mid, emoji) {
			const message = findMessage(person, mid);
			const shown = (emoji ?? message.reaction ?? "").replace("\ufe0f", "");
			message.reaction = emoji;
			const action = emoji === undefined ? { action: "unreact" } : { action: "react", emoji };
			happen("message_reactions", {
				reaction: { mid, reaction: reactionNames[shown] ?? "other", ...action },
			});
		},
		press(title) {
			const pressable = pressablesOf(person).find((one) => one.title === title || one.id === title);
			if (pressable !== undefined) return pressAs(world, person, linking, pressable);
			throw new BatonError(
				"nothing-to-press",
				`Cannot press ${JSON.stringify(title)}: it is not on the phone`,
			);
		},
		refer: (ref) =>
			happen("messaging_referrals", { referral: { ref, source: "SHORTLINK", type: "OPEN_THREAD" } }),
		read() {
			arrive(world, person);
			const unread = person.messages.filter(({ by, isRead }) => by !== undefined && !isRead);
			const last = unread.at(-1);
			if (last === undefined) return;
			for (const message of unread) message.isRead = true;
			// Looking at something is not an activity that keeps a window open.
			const event = between(world, person, "person", { read: { watermark: last.at } });
			tellAll(world, person, "message_reads", event);
			world.changed(person);
		},
		goOffline() {
			person.isOnline = false;
		},
		goOnline() {
			person.isOnline = true;
			arrive(world, person);
		},
		block(error = "unavailable") {
			person.refuses = error;
			world.changed(person);
		},
		unblock() {
			person.refuses = undefined;
			world.changed(person);
		},
		hears: (what) => waitFor(world, person, matcher(what)),
	};
}

function heardFrom(messages: readonly Message[]): readonly HeardMessage[] {
	return messages.flatMap(({ by, ...message }) =>
		by === undefined ? [] : [{ ...message, app: by.app.id, persona: by.persona?.name }],
	);
}

function matcher(what: Parameters<EmulatedUser["hears"]>[0]): (message: HeardMessage) => boolean {
	if (typeof what === "function") return what;
	if (typeof what === "string") return (message) => wordsOf(message).includes(what);
	return (message) => what.test(wordsOf(message));
}

/** Everything that can be read of it, templates too. */
function wordsOf({ text, attachments }: HeardMessage): string {
	return [text ?? "", ...attachments.map(({ payload }) => JSON.stringify(payload))].join("\n");
}

function waitFor(
	world: World,
	person: Person,
	isIt: (message: HeardMessage) => boolean,
): Promise<HeardMessage> {
	return new Promise((resolve) => {
		let seen = 0;
		function look(): void {
			const found = heardFrom(person.messages.slice(seen)).find(isIt);
			seen = person.messages.length;
			if (found === undefined) return;
			stop();
			resolve(found);
		}
		const stop = world.onChanged((changed) => {
			if (changed === person) look();
		});
		look();
	});
}

function findMessage({ messages }: Person, mid: string): Message {
	const message = messages.findLast((one) => one.mid === mid);
	if (message === undefined)
		throw impossible(`find the message ${JSON.stringify(mid)}: it is not in this thread`);
	return message;
}

function impossible(what: string): BatonError {
	return new BatonError("not-on-messenger", `Cannot ${what}`);
}
