import { randomUUID } from "node:crypto";
import { mentionsIn } from "./escape.js";
import { newTs } from "./ids.js";
import type { Authorship, Channel, Json, Message, StoredFile, Workspace } from "./state.js";
import { tell, tellOne } from "./tell.js";
import { compact, messageJson } from "./wire.js";
import { installsIn, type World } from "./world.js";

/** Where something is said. */
export interface Place {
	readonly workspace: Workspace;
	readonly channel: Channel;
}

/** What is said, before Slack has it. */
export interface Draft {
	readonly user?: string | undefined;
	readonly app?: Authorship | undefined;
	readonly text: string;
	readonly subtype?: string | undefined;
	readonly threadTs?: string | undefined;
	/** An answer in a thread that the channel sees as well. */
	readonly isBroadcast?: boolean | undefined;
	readonly blocks?: readonly Json[] | undefined;
	readonly attachments?: readonly Json[] | undefined;
	readonly files?: readonly StoredFile[] | undefined;
	readonly metadata?: Json | undefined;
	readonly onlyFor?: string | undefined;
	readonly more?: Json | undefined;
}

/** Puts a message into a channel and tells the apps. */
export function say(world: World, { workspace, channel }: Place, draft: Draft): Message {
	const message: Message = {
		...{ ts: newTs(workspace, world.clock.now()), user: draft.user, app: draft.app, text: draft.text },
		...{ subtype: subtypeOf(draft), threadTs: draft.threadTs, onlyFor: draft.onlyFor },
		...{ blocks: draft.blocks, attachments: draft.attachments, files: draft.files ?? [] },
		clientId: draft.app === undefined ? randomUUID() : undefined,
		...{ edited: undefined, metadata: draft.metadata, reactions: new Map(), more: draft.more ?? {} },
	};
	channel.messages.push(message);
	for (const file of message.files) file.channels.add(channel.id);
	if (message.onlyFor === undefined) tellOf(world, { workspace, channel }, message);
	world.changed();
	return message;
}

function subtypeOf({ subtype, app, user, files, isBroadcast }: Draft): string | undefined {
	if (subtype !== undefined) return subtype;
	if (isBroadcast) return "thread_broadcast";
	if (files !== undefined && files.length > 0) return "file_share";
	return app !== undefined && user === undefined ? "bot_message" : undefined;
}

function tellOf(world: World, place: Place, message: Message): void {
	const { workspace, channel } = place;
	const json = messageJson(world, workspace, channel, message);
	const root =
		message.subtype === "thread_broadcast"
			? channel.messages.find(({ ts }) => ts === message.threadTs)
			: undefined;
	const event = compact({
		...{ ...json, ...whereOf(channel), event_ts: message.ts },
		root: root && messageJson(world, workspace, channel, root),
	});
	tell(world, workspace, channel, event);
	if (message.app !== undefined || message.subtype !== undefined) return;
	const called = mentionsIn(message.text);
	const { user, text, ts, team, blocks, thread_ts, client_msg_id } = json;
	const mention = { type: "app_mention", user, text, ts, team, blocks, thread_ts, client_msg_id };
	for (const install of installsIn(world, workspace)) {
		if (called.includes(install.bot.id))
			tellOne(world, install, channel, compact({ ...mention, channel: channel.id, event_ts: ts }));
	}
}

/** Somebody or something corrects what was said. */
export function amend(world: World, place: Place, message: Message, change: () => void): void {
	const { workspace, channel } = place;
	const previous = messageJson(world, workspace, channel, message);
	change();
	if (message.onlyFor !== undefined) {
		world.changed();
		return;
	}
	const ts = newTs(workspace, world.clock.now());
	tell(world, workspace, channel, {
		...{ type: "message", subtype: "message_changed", hidden: true, ...whereOf(channel), ts, event_ts: ts },
		message: messageJson(world, workspace, channel, message),
		previous_message: previous,
	});
}

/** What has answers leaves a gravestone, everything else goes. */
export function remove(world: World, place: Place, message: Message): void {
	const { workspace, channel } = place;
	const previous = messageJson(world, workspace, channel, message);
	const at = channel.messages.indexOf(message);
	const ts = newTs(workspace, world.clock.now());
	const common = { type: "message", hidden: true, ...whereOf(channel), ts, event_ts: ts };
	if (!channel.messages.some(({ threadTs }) => threadTs === message.ts)) {
		channel.messages.splice(at, 1);
		const deleted = { deleted_ts: message.ts, previous_message: previous };
		if (message.onlyFor === undefined)
			tell(world, workspace, channel, { ...common, subtype: "message_deleted", ...deleted });
		world.changed();
		return;
	}
	const tombstone: Message = {
		...{ ...message, user: "USLACKBOT", app: undefined, subtype: "tombstone", clientId: undefined },
		...{ text: "This message was deleted.", blocks: undefined, attachments: undefined, files: [] },
		...{ metadata: undefined, reactions: new Map(), more: { hidden: true } },
	};
	channel.messages.splice(at, 1, tombstone);
	tell(world, workspace, channel, {
		...{ ...common, subtype: "message_changed", previous_message: previous },
		message: messageJson(world, workspace, channel, tombstone),
	});
}

function whereOf({ id, kind }: Channel): Json {
	return { channel: id, channel_type: kind };
}

/** What a person's client makes of what they type. */
export function richTextOf(text: string): readonly Json[] {
	const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
	return [{ type: "rich_text", block_id: randomUUID().slice(0, 5), elements: [section] }];
}
