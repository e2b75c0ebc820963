import type { AccountLinking } from "./account-linking.js";
import type { JsonObject } from "./json.js";
import type { Pressable } from "./pressable.js";
import { between, tellAll, wake } from "./routing.js";
import type { Attachment, Message, Person } from "./state.js";
import { newMid, type World } from "./world.js";

/** What a person says. */
export interface Content {
	readonly text?: string | undefined;
	readonly attachments?: readonly Attachment[] | undefined;
	/** The id of a message. */
	readonly replyTo?: string | undefined;
}

/** Tells the apps what a person did, and whoever looks at the phone. */
export function tellOf(world: World, person: Person, field: string, what: JsonObject): void {
	wake(world, person);
	tellAll(world, person, field, between(world, person, "person", what));
	world.changed(person);
}

/** @returns the id of the message */
export function writeAs(world: World, person: Person, content: Content, extra: JsonObject = {}): string {
	const { text, attachments = [], replyTo } = content;
	const { mid } = keep(world, person, { text, attachments, replyTo });
	const shown = attachments.map(({ type, payload }) => ({ type, payload }));
	tellOf(world, person, "messages", {
		message: {
			mid,
			...(text === undefined ? {} : { text }),
			...(shown.length === 0 ? {} : { attachments: shown }),
			...(replyTo === undefined ? {} : { reply_to: { mid: replyTo } }),
			...extra,
		},
	});
	return mid;
}

/** @returns where a link leads */
export function pressAs(
	world: World,
	person: Person,
	linking: AccountLinking,
	pressable: Pressable,
): string | undefined {
	if (pressable.kind === "quick-reply") {
		pressQuickReply(world, person, pressable);
		return undefined;
	}
	const { title, button } = pressable;
	if (button.type === "postback") {
		const { mid } = keep(world, person, { text: title });
		const postback = { mid, title, payload: button.payload ?? "" };
		tellOf(world, person, "messaging_postbacks", { postback });
	}
	if (button.type === "account_unlink") linking.unlink(person);
	return button.type === "account_link" ? linking.begin(person, button.url ?? "") : button.url;
}

/** What people share when they are asked for it. */
const contacts: Readonly<Record<string, string>> = {
	user_email: "someone@example.com",
	user_phone_number: "+15550001111",
};

function pressQuickReply(
	world: World,
	person: Person,
	{ title, reply }: Extract<Pressable, { kind: "quick-reply" }>,
): void {
	const contact = contacts[reply.content_type];
	const payload = contact ?? reply.payload ?? "";
	writeAs(world, person, { text: contact ?? title }, { quick_reply: { payload } });
}

/** On the person's own phone. */
function keep({ clock }: World, person: Person, { text, attachments = [], replyTo }: Content): Message {
	const message: Message = {
		...{ mid: newMid(), at: clock.now(), by: undefined },
		...{ text, attachments, replyTo, quickReplies: [] },
		...{ isDelivered: false, isRead: false, edits: 0, reaction: undefined },
	};
	person.messages.push(message);
	return message;
}
