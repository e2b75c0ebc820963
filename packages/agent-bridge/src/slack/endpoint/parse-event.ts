import { z } from "zod";
import type { Happening, SlackFile } from "./happening.js";

const file = z.looseObject({
	id: z.string(),
	name: z.string().nullish(),
	mimetype: z.string().nullish(),
	size: z.number().nullish(),
	url_private: z.string().nullish(),
	url_private_download: z.string().nullish(),
});

const message = z.looseObject({
	type: z.literal("message"),
	subtype: z.string().optional(),
	channel: z.string(),
	user: z.string().optional(),
	bot_id: z.string().nullish(),
	app_id: z.string().nullish(),
	text: z.string().nullish(),
	ts: z.string(),
	thread_ts: z.string().optional(),
	files: z.array(file).optional(),
});

const inner = z.looseObject({
	user: z.string().optional(),
	bot_id: z.string().nullish(),
	app_id: z.string().nullish(),
	text: z.string().nullish(),
	ts: z.string(),
	thread_ts: z.string().optional(),
});
const changed = z.looseObject({ channel: z.string(), message: inner, previous_message: inner.optional() });
const deleted = z.looseObject({
	channel: z.string(),
	deleted_ts: z.string(),
	previous_message: inner.optional(),
});
const ended = z.looseObject({ channel: z.string(), user: z.string().optional() });

/** Whose posts are our own. */
export interface Self {
	readonly appId: string | undefined;
	readonly botId: string | undefined;
	readonly userId: string;
}

/**
 * What an event means to the desk; `undefined` for what it does not care about, and for its own posts, in every
 * form in which Slack gives those back.
 *
 * @throws z.ZodError if it is not what Slack documents
 */
export function parseEvent(id: string, event: unknown, self: Self): Happening | undefined {
	const { type, subtype } = z.looseObject({ type: z.string(), subtype: z.string().optional() }).parse(event);
	if (type === "message") return parseMessage(id, event, subtype, self);
	if (!ends.has(type)) return undefined;
	const { channel, user } = ended.parse(event);
	return { kind: "archived", id, channel, user };
}

const ends: ReadonlySet<string> = new Set([
	"channel_archive",
	"group_archive",
	"channel_deleted",
	"group_deleted",
]);
/** What people write. Everything else tells of joining, topics, bots. */
const spoken: ReadonlySet<string | undefined> = new Set([
	undefined,
	"file_share",
	"thread_broadcast",
	"me_message",
]);

function parseMessage(
	id: string,
	event: unknown,
	subtype: string | undefined,
	self: Self,
): Happening | undefined {
	if (subtype === "message_changed") return parseChanged(id, event, self);
	if (subtype === "message_deleted") {
		const { channel, deleted_ts: ts, previous_message: before } = deleted.parse(event);
		if (before !== undefined && !isByPerson(before, self)) return undefined;
		return { kind: "deleted", id, channel, ts, thread: threadOf(ts, before?.thread_ts), user: before?.user };
	}
	if (!spoken.has(subtype)) return undefined;
	const said = message.parse(event);
	const { channel, ts, user, text, files = [] } = said;
	if (user === undefined || !isByPerson(said, self)) return undefined;
	return {
		kind: "said",
		...{ id, channel, ts, user },
		thread: threadOf(ts, said.thread_ts),
		text: text ?? "",
		files: files.map(toFile),
		broadcast: subtype === "thread_broadcast",
	};
}

/** Slack tells of a link that got a preview as of an edit: then the text is the same. */
function parseChanged(id: string, event: unknown, self: Self): Happening | undefined {
	const { channel, message: after, previous_message: before } = changed.parse(event);
	const { user, ts } = after;
	if (user === undefined || !isByPerson(after, self)) return undefined;
	const [text, old] = [after.text ?? "", before?.text ?? ""];
	if (text === old) return undefined;
	return { kind: "edited", id, channel, ts, thread: threadOf(ts, after.thread_ts), user, text, before: old };
}

function isByPerson({ user, bot_id, app_id }: z.infer<typeof inner>, self: Self): boolean {
	if (bot_id != null || user === self.userId) return false;
	return app_id == null || app_id !== self.appId;
}

/** The first message of a thread names itself. */
function threadOf(ts: string, thread: string | undefined): string | undefined {
	return thread === ts ? undefined : thread;
}

function toFile({
	id,
	name,
	mimetype,
	size,
	url_private,
	url_private_download,
}: z.infer<typeof file>): SlackFile {
	return {
		id,
		name: name ?? "file",
		type: mimetype ?? "application/octet-stream",
		size: size ?? 0,
		url: url_private_download ?? url_private ?? undefined,
	};
}
