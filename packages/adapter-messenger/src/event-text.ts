import type { EventKind, EventOf, MessengerEvent } from "./wire.js";

type Words = { readonly [K in EventKind]?: (content: EventOf<K>["content"]) => string };

/** What the user did besides writing, for people at desks: bots go by the name of the event. */
const words: Words = {
	message: ({ text }) => text || "Sent something that Messenger does not pass on",
	message_deleted: () => "Deleted a message",
	message_edit: ({ text }) =>
		text === undefined ? "Changed a message" : `Changed a message to ${quoted(text)}`,
	reaction: (content) => reactionText(content),
	referral: ({ ref, source }) => cameBy(source, ref),
	optin: ({ type }) => (type === "notification_messages" ? "Asked for messages" : "Opted in"),
	optout: () => "Opted out",
	account_linking: ({ status }) => (status === "unlinked" ? "Logged out" : "Logged in"),
	messaging_feedback: () => "Answered a survey",
	response_feedback: ({ feedback }) =>
		feedback === undefined ? "Rated an answer" : `Rated an answer: ${feedback}`,
	order: ({ note }) => (note === undefined ? "Sent an order" : `Sent an order: ${quoted(note)}`),
	template: ({ coupon_code: code }) => (code === undefined ? "Took a coupon" : `Took the coupon ${code}`),
	message_request: ({ answer }) => `Answered the first message: ${answer}`,
	messaging_customer_information: () => "Filled in a form",
	game_play: () => "Played a game",
	payment: () => "Paid",
	pre_checkout: () => "Looked over a purchase",
	checkout_update: () => "Changed where a purchase goes",
	branded_camera: () => "Used the camera",
	unknown: () => "Did something that is not known here",
};

/** `undefined` for what is nothing that the user did. */
export function eventText({ kind, content }: MessengerEvent): string | undefined {
	// The table pairs each kind with its own content, which the compiler cannot follow through a lookup.
	const say = words[kind] as ((content: MessengerEvent["content"]) => string) | undefined;
	return say?.(content);
}

type Reaction = EventOf<"reaction">["content"];

/** @param about what it is a reaction to, where that is known */
export function reactionText(reaction: Reaction, about?: string): string {
	const mark = markOf(reaction);
	const what = about === undefined ? "" : quoted(about);
	if (mark === undefined) return what === "" ? "Took a reaction back" : `Took the reaction to ${what} back`;
	return what === "" ? `Reacted ${mark}` : `Reacted ${mark} to ${what}`;
}

/** What a person shows with a reaction; nothing once they have taken it back. */
export function markOf({ action, emoji, reaction }: Reaction): string | undefined {
	return action === "unreact" ? undefined : (emoji ?? reaction);
}

function cameBy(source: string | undefined, ref: string | undefined): string {
	const way = source === "ADS" ? "an advertisement" : "a link";
	return ref === undefined ? `Came by ${way}` : `Came by ${way}: ${quoted(ref)}`;
}

/** As much as shows which words are meant. */
const longest = 80;

function quoted(text: string): string {
	const letters = Array.from(text);
	return letters.length > longest ? `“${letters.slice(0, longest).join("").trimEnd()}…”` : `“${text}”`;
}
