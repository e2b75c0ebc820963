import type { Heard } from "../../client/types.js";
import type { EntryFrame, EntryFrameOf } from "../../protocol/entry-frame.js";
import { actions, button, context, section } from "../blocks/blocks.js";
import { type SlackMessage, toMessages } from "../blocks/to-message.js";
import { authorOf } from "../room/author.js";
import { draftMessage, usedDraft } from "../room/draft.js";
import { isSaid } from "../room/history.js";
import { openRoom, refreshPanel } from "../room/open-room.js";
import type { Room } from "../room/room.js";
import { escapeName, escapeText } from "../text/mrkdwn.js";
import { isRefused } from "../web-api/slack-api.js";
import { words } from "../words.js";
import { announce, endAnnouncement } from "./announce.js";
import { abandonRoom } from "./close-room.js";
import type { Desk } from "./desk.js";
import { appTitle } from "./standing-text.js";
import { markUndelivered } from "./undelivered.js";

/** Brings one line of the log to Slack. What is not there when this resolves never will be, or has no place there. */
export async function mirror(desk: Desk, heard: Heard): Promise<void> {
	if (!("position" in heard)) return;
	await desk.inTurn(heard.conversationId, () => mirrorInTurn(desk, heard));
}

async function mirrorInTurn(desk: Desk, frame: EntryFrame): Promise<void> {
	if (isWaiting(frame) && frame.toAppIds.includes(desk.settings.appId)) await announce(desk, frame);
	if (endsOffer(frame)) await endAnnouncement(desk, frame);
	const room = (await desk.rooms.of(frame)) ?? (await openIfOurs(desk, frame));
	if (room?.isOpen !== true) return;
	try {
		await show(desk, room, frame);
	} catch (error) {
		// Somebody closed the place under our hands: the customer is not to wait for it.
		if (!isRefused(error, "slack-is-archived", "slack-channel-not-found", "slack-not-in-channel"))
			throw error;
		await abandonRoom(desk, room);
	}
}

function isWaiting(frame: EntryFrame): frame is EntryFrameOf<"handover" | "messageLeft"> {
	return frame.type === "handover" || frame.type === "messageLeft";
}

function endsOffer(
	frame: EntryFrame,
): frame is EntryFrameOf<"handoverDeclined" | "handoverExpired" | "handoverWithdrawn"> {
	return (
		frame.type === "handoverDeclined" ||
		frame.type === "handoverExpired" ||
		frame.type === "handoverWithdrawn"
	);
}

/** Control came to us by another way than a button: by a handover that was confirmed before a crash, say. */
async function openIfOurs(desk: Desk, frame: EntryFrame): Promise<Room | undefined> {
	if (frame.type !== "handoverConfirmed" && frame.type !== "takeoverConfirmed") return undefined;
	return frame.toAppId === desk.settings.appId ? openRoom(desk, frame.conversationId) : undefined;
}

async function show(desk: Desk, room: Room, frame: EntryFrame): Promise<void> {
	if (frame.position <= room.since && !isControl(frame)) return;
	if (isSaid(frame)) return showSaid(desk, room, frame);
	if (frame.type === "delivery") return markUndelivered(desk, room, frame);
	if (frame.type === "edit" || frame.type === "delete") return amend(desk, room, frame);
	const message = toSystemLine(desk, frame);
	if (message !== undefined) await desk.poster.post(room, frame.entryId, message);
	if (frame.type === "draftUsed") await desk.poster.update(room, frame.draftId, usedDraft(frame));
	if (isControl(frame)) await refreshPanel(desk, room);
}

type Said = EntryFrameOf<"userSay" | "botSay" | "agentSay" | "notice">;

async function showSaid({ poster }: Desk, room: Room, frame: Said): Promise<void> {
	const author = authorOf(frame, room);
	const isPress = frame.type === "userSay" && frame.postback !== undefined;
	const messages = toMessages({ ...frame, isPress });
	for (const [index, message] of messages.entries())
		await poster.post(room, index === 0 ? frame.entryId : `${frame.entryId}+${index}`, message, author);
}

