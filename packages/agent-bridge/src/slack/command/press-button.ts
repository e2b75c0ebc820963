import type { SlackMessage } from "../blocks/to-message.js";
import type { HappeningOf } from "../endpoint/happening.js";
import { openRoom } from "../room/open-room.js";
import type { Room } from "../room/room.js";
import { parseOffer } from "../talk/announce.js";
import { answerQuestion, readPending } from "../talk/ask.js";
import type { Desk } from "../talk/desk.js";
import { type How, speak } from "../talk/speak.js";
import { escapeName } from "../text/mrkdwn.js";
import { toAnswer } from "./act.js";
import { openCorrection, useDraft } from "./drafts.js";
import { reply } from "./reply.js";
import { acts, isAct } from "./run-command.js";

type Pressed = HappeningOf<"pressed">;

/** Does what a button stands for. */
export async function pressButton(desk: Desk, pressed: Pressed): Promise<void> {
	let answer: string | SlackMessage | undefined;
	try {
		answer = await press(desk, pressed);
	} catch (error) {
		answer = toAnswer(error);
	}
	if (answer !== undefined) await reply(desk, pressed, answer);
}

async function press(desk: Desk, pressed: Pressed): Promise<string | SlackMessage | undefined> {
	const { action, value } = pressed;
	if (isAct(action)) return act(desk, pressed);
	switch (action) {
		case "take":
			return take(desk, pressed);
		case "decline":
			return decline(desk, pressed);
		case "keep":
			return "Fine, you keep it.";
		case "draft-correct":
			return openCorrection(desk, pressed);
		case "draft-send":
		case "draft-discard":
			return useDraft(desk, pressed);
		case "send-takeover":
			return choose(desk, pressed, value, "takeOver");
		case "send-interject":
			return choose(desk, pressed, value, "interject");
		case "send-discard":
			return choose(desk, pressed, value, undefined);
		default:
			return undefined;
	}
}

/** A button of a panel or of a choice. In a panel one sees what comes of it. */
async function act(
	desk: Desk,
	{ action, value, ...pressed }: Pressed,
): Promise<string | SlackMessage | undefined> {
	if (!isAct(action)) return undefined;
	const person = await desk.team.person(pressed.user);
	const room = await roomOf(desk, pressed);
	const by = { person, id: `slack:${pressed.id}`, isInRoom: room !== undefined, text: "" };
	const answer = await desk.inTurn(value, () => acts[action](desk, value, by));
	return room === undefined || action === "handover" ? answer : undefined;
}

/** In a thread the panel is the first message, or any below it. */
async function roomOf(desk: Desk, { channel, thread, ts }: Pick<Pressed, "channel" | "thread" | "ts">) {
	return (
		(await desk.rooms.at(channel, thread)) ??
		(await desk.rooms.at(channel, ts)) ??
		(await desk.rooms.at(channel, undefined))
	);
}

async function take(desk: Desk, { value, user, id }: Pressed): Promise<string | SlackMessage> {
	const { conversationId, offerId } = parseOffer(value);
	const person = await desk.team.person(user);
	return desk.inTurn(conversationId, async () => {
		await desk.client.send({ type: "handoverConfirmed", id: `slack:${id}`, conversationId, offerId, person });
		const room = await openRoom(desk, conversationId, user);
		return { text: `You have ${escapeName(room.name)}: <#${room.channel}>` };
	});
}

async function decline(desk: Desk, { value, user, id }: Pressed): Promise<string> {
	const { conversationId, offerId } = parseOffer(value);
	const person = await desk.team.person(user);
	await desk.client.send({ type: "handoverDeclined", id: `slack:${id}`, conversationId, offerId, person });
	return "Declined for the team in Slack. Others may still take it.";
}

/** What waited for a choice. Whoever chooses second finds it done. */
async function choose(
	desk: Desk,
	pressed: Pressed,
	ts: string,
	how: How | undefined,
): Promise<string | undefined> {
	const room = await roomOf(desk, pressed);
	if (room === undefined) return "This room is closed.";
	return desk.inTurn(room.conversationId, () => settle(desk, room, pressed, ts, how));
}

async function settle(
	desk: Desk,
	room: Room,
	{ user }: Pressed,
	ts: string,
	how: How | undefined,
): Promise<string | undefined> {
	const said = await readPending(desk, room, ts);
	if (said === undefined) return "Somebody has chosen already.";
	const { displayName } = await desk.team.person(user);
	if (how !== undefined) await speak(desk, room, said, how);
	const outcome =
		how === undefined
			? "Not sent"
			: how === "interject"
				? "Sent, and the bot goes on"
				: "Sent, and the bot is paused";
	await answerQuestion(desk, room, ts, `${outcome} · ${escapeName(displayName)}`);
	return undefined;
}
