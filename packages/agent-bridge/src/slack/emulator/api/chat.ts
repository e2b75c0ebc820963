import { z } from "zod";
import { openDirect } from "../channels.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import { amend, remove, say } from "../say.js";
import type { Authorship, Channel, Message } from "../state.js";
import { compact, messageJson } from "../wire.js";
import { flag, text } from "./args.js";
import { contentArgs, contentOf } from "./draft.js";
import { type Call, channelFor, method, requireMember, requireOpen, requireScope } from "./method.js";
import { RateRefusal } from "./rate-refusal.js";

const guise = { username: text.optional(), icon_url: text.optional(), icon_emoji: text.optional() };

/** https://docs.slack.dev/reference/methods/chat.postMessage */
const postMessage = method({
	...{ tier: "special", scopes: ["chat:write"] },
	args: z.object({
		...{ ...contentArgs, ...guise, channel: text, thread_ts: text.optional() },
		...{ reply_broadcast: flag.optional(), as_user: flag.optional(), mrkdwn: flag.optional() },
	}),
	run(call, args) {
		const { world, workspace, parts } = call;
		const channel = placeFor(call, args.channel);
		requireOpen(channel);
		const app = authorshipOf(call, args);
		const content = contentOf(args);
		if (args.thread_ts !== undefined) requireThread(channel, args.thread_ts);
		const late = parts.messageRates.spend(`${call.install.app.id}/${channel.id}`);
		if (late !== undefined) throw new RateRefusal(late.retryAfterS);
		const message = say(
			world,
			{ workspace, channel },
			{
				...{ ...content, app, user: app?.username === undefined ? call.user.id : undefined },
				...{ threadTs: args.thread_ts, isBroadcast: args.reply_broadcast },
			},
		);
		const { ts } = message;
		const json = messageJson(world, workspace, channel, message);
		return { channel: channel.id, ts, message: json };
	},
});

/** Where to post: a channel, or a person to write to directly. */
function placeFor(call: Call, id: string): Channel {
	const { world, workspace, user, scopes } = call;
	const person = workspace.users.get(id);
	if (person !== undefined) {
		if (person.bot !== undefined) throw new SlackRefusal("cannot_dm_bot");
		return openDirect(world, workspace, [user.id, person.id]);
	}
	const channel = channelFor(call, id);
	if (channel.isArchived) return channel;
	const isOpenToAll = channel.kind === "channel" && scopes.includes("chat:write.public");
	if (!isOpenToAll) requireMember(call, channel);
	return channel;
}

/** A person's token posts as that person. */
function authorshipOf(
	call: Call,
	{ username, icon_url, icon_emoji }: z.infer<z.ZodObject<typeof guise>>,
): Authorship | undefined {
	const { install } = call;
	const isCustom = [username, icon_url, icon_emoji].some((each) => each !== undefined);
	if (isCustom) requireScope(call, ["chat:write.customize"]);
	if (!call.isBot && !isCustom) return undefined;
	const icons =
		icon_emoji === undefined
			? icon_url && { image_36: icon_url, image_48: icon_url, image_72: icon_url }
			: { emoji: icon_emoji };
	const name = isCustom ? (username ?? install.bot.displayName) : undefined;
	return { appId: install.app.id, botId: install.botId, username: name, icons: icons || undefined };
}

function requireThread(channel: Channel, ts: string): void {
	const root = channel.messages.find((message) => message.ts === ts);
	if (root === undefined || root.onlyFor !== undefined) throw new SlackRefusal("thread_not_found");
	if (root.threadTs !== undefined && root.threadTs !== ts) throw new SlackRefusal("cannot_reply_to_message");
}

/** https://docs.slack.dev/reference/methods/chat.update */
const update = method({
	...{ tier: 3, scopes: ["chat:write"] },
	args: z.object({ ...contentArgs, channel: text, ts: text, file_ids: z.unknown().optional() }),
	run(call, args) {
		const { world, workspace } = call;
		const channel = channelFor(call, args.channel);
		if (channel.isArchived) throw new SlackRefusal("is_inactive");
		const message = ownMessage(call, channel, args.ts, "cant_update_message");
		const content = contentOf(args, platformLimits.updatedText);
		amend(world, { workspace, channel }, message, () => {
			message.text = content.text;
			// A text alone takes the place of blocks, and only then the message is shown as edited.
			if (args.text !== undefined || content.blocks !== undefined) message.blocks = content.blocks;
			if (content.attachments !== undefined) message.attachments = content.attachments;
			if (content.metadata !== undefined) message.metadata = content.metadata;
			if (content.blocks !== undefined) return;
			message.edited = { user: call.user.id, ts: `${Math.floor(world.clock.now() / 1000)}.000000` };
		});
		const json = messageJson(world, workspace, channel, message);
		return { channel: channel.id, ts: message.ts, text: message.text, message: json };
	},
});

/** https://docs.slack.dev/reference/methods/chat.delete */
const deleteMessage = method({
	...{ tier: 3, scopes: ["chat:write"] },
	args: z.object({ channel: text, ts: text }),
	run(call, args) {
		const { world, workspace } = call;
		const channel = channelFor(call, args.channel);
		requireOpen(channel);
		const message = ownMessage(call, channel, args.ts, "cant_delete_message");
		remove(world, { workspace, channel }, message);
		return { channel: channel.id, ts: args.ts };
	},
});

function ownMessage({ install, user }: Call, channel: Channel, ts: string, otherwise: string): Message {
	const message = channel.messages.find((each) => each.ts === ts);
	if (message === undefined || message.onlyFor !== undefined) throw new SlackRefusal("message_not_found");
	const isOwn = message.app?.appId === install.app.id || message.user === user.id;
	if (!isOwn || isWrittenBySlack(message)) throw new SlackRefusal(otherwise);
	return message;
}

function isWrittenBySlack({ subtype = "" }: Message): boolean {
	return /^(channel|group)_|^tombstone$/.test(subtype);
}

/** https://docs.slack.dev/reference/methods/chat.postEphemeral */
const postEphemeral = method({
	...{ tier: 4, scopes: ["chat:write"] },
	args: z.object({ ...contentArgs, ...guise, channel: text, user: text, thread_ts: text.optional() }),
	run(call, args) {
		const { world, workspace } = call;
		const channel = channelFor(call, args.channel);
		requireMember(call, channel);
		requireOpen(channel);
		if (!channel.members.has(args.user)) throw new SlackRefusal("user_not_in_channel");
		const app = authorshipOf(call, args);
		const { ts } = say(
			world,
			{ workspace, channel },
			{
				...{ ...contentOf(args), app, user: call.user.id, threadTs: args.thread_ts, onlyFor: args.user },
			},
		);
		return { message_ts: ts };
	},
});

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
const getPermalink = method({
	...{ tier: "special", scopes: [], takesJson: false },
	args: z.object({ channel: text, message_ts: text }),
	run(call, args) {
		const channel = channelFor(call, args.channel);
		const message = channel.messages.find(({ ts }) => ts === args.message_ts);
		if (message === undefined) throw new SlackRefusal("message_not_found");
		const thread = message.threadTs === undefined ? "" : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
		const address = `${call.world.url}/archives/${channel.id}/p${message.ts.replace(".", "")}${thread}`;
		return compact({ channel: channel.id, permalink: address });
	},
});

export const chatMethods = {
	"chat.postMessage": postMessage,
	"chat.update": update,
	"chat.delete": deleteMessage,
	"chat.postEphemeral": postEphemeral,
	"chat.getPermalink": getPermalink,
};
