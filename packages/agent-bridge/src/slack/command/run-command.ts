import type { SlackMessage } from "../blocks/to-message.js";
import type { HappeningOf } from "../endpoint/happening.js";
import type { Desk } from "../talk/desk.js";
import { customerName } from "../talk/standing-text.js";
import { plainText } from "../talk/to-activity.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { words } from "../words.js";
import {
	type Act,
	closeConversation,
	handOver,
	note,
	open,
	pauseBot,
	toAnswer,
	unpauseBot,
	who,
} from "./act.js";
import { choiceOf } from "./choice.js";
import { findUsers } from "./find-users.js";
import { reply } from "./reply.js";

/** What is done to one conversation, by the word that asks for it. */
export const acts = {
	open,
	pause: pauseBot,
	unpause: unpauseBot,
	close: closeConversation,
	who,
	note,
	handover: handOver,
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof acts;

export function isAct(word: string): word is ActName {
	return Object.hasOwn(acts, word);
}

type CommandHappening = HappeningOf<"command">;

/** Does what a command asks for, and answers whoever gave it. */
export async function runCommand(desk: Desk, command: CommandHappening): Promise<void> {
	await reply(desk, command, await answerOf(desk, command));
}

async function answerOf(desk: Desk, command: CommandHappening): Promise<string | SlackMessage> {
	const [verb = "", ...rest] = command.text.trim().split(/\s+/);
	const word = verb.toLowerCase();
	if (word === "queue") return queue(desk);
	if (!isAct(word)) return help(desk, word);
	const text = await plainText(desk, rest.join(" "));
	const room = await desk.rooms.at(command.channel, undefined);
	try {
		if (room?.isOpen === true && !(word === "open" && text !== ""))
			return await act(desk, word, room.conversationId, { command, text, isInRoom: true });
		return await byName(desk, word, command, text);
	} catch (error) {
		return toAnswer(error);
	}
}

interface Given {
	readonly command: CommandHappening;
	readonly text: string;
	readonly isInRoom: boolean;
}

async function act(
	desk: Desk,
	word: ActName,
	conversationId: string,
	{ command, text, isInRoom }: Given,
): Promise<string | SlackMessage> {
	const person = await desk.team.person(command.user);
	const by = { person, id: `slack:${command.id}`, isInRoom, text };
	return desk.inTurn(conversationId, () => acts[word](desk, conversationId, by));
}

/** Without a room the first word says whose conversation it is; for `open` and the like all words do. */
async function byName(
	desk: Desk,
	word: ActName,
	command: CommandHappening,
	text: string,
): Promise<string | SlackMessage> {
	const { command: name } = desk.settings;
	if (text === "") return `Say whose conversation: ${name} ${word} sari`;
	const hasMore = word === "note" || word === "handover";
	const [first = "", ...rest] = text.split(/\s+/);
	const wanted = hasMore ? first : text;
	const found = await findUsers(desk, wanted);
	const [only] = found;
	if (only === undefined) return `Nobody called "${wanted}" is in a conversation.`;
	if (found.length === 1) {
		const given = { command, text: hasMore ? rest.join(" ") : "", isInRoom: false };
		return act(desk, word, only.conversationId, given);
	}
	if (hasMore) return `${found.length} customers go by "${wanted}": open the right one, and say it there.`;
	const title = `${found.length} customers go by “${escapeName(wanted)}”. Which one?`;
	return choiceOf(desk, { title, snapshots: found, action: word, label: labels[word] });
}

const labels: { readonly [Name in ActName]: string } = {
	open: words.buttons.open,
	pause: words.buttons.pause,
	unpause: words.buttons.unpause,
	close: words.buttons.close,
	who: "Who has it?",
	note: "Note",
	handover: words.buttons.handover,
};

async function queue(desk: Desk): Promise<string | SlackMessage> {
	const { conversations } = await desk.client.getList({ of: "waiting" });
	if (conversations.length === 0) return "Nobody waits.";
	const names = conversations.map((each) => escapeName(customerName(each)));
	const title =
		conversations.length === 1 ? `${names[0]} waits for a person` : `${names.length} wait for a person`;
	return choiceOf(desk, { title, snapshots: conversations, action: "pause", label: words.buttons.take });
}

function help({ settings }: Desk, word: string): SlackMessage {
	const { command, internalMarker, rooms } = settings;
	const name = escapeText(command);
	const here = rooms.in === "channels" ? "in a customer's channel, or with a name elsewhere" : "with a name";
	const lines = [
		...(word === "" || word === "help" ? [] : [`There is no “${escapeName(word)}”.`]),
		`*${name} open sari* opens the conversation with Sari and shows it here from then on`,
		`*${name} pause* · *unpause* · *close* ${here}: takes the conversation, gives it back to the bot, ends it`,
		`*${name} who* · *note the parcel was opened* · *handover* ${here}`,
		`*${name} queue* shows who waits for a person`,
		`What begins with \`${escapeText(internalMarker)}\` stays in the team.`,
	];
	return { text: lines.join("\n") };
}
