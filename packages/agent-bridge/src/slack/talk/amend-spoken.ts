import type { HappeningOf } from "../endpoint/happening.js";
import type { Spoken } from "../room/line-book.js";
import type { Room } from "../room/room.js";
import type { Desk } from "./desk.js";
import { tellAgent } from "./tell-agent.js";

/** An agent corrected what the customer has read. */
export async function amendSpoken(
	desk: Desk,
	room: Room,
	{ user }: HappeningOf<"edited">,
	_spoken: Spoken,
): Promise<void> {
	await tellAgent(
		desk,
		{ channel: room.channel, thread: room.thread, user },
		"The customer still sees what was sent first.",
	);
}

/** An agent took back what the customer has read. */
export async function takeBackSpoken(
	desk: Desk,
	room: Room,
	{ user }: HappeningOf<"edited" | "deleted">,
	_spoken: Spoken,
): Promise<void> {
	if (user !== undefined)
		await tellAgent(
			desk,
			{ channel: room.channel, thread: room.thread, user },
			"The customer still sees what was sent first.",
		);
}
