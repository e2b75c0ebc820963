import { sendCorrected } from "../command/drafts.js";
import { pressButton } from "../command/press-button.js";
import { runCommand } from "../command/run-command.js";
import type { Happening, HappeningOf } from "../endpoint/happening.js";
import type { Room } from "../room/room.js";
import { amendSpoken, takeBackSpoken } from "./amend-spoken.js";
import { answerQuestion, keepPending, readPending } from "./ask.js";
import { abandonRoom } from "./close-room.js";
import type { Desk } from "./desk.js";
import { hearAgent, isInternal } from "./speak.js";
import { tellAgent } from "./tell-agent.js";

/** Does what somebody in Slack asked for by doing it. Done again, it has the effect of once. */
export async function hearSlack(desk: Desk, happening: Happening): Promise<void> {
	switch (happening.kind) {
		case "said":
			return hearSaid(desk, happening);
		case "edited":
			return hearEdited(desk, happening);
		case "deleted":
			return inRoom(desk, happening, (room) => hearDeleted(desk, room, happening));
		case "archived":
			return inRoom(desk, { ...happening, thread: undefined }, async (room) => {
				const { user } = happening;
				await abandonRoom(desk, room, user === undefined ? undefined : await desk.team.person(user));
			});
		case "command":
			return runCommand(desk, happening);
		case "pressed":
			return pressButton(desk, happening);
		case "submitted":
			return sendCorrected(desk, happening);
	}
}

interface Place {
	readonly channel: string;
	readonly thread?: string | undefined;
}

/** In the conversation's turn, and only while the room is open. */
async function inRoom(
	desk: Desk,
	{ channel, thread }: Place,
	work: (room: Room) => Promise<void>,
): Promise<void> {
	const found = await desk.rooms.at(channel, thread);
	if (found === undefined) return;
	await desk.inTurn(found.conversationId, async () => {
		const room = await desk.rooms.at(channel, thread);
		if (room?.isOpen === true) await work(room);
	});
}

/** Where rooms are channels, a thread in one is among agents, unless it is shown in the channel as well. */
async function hearSaid(desk: Desk, said: HappeningOf<"said">): Promise<void> {
	if (desk.settings.rooms.in === "threads" || said.thread === undefined || said.broadcast) {
		const place = desk.settings.rooms.in === "threads" ? said : { channel: said.channel };
		return inRoom(desk, place, (room) => hearAgent(desk, room, said));
	}
	await inRoom(desk, { channel: said.channel }, async () => {
		const whom = { channel: said.channel, thread: said.thread, user: said.user };
		await hintOnce(desk, said, () =>
			tellAgent(desk, whom, "Threads stay in the team: the customer does not see this."),
		);
	});
}

async function hintOnce({ store, prefix }: Desk, said: HappeningOf<"said">, hint: () => Promise<void>) {
	const name = `${prefix}:hint:${said.user}`;
	const day = 24 * 60 * 60_000;
	if ((await store.claimFact(name, said.ts, day)) === said.ts) await hint();
}

/** An edit may also decide whether the customer gets to read it at all. */
async function hearEdited(desk: Desk, edited: HappeningOf<"edited">): Promise<void> {
	const place = desk.settings.rooms.in === "threads" ? edited : { channel: edited.channel };
	await inRoom(desk, place, async (room) => {
		const said: HappeningOf<"said"> = { ...edited, kind: "said", files: [], broadcast: false };
		const spoken = await desk.lines.spokenAt(room, edited.ts);
		const isHidden = isInternal(desk, edited.text);
		if (spoken !== undefined)
			return isHidden ? takeBackSpoken(desk, room, edited, spoken) : amendSpoken(desk, room, edited, spoken);
		const pending = await readPending(desk, room, edited.ts);
		if (pending !== undefined)
			return isHidden
				? answerQuestion(desk, room, edited.ts, "Kept among the team")
				: keepPending(desk, room, { ...pending, text: edited.text });
		// A marker that was taken away: now it is for the customer.
		if (!isHidden && isInternal(desk, edited.before)) await hearAgent(desk, room, said);
	});
}

async function hearDeleted(desk: Desk, room: Room, deleted: HappeningOf<"deleted">): Promise<void> {
	const spoken = await desk.lines.spokenAt(room, deleted.ts);
	if (spoken !== undefined) return takeBackSpoken(desk, room, deleted, spoken);
	if ((await readPending(desk, room, deleted.ts)) !== undefined)
		await answerQuestion(desk, room, deleted.ts, "Not sent: it was deleted");
}
