import type {
	PhoneAction,
	PhoneButton,
	PhoneLine,
	PhonePart,
	PhonePort,
	PhoneScreen,
	PhoneSpeaker,
} from "@baton/core/testing/phone";
import type { EmulatedUser } from "./emulated-user.js";
import { cardsOf } from "./phone-cards.js";
import { offersOf, type Pressable, quickRepliesOf } from "./pressable.js";
import type { Attachment, Message, Person } from "./state.js";
import type { World } from "./world.js";

export interface PhoneParts {
	readonly world: World;
	/** Everybody, in the order in which they came. */
	readonly people: () => readonly Person[];
	readonly userOf: (person: Person) => EmulatedUser;
	/** Keeps a picture that a person sends where apps can fetch it. Returns the address. */
	readonly keepPicture: (dataUrl: string) => string;
	/** Where pressing a link leads. */
	readonly followAddress: (person: Person, press: string) => string;
}

const reactions = ["❤️", "👍", "😆", "😮", "😢", "😡"];
const like = "like";
const block = "block";

/** Everybody's Messenger, for a phone in the browser. */
export function phonePort(parts: PhoneParts): PhonePort {
	const { world, people, userOf } = parts;

	function find(id: string): Person {
		const person = people().find((one) => one.id === id);
		if (person === undefined) throw new Error("Nobody of this id has a phone here");
		return person;
	}

	return {
		users: () => people().map(({ id, profile }) => ({ id, name: profile.name })),
		screen: (id) => screenOf(parts, find(id)),
		async act(id, action) {
			const person = find(id);
			perform(parts, person, userOf(person), action);
		},
		subscribe: (listener) => world.onChanged(({ id }) => listener(id)),
	};
}

function perform({ keepPicture }: PhoneParts, person: Person, user: EmulatedUser, action: PhoneAction): void {
	switch (action.type) {
		case "say":
			user.say(action.text);
			break;
		case "picture":
			user.sendPicture(keepPicture(action.url));
			break;
		case "press":
			press(person, user, action.press);
			break;
		case "read":
			user.read();
			break;
		case "typing":
			// Messenger does not tell a page that somebody is writing to it.
			break;
	}
}

function press(person: Person, user: EmulatedUser, press: string): void {
	const [what, mid = "", emoji] = press.split("/");
	if (what === like) user.sendLike();
	else if (what === block) person.refuses === undefined ? user.block() : user.unblock();
	else if (what === "react") user.react(mid, emoji);
	else user.press(press);
}

function screenOf(parts: PhoneParts, person: Person): PhoneScreen {
	const { page, typing, messages } = person;
	const offers = offersOf(person).map((offer) => buttonOf(parts, person, offer));
	const beginnings =
		messages.length === 0 ? offers.filter(({ press }) => press?.startsWith("beginning/")) : [];
	return {
		title: page.name,
		subtitle: person.refuses === undefined ? "Messenger" : "Messenger · you blocked this page",
		avatar: page.picture,
		accent: "#0866ff",
		lines: messages.map((message) => lineOf(parts, person, message)),
		typing: typing && speakerOf(person, { persona: typing.persona, isHuman: typing.persona !== undefined }),
		suggestions: [...beginnings, ...quickRepliesOf(person).map((reply) => buttonOf(parts, person, reply))],
		actions: [
			...offers.filter((offer) => !beginnings.includes(offer)),
			{ title: "Send a thumbs up", press: like },
			{ title: person.refuses === undefined ? "Block this page" : "Unblock this page", press: block },
		],
	};
}

function lineOf(parts: PhoneParts, person: Person, message: Message): PhoneLine {
	const { mid, at, by, reaction } = message;
	if (by === undefined) {
		const state = message.isRead ? "read" : message.isDelivered ? "delivered" : "sent";
		const isEdited = message.edits > 0;
		return { kind: "user", id: mid, at, parts: partsOf(parts, person, message), state, reaction, isEdited };
	}
	return {
		...{ kind: "business", id: mid, at, reaction },
		speaker: speakerOf(person, { ...by, isHuman: by.app.isInbox || by.persona !== undefined }),
		parts: partsOf(parts, person, message),
		actions: reactionsTo(message),
	};
}

function reactionsTo({ mid, reaction }: Message): readonly PhoneButton[] {
	const given = reactions.map((emoji) => ({
		title: emoji,
		press: `react/${mid}/${emoji}`,
		hint: `React with ${emoji}`,
	}));
	return reaction === undefined
		? given
		: [...given, { title: "✕", press: `react/${mid}`, hint: "Take it back" }];
}

interface Voice {
	readonly persona: { readonly name: string; readonly profile_picture_url: string } | undefined;
	readonly isHuman: boolean;
}

/**
 * Messenger shows a name and a picture and no more. The badge is the emulator's: people have personas or write in
 * the inbox, and what an app says in the page's own name a bot says.
 */
function speakerOf({ page }: Person, { persona, isHuman }: Voice): PhoneSpeaker {
	return {
		name: persona?.name ?? page.name,
		avatar: persona?.profile_picture_url ?? page.picture,
		label: isHuman ? "HUMAN" : "BOT",
	};
}

/** What a message is made of, for whoever looks at it. */
export function partsOf(parts: PhoneParts, person: Person, message: Message): readonly PhonePart[] {
	const { text, replyTo, attachments } = message;
	const quoted = replyTo === undefined ? undefined : person.messages.find(({ mid }) => mid === replyTo);
	return [
		...(quoted === undefined ? [] : [{ kind: "quote" as const, text: quoted.text ?? "Attachment" }]),
		...(text === undefined ? [] : [{ kind: "text" as const, text }]),
		...shown(attachments).flatMap((attachment) => attachmentParts(parts, person, message, attachment)),
	];
}

/** A sticker that also comes as an image is one picture. */
function shown(attachments: readonly Attachment[]): readonly Attachment[] {
	const hasSticker = attachments.some(({ type }) => type === "sticker");
	return hasSticker ? attachments.filter(({ type }) => type === "sticker") : attachments;
}

function attachmentParts(
	parts: PhoneParts,
	person: Person,
	message: Message,
	{ type, payload }: Attachment,
): readonly PhonePart[] {
	const url = typeof payload.url === "string" ? payload.url : "";
	switch (type) {
		case "template":
			return cardsOf(message, payload, (pressable) => buttonOf(parts, person, pressable));
		case "image":
			return [{ kind: "picture", picture: { url, description: "Picture" } }];
		case "sticker":
			return [{ kind: "text", text: "👍" }];
		case "audio":
		case "video":
			return [{ kind: type, url }];
		default:
			return [{ kind: "file", name: decodeURIComponent(url.split("/").at(-1) ?? "File"), url }];
	}
}

function buttonOf({ followAddress }: PhoneParts, person: Person, pressable: Pressable): PhoneButton {
	const { id, title } = pressable;
	if (pressable.kind === "quick-reply") return { title, press: id, picture: pressable.reply.image_url };
	const { type, url, payload } = pressable.button;
	if (type === "web_url") return { title, url };
	if (type === "account_link") return { title, url: followAddress(person, id) };
	if (type === "phone_number") return { title, url: `tel:${payload ?? ""}` };
	return { title, press: id };
}
