import { interactivesIn } from "../interactive.js";
import type { SeenView } from "../person.js";
import { visibleTo } from "../seen.js";
import type { Channel, ChannelKind, User, Workspace } from "../state.js";
import { avatarOf } from "../wire.js";
import { installsIn, type World } from "../world.js";
import { type PageMessage, pageMessage } from "./page-message.js";
import type { PageParts } from "./page-parts.js";
import type { Reads } from "./reads.js";

/** All that a person's page shows. */
export interface PageScreen {
	readonly workspaces: readonly { readonly domain: string; readonly name: string }[];
	readonly workspace: { readonly domain: string; readonly name: string };
	/** Who one can be. */
	readonly people: readonly PagePerson[];
	readonly me: PagePerson;
	/** What to call everybody, apps as well, by id. */
	readonly names: Readonly<Record<string, string>>;
	readonly channels: readonly PageChannel[];
	readonly place: PagePlace | undefined;
	/** What began a thread, and what was answered. */
	readonly thread: readonly PageMessage[] | undefined;
	readonly view: PageView | undefined;
	readonly commands: readonly {
		readonly command: string;
		readonly description: string;
		readonly hint: string;
	}[];
}

interface PagePerson {
	readonly id: string;
	readonly name: string;
	readonly handle: string;
	readonly picture: string;
	readonly isApp: boolean;
}

interface PageChannel {
	readonly id: string;
	readonly name: string;
	readonly kind: ChannelKind;
	readonly isMember: boolean;
	readonly isArchived: boolean;
	/** Whom a direct message is with. */
	readonly picture: string | undefined;
	readonly unread: number;
	/** How many of those call this person. */
	readonly calls: number;
}

interface PagePlace extends PageChannel {
	readonly topic: string;
	readonly members: readonly PagePerson[];
	readonly messages: readonly PageMessage[];
}

interface PageView extends SeenView {
	readonly submit: string | undefined;
	readonly close: string;
	/** How many are below it. */
	readonly depth: number;
}

/** What a page asks to see. */
export interface PageAsk {
	readonly workspace: Workspace;
	readonly user: User;
	readonly channel: string | undefined;
	readonly thread: string | undefined;
}

export function screenOf(parts: PageParts, reads: Reads, ask: PageAsk): PageScreen {
	const { world } = parts;
	const { workspace, user } = ask;
	const users = [...workspace.users.values()];
	const channels = channelsFor(workspace, user);
	const channel =
		channels.find(({ id }) => id === ask.channel) ?? channels.find(({ isGeneral }) => isGeneral);
	if (channel !== undefined) reads.see(user, channel);
	const place = channel && placeOf(parts, reads, ask, channel);
	return {
		workspaces: world.workspaces.map(({ domain, name }) => ({ domain, name })),
		workspace: { domain: workspace.domain, name: workspace.name },
		people: users.filter(({ bot }) => bot === undefined).map((each) => personOf(world, workspace, each)),
		me: personOf(world, workspace, user),
		names: Object.fromEntries(users.map(({ id, displayName }) => [id, displayName])),
		channels: channels.map((each) => channelOf(world, reads, ask, each)),
		place,
		thread: threadOf(place?.messages ?? [], channel, ask, world),
		view: viewOf(parts, ask),
		commands: commandsIn(world, workspace),
	};
}

/** Where a person is, and the public channels that they could join. Direct messages with something in them only. */
function channelsFor({ channels }: Workspace, user: User): readonly Channel[] {
	const isShown = ({ kind, members, messages }: Channel): boolean =>
		kind === "channel" || (members.has(user.id) && (kind === "group" || messages.length > 0));
	return [...channels.values()].filter(isShown);
}

function personOf(world: World, workspace: Workspace, user: User): PagePerson {
	const { id, displayName, name, bot } = user;
	return {
		...{ id, name: displayName, handle: name, picture: avatarOf(world, workspace, user) },
		isApp: bot !== undefined,
	};
}

function channelOf(world: World, reads: Reads, { workspace, user }: PageAsk, channel: Channel): PageChannel {
	const { id, kind, members, isArchived } = channel;
	const other = kind === "im" ? ([...members].find((each) => each !== user.id) ?? user.id) : undefined;
	const partner = workspace.users.get(other ?? "");
	return {
		...{ id, kind, isArchived, isMember: members.has(user.id), ...reads.unread(user, channel) },
		name: partner?.displayName ?? channel.name,
		picture: partner && avatarOf(world, workspace, partner),
	};
}

function placeOf({ world }: PageParts, reads: Reads, ask: PageAsk, channel: Channel): PagePlace {
	const { workspace, user } = ask;
	const users = [...channel.members].flatMap((id) => workspace.users.get(id) ?? []);
	const isShown = ({ threadTs, ts, subtype }: Channel["messages"][number]): boolean =>
		threadTs === undefined || threadTs === ts || subtype === "thread_broadcast";
	return {
		...channelOf(world, reads, ask, channel),
		topic: channel.topic.value,
		members: users.map((each) => personOf(world, workspace, each)),
		messages: visibleTo(channel, user.id)
			.filter(isShown)
			.map((message) => pageMessage(world, { workspace, channel }, user, message)),
	};
}

function threadOf(
	messages: readonly PageMessage[],
	channel: Channel | undefined,
	{ workspace, user, thread }: PageAsk,
	world: World,
): readonly PageMessage[] | undefined {
	const root = messages.find(({ ts }) => ts === thread);
	if (root === undefined || channel === undefined) return undefined;
	const answers = visibleTo(channel, user.id).filter(
		({ threadTs, ts }) => threadTs === thread && ts !== thread,
	);
	return [root, ...answers.map((message) => pageMessage(world, { workspace, channel }, user, message))];
}

function viewOf(parts: PageParts, { workspace, user }: PageAsk): PageView | undefined {
	const views = parts.personOf(workspace, user).views;
	const top = views.at(-1);
	if (top === undefined) return undefined;
	const { content } = workspace.views.get(top.id) ?? { content: undefined };
	const hasFields = interactivesIn(top.blocks).some(({ isInput }) => isInput);
	const submit = content?.submit?.text ?? (hasFields ? "Submit" : undefined);
	return {
		...{ ...top, depth: views.length - 1, close: String(content?.close?.text ?? "Cancel") },
		submit: submit === undefined ? undefined : String(submit),
	};
}

function commandsIn(world: World, workspace: Workspace): PageScreen["commands"] {
	return installsIn(world, workspace).flatMap(({ app }) =>
		app.manifest.features.slash_commands.map(({ command, description, usage_hint: hint = "" }) => ({
			...{ command, description, hint },
		})),
	);
}
