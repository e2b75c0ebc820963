import type { Clock } from "@baton/core";
import { z } from "zod";
import { type SlackMessage, withoutBlocks } from "../blocks/to-message.js";
import { pause } from "../pause.js";
import { isRefused, isUnanswered, type SlackApi } from "../web-api/slack-api.js";
import type { LineBook, Posted } from "./line-book.js";
import type { Room } from "./room.js";

/** Under whose name and picture something is posted. */
export interface Author {
	readonly name: string;
	readonly picture?: string | undefined;
	/** Where there is no picture. */
	readonly emoji?: string | undefined;
}

export interface Poster {
	/** Posts a line of the log: once, however often it is tried. Returns its `ts`. */
	post(room: Room, line: string, message: SlackMessage, author?: Author): Promise<string>;
	/** Replaces what was posted for a line. False, and nothing happens, where nothing of ours was. */
	update(room: Room, line: string, message: SlackMessage): Promise<boolean>;
}

export interface PosterOptions {
	readonly api: SlackApi;
	readonly clock: Clock;
	readonly lines: LineBook;
}

const answer = z.looseObject({ ts: z.string() });
const page = z.looseObject({
	messages: z.array(
		z.looseObject({
			ts: z.string(),
			metadata: z
				.looseObject({
					event_type: z.string(),
					event_payload: z.looseObject({ line: z.string().optional() }),
				})
				.optional(),
		}),
	),
});

/** What a message is known again by. https://docs.slack.dev/messaging/message-metadata */
const eventType = "baton_line";
/** A request that timed out may still have its effect: only then it is looked for. */
const settleMs = 1_500;
/** Clocks may differ. */
const slackMs = 120_000;

export function createPoster({ api, clock, lines }: PosterOptions): Poster {
	async function post(room: Room, line: string, message: SlackMessage, author?: Author): Promise<string> {
		const before = await lines.postedOf(room, line);
		if (before?.ts !== undefined) return before.ts;
		const since = before?.since ?? clock.now();
		const found = before === undefined ? undefined : await find(room, line, since);
		if (found !== undefined) return note(room, line, found, since);
		if (before === undefined) await lines.notePosted(room, line, started(room, since));
		return note(room, line, await send(room, line, message, author, since), since);
	}

	/** If no answer comes, it is looked for before it is posted again. */
	async function send(
		room: Room,
		line: string,
		message: SlackMessage,
		author: Author | undefined,
		since: number,
	): Promise<string> {
		try {
			return (await api.call("chat.postMessage", toArguments(room, line, message, author), answer)).ts;
		} catch (error) {
			if (isUnpostable(error) && message.blocks !== undefined)
				return send(room, line, withoutBlocks(message), author, since);
			if (!isUnanswered(error)) throw error;
			await pause(clock, settleMs);
			const found = await find(room, line, since);
			if (found !== undefined) return found;
			throw error;
		}
	}

	async function note(room: Room, line: string, ts: string, since: number): Promise<string> {
		await lines.notePosted(room, line, { ...started(room, since), ts });
		return ts;
	}

	async function find(room: Room, line: string, since: number): Promise<string | undefined> {
		const oldest = String((since - slackMs) / 1000);
		const range = { channel: room.channel, oldest, limit: 100, include_all_metadata: true };
		const { messages } =
			room.thread === undefined
				? await api.repeat("conversations.history", range, page)
				: await api.repeat("conversations.replies", { ...range, ts: room.thread }, page);
		return messages.find(({ metadata }) => metadata?.event_payload.line === line)?.ts;
	}

	return {
		post,
		async update(room, line, message) {
			const posted = await lines.postedOf(room, line);
			if (posted?.ts === undefined || posted.own) return false;
			const where = { channel: room.channel, ts: posted.ts };
			await api.repeat("chat.update", { ...where, ...bodyOf(message) }, z.unknown());
			return true;
		},
	};
}

function started({ channel }: Room, since: number): Posted {
	return { channel, since, own: false };
}

function toArguments(room: Room, line: string, message: SlackMessage, author: Author | undefined) {
	return {
		channel: room.channel,
		...(room.thread === undefined ? {} : { thread_ts: room.thread }),
		...(author === undefined ? {} : faceOf(author)),
		...bodyOf(message),
		...{ link_names: false, parse: "none", unfurl_links: false, unfurl_media: false },
		metadata: { event_type: eventType, event_payload: { line } },
	};
}

/** Of an edit the blocks go that were there before. */
function bodyOf({ text, blocks = [] }: SlackMessage) {
	return { text, blocks, mrkdwn: false };
}

function faceOf({ name, picture, emoji }: Author) {
	const shown = { username: name.replace(/\s+/g, " ").slice(0, 80) || "?" };
	if (picture !== undefined) return { ...shown, icon_url: picture };
	return emoji === undefined ? shown : { ...shown, icon_emoji: emoji };
}

/** Slack does not take the blocks: it cannot fetch a picture, for instance. */
function isUnpostable(error: unknown): boolean {
	return isRefused(error, "slack-invalid-blocks", "slack-invalid-blocks-format", "slack-msg-blocks-too-long");
}
