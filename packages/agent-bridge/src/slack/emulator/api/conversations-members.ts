import { z } from "zod";
import { join, leave, openDirect } from "../channels.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { Channel, Json } from "../state.js";
import { channelJson } from "../wire.js";
import { flag, ids, pageOf, paging, text } from "./args.js";
import {
	type Call,
	channelFor,
	method,
	requireMember,
	requireOpen,
	requireScope,
	scopesFor,
} from "./method.js";

/** https://docs.slack.dev/reference/methods/conversations.invite */
const invite = method({
	...{ tier: 3, scopes: [...scopesFor("manage"), "channels:write.invites", "groups:write.invites"] },
	args: z.object({ channel: text, users: ids.optional(), force: flag.optional() }),
	run(call, { channel: id, users = [], force = false }) {
		const { world, workspace, user } = call;
		const channel = channelFor(call, id);
		const letters = channel.kind === "channel" ? "channels" : "groups";
		requireScope(call, [
			letters === "channels" ? "channels:manage" : "groups:write",
			`${letters}:write.invites`,
		]);
		requireMember(call, channel);
		requireOpen(channel);
		if (users.length === 0) throw new SlackRefusal("no_user");
		if (users.length > platformLimits.invited) throw new SlackRefusal("too_many_users");
		const errors = users.flatMap((each) => problemOf(call, channel, each));
		const refused = errors.map((error) => error.user);
		if (errors.length > 0 && (!force || errors.length === users.length))
			throw new SlackRefusal(String(errors[0]?.error), { errors });
		for (const each of users.filter((one) => !refused.includes(one)))
			join(world, { workspace, channel }, each, user.id);
		const answer = { channel: channelJson(workspace, channel, user.id) };
		return errors.length > 0 ? { ...answer, errors } : answer;
	},
});

function problemOf({ workspace, user }: Call, channel: Channel, invited: string): readonly Json[] {
	const error =
		invited === user.id
			? "cant_invite_self"
			: !workspace.users.has(invited)
				? "user_not_found"
				: channel.members.has(invited)
					? "already_in_channel"
					: undefined;
	return error === undefined ? [] : [{ user: invited, ok: false, error }];
}

/** https://docs.slack.dev/reference/methods/conversations.join */
const joinChannel = method({
	...{ tier: 3, scopes: ["channels:join"] },
	args: z.object({ channel: text }),
	run(call, { channel: id }) {
		const { world, workspace, user } = call;
		const channel = channelFor(call, id);
		if (channel.kind !== "channel") throw new SlackRefusal("method_not_supported_for_channel_type");
		requireOpen(channel);
		const wasIn = channel.members.has(user.id);
		join(world, { workspace, channel }, user.id);
		const warning = wasIn
			? { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } }
			: {};
		return { channel: channelJson(workspace, channel, user.id), ...warning };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.leave */
const leaveChannel = method({
	...{ tier: 3, scopes: scopesFor("manage") },
	args: z.object({ channel: text }),
	run(call, { channel: id }) {
		const { world, workspace, user } = call;
		const channel = channelFor(call, id, "manage");
		requireOpen(channel);
		if (channel.isGeneral) throw new SlackRefusal("cant_leave_general");
		if (!channel.members.has(user.id)) return { not_in_channel: true };
		leave(world, { workspace, channel }, user.id);
		return {};
	},
});

/** https://docs.slack.dev/reference/methods/conversations.kick */
const kick = method({
	...{ tier: 3, scopes: scopesFor("manage") },
	args: z.object({ channel: text, user: text }),
	run(call, args) {
		const { world, workspace, user } = call;
		const channel = channelFor(call, args.channel, "manage");
		requireMember(call, channel);
		if (args.user === user.id) throw new SlackRefusal("cant_kick_self");
		if (channel.isGeneral) throw new SlackRefusal("cant_kick_from_general");
		if (!workspace.users.has(args.user)) throw new SlackRefusal("user_not_found");
		if (!channel.members.has(args.user)) throw new SlackRefusal("not_in_channel");
		leave(world, { workspace, channel }, args.user);
		return { errors: {} };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.members */
const members = method({
	...{ tier: 4, scopes: scopesFor("read"), takesJson: false },
	args: z.object({ channel: text, ...paging }),
	run(call, { channel: id, cursor, limit = 100 }) {
		const channel = channelFor(call, id, "read");
		if (limit < 1 || limit > 1000) throw new SlackRefusal("invalid_limit");
		const page = pageOf([...channel.members], { cursor, limit });
		if (page === undefined) throw new SlackRefusal("invalid_cursor");
		return { members: page.items, response_metadata: { next_cursor: page.next } };
	},
});

/** https://docs.slack.dev/reference/methods/conversations.open */
const open = method({
	...{ tier: 3, scopes: ["im:write", "mpim:write"] },
	args: z.object({ channel: text.optional(), users: ids.optional(), return_im: flag.optional() }),
	run(call, { channel: id, users = [], return_im = false }) {
		const { world, workspace, user } = call;
		if (id !== undefined) return { channel: { id: channelFor(call, id).id } };
		if (users.length === 0) throw new SlackRefusal("users_list_not_supplied");
		if (users.length > 8) throw new SlackRefusal("too_many_users");
		if (users.some((each) => !workspace.users.has(each))) throw new SlackRefusal("user_not_found");
		if (users.some((each) => workspace.users.get(each)?.bot !== undefined))
			throw new SlackRefusal("cannot_dm_bot");
		requireScope(call, [users.length > 1 ? "mpim:write" : "im:write"]);
		const known = new Set(workspace.channels.keys());
		const channel = openDirect(world, workspace, [user.id, ...users]);
		const again = known.has(channel.id) ? { no_op: true, already_open: true } : {};
		return { ...again, channel: return_im ? channelJson(workspace, channel, user.id) : { id: channel.id } };
	},
});

export const memberMethods = {
	"conversations.invite": invite,
	"conversations.join": joinChannel,
	"conversations.leave": leaveChannel,
	"conversations.kick": kick,
	"conversations.members": members,
	"conversations.open": open,
};
