import { z } from "zod";
import { archive, createChannel, rename, setRemark, unarchive } from "../channels.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { Channel } from "../state.js";
import { channelJson } from "../wire.js";
import { flag, pageOf, paging, text } from "./args.js";
import {
	type Call,
	channelFor,
	method,
	requireMember,
	requireOpen,
	requireScope,
	scopesFor,
} from "./method.js";

/** https://docs.slack.dev/reference/methods/conversations.create */
const create = method({
	...{ tier: 2, scopes: scopesFor("manage") },
	args: z.object({ name: text.optional(), is_private: flag.optional(), team_id: text.optional() }),
	run(call, { name = "", is_private: isPrivate = false }) {
		const { world, workspace, user } = call;
		requireScope(call, [isPrivate ? "groups:write" : "channels:manage"]);
		const channel = createChannel(world, workspace, { name, isPrivate, creator: user.id });
		return { channel: channelJson(workspace, channel, user.id) };
	},
});

const kindNames = { channel: "public_channel", group: "private_channel", im: "im", mpim: "mpim" } as const;

/** https://docs.slack.dev/reference/methods/conversations.list */
const list = method({
	...{ tier: 2, scopes: scopesFor("read"), takesJson: false },
	args: z.object({
		types: text.optional(),
		exclude_archived: flag.optional(),
		team_id: text.optional(),
		...paging,
	}),
	run(call, { types = "public_channel", exclude_archived: withoutArchived = false, cursor, limit = 100 }) {
		const { workspace, user, scopes } = call;
		const wanted = types.split(",").map((type) => type.trim());
		const kinds = Object.values(kindNames) as readonly string[];
		if (wanted.some((type) => !kinds.includes(type))) throw new SlackRefusal("invalid_types");
		if (limit < 1 || limit > 999) throw new SlackRefusal("invalid_limit");
		const isListed = (channel: Channel): boolean =>
			wanted.includes(kindNames[channel.kind]) &&
			(channel.kind === "channel" || channel.members.has(user.id)) &&
			!(withoutArchived && channel.isArchived);
		for (const type of wanted) {
			const needed = type === "public_channel" ? "channels" : type === "private_channel" ? "groups" : type;
			requireScope({ scopes }, [`${needed}:read`]);
		}
		const page = pageOf([...workspace.channels.values()].filter(isListed), { cursor, limit });
		if (page === undefined) throw new SlackRefusal("invalid_cursor");
		const channels = page.items.map((channel) => channelJson(workspace, channel, user.id));
		return { channels, response_metadata: { next_cursor: page.next } };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.info */
const info = method({
	...{ tier: 3, scopes: scopesFor("read"), takesJson: false },
	args: z.object({ channel: text, include_num_members: flag.optional(), include_locale: flag.optional() }),
	run(call, args) {
		const channel = channelFor(call, args.channel, "read");
		const { num_members, ...json } = channelJson(call.workspace, channel, call.user.id);
		return { channel: args.include_num_members ? { ...json, num_members } : json };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.archive */
const archiveChannel = method({
	...{ tier: 2, scopes: scopesFor("manage") },
	args: z.object({ channel: text }),
	run(call, args) {
		const channel = managed(call, args.channel);
		if (channel.isArchived) throw new SlackRefusal("already_archived");
		if (channel.isGeneral) throw new SlackRefusal("cant_archive_general");
		requireMember(call, channel);
		archive(call.world, { workspace: call.workspace, channel }, call.user.id);
		return {};
	},
});

/** https://docs.slack.dev/reference/methods/conversations.unarchive */
const unarchiveChannel = method({
	...{ tier: 2, scopes: scopesFor("manage") },
	args: z.object({ channel: text }),
	run(call, args) {
		const channel = managed(call, args.channel);
		if (!channel.isArchived) throw new SlackRefusal("not_archived");
		// Slack's page on the method says that tokens of bots do not work, and calls it a bug.
		if (call.isBot) throw new SlackRefusal("not_in_channel");
		unarchive(call.world, { workspace: call.workspace, channel }, call.user.id);
		return {};
	},
});

/** https://docs.slack.dev/reference/methods/conversations.rename */
const renameChannel = method({
	...{ tier: 2, scopes: scopesFor("manage") },
	args: z.object({ channel: text, name: text.optional() }),
	run(call, args) {
		const { world, workspace, user } = call;
		const channel = managed(call, args.channel);
		requireMember(call, channel);
		requireOpen(channel);
		if (channel.creator !== user.id) throw new SlackRefusal("not_authorized");
		rename(world, { workspace, channel }, user.id, args.name ?? "");
		return { channel: channelJson(workspace, channel, user.id) };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.setTopic */
const setTopic = method({
	...{ tier: 2, scopes: [...scopesFor("manage"), "channels:write.topic", "groups:write.topic"] },
	args: z.object({ channel: text, topic: text }),
	run: (call, { channel, topic }) => remark(call, channel, "topic", topic),
});

/** https://docs.slack.dev/reference/methods/conversations.setPurpose */
const setPurpose = method({
	...{ tier: 2, scopes: [...scopesFor("manage"), "channels:write.topic", "groups:write.topic"] },
	args: z.object({ channel: text, purpose: text }),
	run: (call, { channel, purpose }) => remark(call, channel, "purpose", purpose),
});

function remark(call: Call, id: string, about: "topic" | "purpose", value: string) {
	const { world, workspace, user } = call;
	const channel = channelFor(call, id);
	const letters = channel.kind === "channel" ? "channels" : "groups";
	requireScope(call, [letters === "channels" ? "channels:manage" : "groups:write", `${letters}:write.topic`]);
	requireMember(call, channel);
	requireOpen(channel);
	if (value.length > platformLimits.topic) throw new SlackRefusal("too_long");
	setRemark(world, { workspace, channel }, { user: user.id, about, value });
	return { channel: channelJson(workspace, channel, user.id) };
}

/** Between two people there is nothing to manage. */
function managed(call: Call, id: string): Channel {
	const channel = channelFor(call, id, "manage");
	if (channel.kind === "channel" || channel.kind === "group") return channel;
	throw new SlackRefusal("method_not_supported_for_channel_type");
}

export const conversationMethods = {
	"conversations.create": create,
	"conversations.list": list,
	"conversations.info": info,
	"conversations.archive": archiveChannel,
	"conversations.unarchive": unarchiveChannel,
	"conversations.rename": renameChannel,
	"conversations.setTopic": setTopic,
	"conversations.setPurpose": setPurpose,
};
