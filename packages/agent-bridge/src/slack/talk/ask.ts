import { personFact, type UserId } from "@baton/core";
import type { FrameHolder } from "../../protocol/parts.js";
import { actions, button, context, section } from "../blocks/blocks.js";
import { type HappeningOf, happening } from "../endpoint/happening.js";
import { keptMs } from "../memory/desk-store.js";
import type { Room } from "../room/room.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { words } from "../words.js";
import type { Desk } from "./desk.js";
import { appTitle } from "./standing-text.js";

type Said = HappeningOf<"said">;

/** The bot, or another desk, has the conversation: whoever wrote chooses what becomes of it. */
export async function askWhatToDo(
	desk: Desk,
	room: Room,
	said: Said,
	holder: FrameHolder | undefined,
): Promise<void> {
	await keepPending(desk, room, said);
	const who = holder === undefined ? "The bot is" : `*${escapeName(appTitle(desk, holder.appId))}* is`;
	const text = `${who} talking to ${escapeName(room.name)}, so this was not sent:\n${quote(said.text)}`;
	const { ts } = said;
	const buttons = [
		button(
			"send-takeover",
			holder === undefined ? words.buttons.sendAfterTakeover : words.buttons.takeOver,
			ts,
			"primary",
		),
		...(holder === undefined ? [button("send-interject", words.buttons.interject, ts)] : []),
		button("send-discard", words.buttons.discard, ts),
	];
	await desk.poster.post(room, `ask-${ts}`, {
		text,
		blocks: [section(`:raised_hand: ${text}`), actions(...buttons)],
	});
}

/** Says what became of the question. */
export async function answerQuestion(desk: Desk, room: Room, ts: string, outcome: string): Promise<void> {
	await desk.poster.update(room, `ask-${ts}`, { text: outcome, blocks: [context(outcome)] });
	await desk.store.writeFact(pendingName(desk, room, ts), undefined, 1);
}

export async function keepPending(desk: Desk, room: Room, said: Said): Promise<void> {
	await desk.store.writeFact(pendingName(desk, room, said.ts), JSON.stringify(said), keptMs);
}

/** What waits for a choice; `undefined` if somebody has chosen. */
export async function readPending(desk: Desk, room: Room, ts: string): Promise<Said | undefined> {
	const text = await desk.store.readFact(pendingName(desk, room, ts));
	if (text === undefined) return undefined;
	const said = happening.parse(JSON.parse(text));
	return said.kind === "said" ? said : undefined;
}

function pendingName({ prefix }: Desk, { user, channel }: Room, ts: string): string {
	return personFact(user as UserId, `${prefix}:pending:${channel}/${ts}`);
}

/** What an agent wrote. Slack has escaped it already. */
export function quote(text: string): string {
	const short = text.length > 300 ? `${text.slice(0, 299)}…` : text;
	return (short === "" ? "_(a file)_" : escapeLoose(short)).replace(/^/gm, "> ");
}

/** Cutting may have left half of a mention. */
function escapeLoose(text: string): string {
	return escapeText(text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"));
}