async function amend(desk: Desk, room: Room, frame: EntryFrameOf<"edit" | "delete">): Promise<void> {
	const { poster, lines } = desk;
	// In an agent's own message the agent changed it.
	if ((await lines.postedOf(room, frame.type === "edit" ? frame.editedId : frame.deletedId))?.own === true)
		return;
	if (frame.type === "delete") {
		if (await poster.update(room, frame.deletedId, small(":wastebasket: _This message was taken back_")))
			return;
		await poster.post(room, frame.entryId, small(":wastebasket: A message from before was taken back"));
		return;
	}
	const [first, ...more] = toMessages(frame);
	if (first === undefined) return;
	if (!(await poster.update(room, frame.editedId, edited(first)))) {
		await poster.post(room, frame.entryId, edited(first));
		return;
	}
	for (const [index, message] of more.entries())
		await poster.update(room, `${frame.editedId}+${index + 1}`, message);
}

function edited(message: SlackMessage): SlackMessage {
	if (message.blocks === undefined) return { text: `${message.text} (edited)` };
	return { ...message, blocks: [...message.blocks, context("_edited_")] };
}

const controls: ReadonlySet<EntryFrame["type"]> = new Set([
	"handover",
	"handoverDeclined",
	"handoverExpired",
	"handoverWithdrawn",
	"handoverConfirmed",
	"takeoverConfirmed",
	"takeover",
	"release",
	"sessionEnd",
]);

function isControl({ type }: EntryFrame): boolean {
	return controls.has(type);
}

/** What happened, as a small line; nothing for what the panel shows or what nobody needs to know. */
function toSystemLine(desk: Desk, frame: EntryFrame): SlackMessage | undefined {
	switch (frame.type) {
		case "joined":
			return small(`The customer was told that *${escapeName(frame.person.displayName)}* has joined`);
		case "left":
			return small(`The customer was told that *${escapeName(frame.person.displayName)}* has left`);
		case "note": {
			const who = frame.person?.displayName ?? appTitle(desk, frame.fromAppId);
			return small(`:memo: *${escapeName(who)}* notes: ${escapeText(frame.text)}`);
		}
		case "takeover":
		case "release":
			return frame.fromAppId === desk.settings.appId ? lost(desk, frame) : undefined;
		case "reminder":
			return frame.toAppId === desk.settings.appId ? reminder(frame) : undefined;
		case "draft":
			return draftMessage(frame);
		case "gap":
			return small(
				`${frame.count} lines are missing here, they were too many while Slack could not be reached`,
			);
		case "sessionEnd":
			return small("The conversation has ended");
		default:
			return undefined;
	}
}

function small(text: string): SlackMessage {
	return { text, blocks: [context(text)] };
}

const unpaused = "The bot has the conversation again";
const whyLost: Readonly<Record<string, string>> = {
	idle: `${unpaused}: nobody wrote for too long`,
	lost: `${unpaused}: Slack could not be reached for too long`,
	closed: `${unpaused}: the conversation was closed`,
};

function lost(desk: Desk, { holder, why }: EntryFrameOf<"takeover" | "release">): SlackMessage {
	if (holder !== undefined && holder.appId !== desk.settings.appId)
		return small(`*${escapeName(appTitle(desk, holder.appId))}* has taken the conversation`);
	return small(whyLost[why] ?? unpaused);
}

/** Three minutes without a word, by default: the handoff's policy `remindAfterMs` says how long. */
function reminder({ conversationId }: EntryFrameOf<"reminder">): SlackMessage {
	const text = "Nobody has written for a while, and the bot is still paused.";
	const buttons = [
		button("unpause", words.buttons.unpause, conversationId, "primary"),
		button("keep", words.buttons.keep, conversationId),
	];
	return { text, blocks: [section(`:alarm_clock: ${text}`), actions(...buttons)] };
}
