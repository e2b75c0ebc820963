import type { AskedType } from "./asked.js";
import { imiconnect } from "./profile/imiconnect.js";
import { plainIncoming } from "./profile/plain.js";
import { type ToldType, toldTypes } from "./told.js";

/** What is told, when, and its own members in the plain profile. */
const told: { readonly [T in ToldType]: readonly [members: string, means: string] } = {
	verification: ["", "The endpoint is asked for the verification token."],
	"message.user": ["words, sender", "The user said something."],
	"message.bot": ["words, sender", "The bot, or an app of kind `bot`, said something."],
	"message.agent": ["words, sender", "A human said something. With `sender.own` it was you."],
	"message.notice": ["words, sender", "A system line to the user."],
	"message.edited": ["message_id, words", "What a message says was replaced."],
	"message.deleted": ["message_id", "A message was taken back."],
	postback: [
		"words, sender, postback",
		"The user pressed a button: `postback` is `{ type, payload, title }`.",
	],
	delivery: [
		"message_id, delivery",
		"How far a message has come: `delivery.state` is `delivered`, `read`, `failed` or `unknown`.",
	],
	"conversation.offered": [
		"reason, again",
		"You are asked to take the conversation: accept, decline, or just answer.",
	],
	"conversation.offer_ended": [
		"why",
		"You are asked no more: `expired`, `declined`, `cancelled`, `tookOver` …",
	],
	"message.left": [
		"words, reason",
		"Nobody was there, and the user left a message. It waits for whoever takes the conversation: `take`.",
	],
	"conversation.gained": ["why, again, history", "Control is yours. `history` has what was said before."],
	"conversation.lost": ["why, holder", "Control is yours no more. `holder` has it; without one, the bot."],
	"conversation.changed": ["why, holder", "Control changed hands between others, while you watch."],
	"conversation.watched": ["history", "You hear the conversation from now on."],
	"agent.joined": ["text, sender", "The user was told that this human is here."],
	"agent.left": ["text, sender", "The user was told that this human has left."],
	note: ["text, sender", "An internal line. The user never sees it."],
	draft: ["draft_id, words, why, confidence, intent", "An answer of the bot that was held back."],
	"draft.used": ["draft_id, why", "It was `sent`, `corrected` or `discarded`."],
	reminder: ["", "The user waits for your human."],
	"session.ended": ["why", "The session is over."],
	gap: ["count", "You were away for long, and so many lines are not told any more."],
	"user.typing": ["", "The user writes. Told once."],
	erased: ["", "The conversation is gone for good: forget what you have of it. Told once."],
};

/** What comes in, by what it asks for. */
const asked: { readonly [T in Exclude<AskedType, "finish">]: readonly [members: string, means: string] } = {
	message: [
		"text, media, message_type, agent, parameters",
		"Says something to the user. Takes what is offered; a human takes control from the bot.",
	],
	typing: ["", "Somebody writes."],
	accept: ["agent", "Takes what is offered."],
	decline: ["note", "Does not want it."],
	take: ["agent", "Takes control at once. Answers with the id of the human conversation."],
	release: ["note", "Gives control back to the bot."],
	close: ["note", "Ends the session, and gives control back."],
	handover: [
		"to, note, parameters",
		"Offers control to other apps, or to every desk. You keep it until one takes.",
	],
	watch: ["", "Hears the conversation without control."],
	unwatch: ["", "No longer does."],
	note: ["text, agent", "Writes an internal line."],
	"draft.send": ["draft_id, text, agent", "Sends a draft, with `text` corrected."],
	"draft.discard": ["draft_id, agent", "Puts a draft away."],
};

/** What the endpoint is told, as Markdown. */
export function printWebhookToldTable(): string {
	const rows = toldTypes.map((type) => {
		const [members, means] = told[type];
		return [`\`${type}\``, imiconnectName(type), members, means];
	});
	return table(["`type`", "IMIconnect's `Event`", "its own members of `data`", "means"], rows);
}

/** What the system may ask for, as Markdown. */
export function printWebhookAskedTable(): string {
	const names = Object.entries(plainIncoming.event.values);
	const rows = names.flatMap(([name, type]) => {
		if (type === "finish") return [];
		const [members, means] = asked[type];
		return [[`\`${name}\``, `\`${type}\``, members, means]];
	});
	return table(["`type`", "in a mapping", "members of `data`", "means"], rows);
}

function imiconnectName(type: ToldType): string {
	const template = imiconnect.out[type];
	const name =
		typeof template === "object" && template !== null && "Event" in template ? template.Event : undefined;
	return typeof name === "string" ? `\`${name}\`` : "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`.replaceAll("|  |", "| |");
}
