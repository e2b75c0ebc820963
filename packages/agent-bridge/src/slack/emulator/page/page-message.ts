import { mentionsIn } from "../escape.js";
import { timeOf } from "../ids.js";
import type { Place } from "../say.js";
import { seenMessage } from "../seen.js";
import type { Json, Message, StoredFile, User, Workspace } from "../state.js";
import { avatarOf } from "../wire.js";
import type { World } from "../world.js";

export interface PageMessage {
	readonly ts: string;
	/** Epoch milliseconds. */
	readonly at: number;
	readonly by: string;
	/** An address, or an `:emoji:`. */
	readonly picture: string | undefined;
	/** What Slack itself writes is `notice`. */
	readonly look: "said" | "notice" | "gone";
	readonly isByApp: boolean;
	readonly isOwn: boolean;
	readonly isEphemeral: boolean;
	readonly isEdited: boolean;
	/** It calls the person who looks. */
	readonly isCall: boolean;
	/** It is in a thread, and the channel was told as well. */
	readonly isBroadcast: boolean;
	readonly text: string;
	readonly blocks: readonly Json[];
	readonly attachments: readonly Json[];
	readonly files: readonly PageFile[];
	readonly reactions: readonly PageReaction[];
	/** Of a thread that it began. */
	readonly replies:
		| { readonly count: number; readonly lastAt: number; readonly pictures: readonly string[] }
		| undefined;
}

interface PageFile {
	readonly name: string;
	readonly address: string;
	readonly size: number;
	readonly isPicture: boolean;
	readonly altText: string;
}

interface PageReaction {
	readonly name: string;
	readonly count: number;
	readonly isMine: boolean;
}

export function pageMessage(world: World, place: Place, reader: User, message: Message): PageMessage {
	const { workspace } = place;
	const { ts, text, by, blocks, isByApp, isEdited, isEphemeral, picture } = seenMessage(place, message);
	const subtype = message.subtype ?? "";
	const isRichText = blocks.every(({ type }) => type === "rich_text");
	return {
		...{ ts, at: timeOf(ts), by, isByApp, isEdited, isEphemeral, text },
		picture: picture ?? pictureOf(world, workspace, message),
		look: subtype === "tombstone" ? "gone" : /^(channel|group)_/.test(subtype) ? "notice" : "said",
		isOwn: message.user === reader.id && message.app === undefined,
		isCall: callsOf(text).some((id) => id === reader.id || !id.startsWith("U")),
		isBroadcast: subtype === "thread_broadcast",
		// What a person types is shown as its text.
		blocks: isRichText && text !== "" ? [] : blocks,
		attachments: message.attachments ?? [],
		files: message.files.map(fileOf),
		reactions: Array.from(message.reactions, ([name, users]) => ({
			...{ name, count: users.size, isMine: users.has(reader.id) },
		})),
		replies: repliesOf(world, place, message),
	};
}

export function callsOf(text: string): readonly string[] {
	return mentionsIn(text);
}

function pictureOf(world: World, workspace: Workspace, { user, app }: Message): string | undefined {
	const users = [...workspace.users.values()];
	const author = users.find(({ id, bot }) => id === user || (bot !== undefined && bot.botId === app?.botId));
	return author && avatarOf(world, workspace, author);
}

function fileOf({ id, name, type, length, altText = "" }: StoredFile): PageFile {
	const isPicture = /^image\/(?:png|jpeg|gif|webp)$/.test(type);
	return { name, address: `files/${id}`, size: length, isPicture, altText: altText || name };
}

function repliesOf(world: World, { workspace, channel }: Place, { ts }: Message): PageMessage["replies"] {
	const answers = channel.messages.filter(
		(message) => message.threadTs === ts && message.ts !== ts && message.onlyFor === undefined,
	);
	const last = answers.at(-1);
	if (last === undefined) return undefined;
	const pictures = new Set(answers.flatMap((message) => pictureOf(world, workspace, message) ?? []));
	return { count: answers.length, lastAt: timeOf(last.ts), pictures: [...pictures].slice(0, 4) };
}
