import { BatonError } from "@baton/core";
import type { Answer } from "../../client/types.js";
import type { FrameActivity, Person } from "../../protocol/parts.js";
import type { HappeningOf } from "../endpoint/happening.js";
import type { Room } from "../room/room.js";
import { escapeText } from "../text/mrkdwn.js";
import { askWhatToDo } from "./ask.js";
import { type Desk, standingOf } from "./desk.js";
import { tellAgent } from "./tell-agent.js";
import { toActivity } from "./to-activity.js";
import { mark } from "./undelivered.js";

type Said = HappeningOf<"said">;
export type How = "say" | "takeOver" | "interject";

/** An agent wrote in a customer's room. Call it in the conversation's turn. */
export async function hearAgent(desk: Desk, room: Room, said: Said): Promise<void> {
	if (isInternal(desk, said.text)) return;
	const { holder } = await standingOf(desk, room.conversationId);
	if (holder?.appId === desk.settings.appId) return speak(desk, room, said, "say");
	if (holder !== undefined || desk.settings.whenBotActive === "ask")
		return askWhatToDo(desk, room, said, holder);
	return speak(desk, room, said, desk.settings.whenBotActive);
}

/** What agents say to each other. */
export function isInternal({ settings }: Pick<Desk, "settings">, text: string): boolean {
	return text.trimStart().startsWith(escapeText(settings.internalMarker));
}

/** Says it to the customer. What cannot be said is marked, and whoever wrote it is told why. */
export async function speak(desk: Desk, room: Room, said: Said, how: How): Promise<void> {
	const person = await desk.team.person(said.user);
	try {
		const activity = await toActivity(desk, said);
		if (activity === undefined) return;
		const { entryIds } = await utter(desk, room, { said, how, person, activity });
		await desk.lines.noteSpoken(room, said.ts, { entryIds: [...entryIds], person: person.id });
	} catch (error) {
		if (!isFinal(error)) throw error;
		await mark(desk, room, said.ts);
		await tellAgent(desk, { channel: room.channel, thread: room.thread, user: said.user }, whyNot(error));
	}
}

interface Utterance {
	readonly said: Said;
	readonly how: How;
	readonly person: Person;
	readonly activity: FrameActivity;
}

async function utter(
	{ client }: Desk,
	{ conversationId }: Room,
	{ said: { channel, ts }, how, person, activity }: Utterance,
): Promise<Answer> {
	// The message names the command: what is done again after a crash has the effect of once.
	const id = `slack:${channel}:${ts}`;
	const spoken = { conversationId, person, activity } as const;
	if (how === "interject") return client.send({ type: "interject", id: `${id}:i`, ...spoken });
	if (how === "takeOver") await client.send({ type: "takeover", id: `${id}:t`, conversationId, person });
	return client.send({ type: "agentSay", id, ...spoken });
}

/** Whether another try would come to the same. */
function isFinal(error: unknown): error is BatonError {
	return error instanceof BatonError && !passing.has(error.code) && !error.code.startsWith("slack-");
}

const passing: ReadonlySet<string> = new Set([
	"no-answer",
	"closed",
	"failed",
	"store-failed",
	"too-many-frames",
]);

function whyNot({ code, message }: BatonError): string {
	return `Not sent: ${reasons[code] ?? message}`;
}

const reasons: Readonly<Record<string, string>> = {
	"outside-window":
		"the customer has not written for too long, and their channel takes no answers until they do",
	"stale-epoch": "the conversation has changed hands in this moment; look who has it, and send it again",
	"not-in-control": "somebody else has the conversation; take over first",
	"unknown-conversation": "the conversation is gone",
};
