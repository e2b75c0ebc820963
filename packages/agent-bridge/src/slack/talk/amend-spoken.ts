import { BatonError } from "@baton/core";
import type { HappeningOf } from "../endpoint/happening.js";
import type { Spoken } from "../room/line-book.js";
import type { Room } from "../room/room.js";
import type { Desk } from "./desk.js";
import { tellAgent } from "./tell-agent.js";
import { plainText } from "./to-activity.js";

/** An agent corrected what the customer has read. */
export async function amendSpoken(
	desk: Desk,
	room: Room,
	edited: HappeningOf<"edited">,
	spoken: Spoken,
): Promise<void> {
	const input = { type: "text", value: await plainText(desk, edited.text) } as const;
	if (input.value === "") return takeBackSpoken(desk, room, edited, spoken);
	await amend(desk, room, { ...edited, spoken }, (editedId, id) => ({ type: "edit", id, editedId, input }));
}

/** An agent took back what the customer has read. */
export async function takeBackSpoken(
	desk: Desk,
	room: Room,
	taken: HappeningOf<"edited" | "deleted">,
	spoken: Spoken,
): Promise<void> {
	await amend(desk, room, { ...taken, spoken }, (deletedId, id) => ({ type: "delete", id, deletedId }));
}

interface Amended {
	readonly id: string;
	readonly user?: string | undefined;
	readonly spoken: Spoken;
}

type Change =
	| { readonly type: "edit"; readonly id: string; readonly editedId: string; readonly input: Words }
	| { readonly type: "delete"; readonly id: string; readonly deletedId: string };
interface Words {
	readonly type: "text";
	readonly value: string;
}

async function amend(
	desk: Desk,
	room: Room,
	{ id, user, spoken }: Amended,
	changeOf: (entryId: string, id: string) => Change,
): Promise<void> {
	const { conversationId } = room;
	const person = await desk.team.person(user ?? spoken.person);
	try {
		const entryId = await saidAmong(desk, room, spoken);
		if (entryId === undefined) return;
		await desk.client.send({ ...changeOf(entryId, `slack:${id}`), conversationId, person });
	} catch (error) {
		if (!(error instanceof BatonError) || !refused.has(error.code)) throw error;
		const whom = { channel: room.channel, thread: room.thread, user: person.id };
		await tellAgent(
			desk,
			whom,
			"The customer still sees what was sent: pause the bot first, then change it again.",
		);
	}
}

const refused: ReadonlySet<string> = new Set([
	"not-in-control",
	"stale-epoch",
	"unknown-entry",
	"bad-target",
]);

/** With the words the customer may have been told that somebody joined: those lines are not the agent's. */
async function saidAmong(
	{ client }: Desk,
	{ conversationId }: Room,
	{ entryIds }: Spoken,
): Promise<string | undefined> {
	const { entries } = await client.getTranscript({ conversationId, limit: 200 });
	return entries.find(({ type, entryId }) => type === "agentSay" && entryIds.includes(entryId))?.entryId;
}
