import type { App, Channel, Install, Json, Message, StoredFile, User, Workspace } from "./state.js";
import { installsIn, type World } from "./world.js";

/** Members that are `undefined` are not on the wire. */
export function compact(members: Json): Json {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** https://docs.slack.dev/reference/events/message */
export function messageJson(world: World, workspace: Workspace, channel: Channel, message: Message): Json {
	const { user, app, subtype, blocks, attachments, files, reactions, edited } = message;
	return compact({
		...{ type: "message", subtype, user, text: message.text, ts: message.ts, blocks, attachments },
		...(app === undefined ? { client_msg_id: message.clientId } : appJson(world, workspace, app)),
		team: subtype === undefined ? workspace.id : undefined,
		...(files.length > 0
			? { files: files.map((file) => fileJson(world, workspace, file)), upload: false }
			: {}),
		edited,
		...threadJson(channel, message),
		reactions: reactions.size > 0 ? Array.from(reactions, reactionJson) : undefined,
		...message.more,
	});
}

function appJson(world: World, workspace: Workspace, app: NonNullable<Message["app"]>): Json {
	const { appId, botId, username, icons } = app;
	const install = installsIn(world, workspace).find((each) => each.app.id === appId);
	const profile = username === undefined && install !== undefined ? botJson(world, install) : undefined;
	return { bot_id: botId, app_id: appId, username, icons, bot_profile: profile };
}

function botJson(world: World, { app, workspace, bot, botId }: Install): Json {
	const icons = { image_48: avatarOf(world, workspace, bot) };
	return { id: botId, app_id: app.id, name: bot.displayName, icons, deleted: false, team_id: workspace.id };
}

function threadJson({ messages }: Channel, { ts, threadTs }: Message): Json {
	if (threadTs !== undefined && threadTs !== ts) {
		return {
			thread_ts: threadTs,
			parent_user_id: messages.find((message) => message.ts === threadTs)?.user,
		};
	}
	const replies = messages.filter((message) => message.threadTs === ts && message.ts !== ts);
	if (replies.length === 0) return {};
	const users = [...new Set(replies.map(({ user, app }) => user ?? app?.botId))];
	const counts = { reply_count: replies.length, reply_users_count: users.length, reply_users: users };
	return { thread_ts: ts, ...counts, latest_reply: replies.at(-1)?.ts, is_locked: false };
}

function reactionJson([name, users]: readonly [string, ReadonlySet<string>]): Json {
	return { name, users: [...users], count: users.size };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
export function channelJson(workspace: Workspace, channel: Channel, reader: string): Json {
	const { id, kind, created, isArchived, creator, members, topic, purpose, name } = channel;
	const kinds = {
		...{ is_channel: kind === "channel", is_group: kind === "group", is_im: kind === "im" },
		...{ is_mpim: kind === "mpim", is_private: kind !== "channel" },
	};
	const common = { id, created, is_archived: isArchived, ...kinds, context_team_id: workspace.id };
	if (kind === "im") return { ...common, user: [...members].find((member) => member !== reader) ?? reader };
	return {
		...{ ...common, name, name_normalized: name, is_general: channel.isGeneral, creator },
		...{ is_shared: false, is_ext_shared: false, is_org_shared: false, is_member: members.has(reader) },
		...{ topic, purpose, previous_names: [], num_members: members.size },
	};
}

/** https://docs.slack.dev/reference/objects/user-object */
export function userJson(world: World, workspace: Workspace, user: User, withEmail: boolean): Json {
	const { id, name, realName, color, bot } = user;
	return {
		...{ id, team_id: workspace.id, name, deleted: false, color: color.slice(1), real_name: realName },
		...{ tz: "Etc/UTC", tz_label: "Coordinated Universal Time", tz_offset: 0 },
		profile: profileJson(world, workspace, user, withEmail),
		...{ is_admin: false, is_owner: false, is_restricted: false, is_bot: bot !== undefined },
		...{ is_app_user: false, updated: 0 },
	};
}

export function profileJson(world: World, workspace: Workspace, user: User, withEmail: boolean): Json {
	const { realName, displayName, email, bot } = user;
	const image = avatarOf(world, workspace, user);
	return compact({
		...{ real_name: realName, real_name_normalized: realName },
		...{ display_name: displayName, display_name_normalized: displayName },
		...{ image_24: image, image_48: image, image_72: image, image_192: image, image_512: image },
		email: withEmail ? email : undefined,
		...{ bot_id: bot?.botId, api_app_id: bot?.appId, team: workspace.id },
	});
}

/** https://docs.slack.dev/reference/objects/file-object */
export function fileJson(world: World, workspace: Workspace, file: StoredFile): Json {
	const { id, created, name, title, type, user, length, altText } = file;
	const place = `${workspace.id}-${id}`;
	const plain = encodeURIComponent(name);
	const address = `${world.url}/files-pri/${place}/${plain}`;
	const thumbs = type.startsWith("image/") ? { thumb_64: address, thumb_360: address } : {};
	return compact({
		...{ id, created, timestamp: created, name, title, mimetype: type, user, user_team: workspace.id },
		...{ filetype: name.split(".").at(-1) ?? "binary", pretty_type: prettyType(name), size: length },
		...{ mode: "hosted", is_external: false, external_type: "", is_public: true, editable: false },
		...{ url_private: address, url_private_download: `${world.url}/files-pri/${place}/download/${plain}` },
		...{ permalink: `${world.url}/files/${user}/${id}/${plain}`, alt_txt: altText, ...thumbs },
		...{ file_access: "visible", channels: [...file.channels] },
	});
}

function prettyType(name: string): string {
	return name.includes(".") ? (name.split(".").at(-1) ?? "").toUpperCase() : "Binary";
}

export function avatarOf(world: World, workspace: Workspace, { id }: User): string {
	return `${world.url}/avatars/${workspace.id}-${id}.svg`;
}

/** What an app is told around an event. https://docs.slack.dev/apis/events-api/#event-type-structure */
export function envelopeOf(install: Install, event: Json, context: EventContext): Json {
	const { app, workspace, bot } = install;
	return {
		...{ token: app.verificationToken, team_id: workspace.id, context_team_id: workspace.id },
		...{ context_enterprise_id: null, api_app_id: app.id, event, type: "event_callback" },
		...{ event_id: context.id, event_time: context.at },
		authorizations: [
			{
				...{ enterprise_id: null, team_id: workspace.id, user_id: bot.id },
				...{ is_bot: true, is_enterprise_install: false },
			},
		],
		...{ is_ext_shared_channel: false, event_context: context.name },
	};
}

export interface EventContext {
	readonly id: string;
	/** Epoch seconds. */
	readonly at: number;
	readonly name: string;
}

export function teamJson({ id, domain }: Workspace): Json {
	return { id, domain };
}

/** Who did something, as interactions say it. */
export function actorJson(workspace: Workspace, user: User): Json {
	return { id: user.id, username: user.name, name: user.name, team_id: workspace.id };
}

export function commonOf(app: App): Json {
	return { api_app_id: app.id, token: app.verificationToken, is_enterprise_install: false };
}
