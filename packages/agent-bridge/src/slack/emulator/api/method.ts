import type { z } from "zod";
import { problemsIn } from "../blocks/check-blocks.js";
import type { Tier } from "../limits.js";
import { invalid, SlackRefusal } from "../refusal.js";
import type { Channel, ChannelKind, Install, Json, User, Workspace } from "../state.js";
import type { World } from "../world.js";
import type { Parts } from "./parts.js";

/** A call of the Web API by whom it was found to be. */
export interface Call {
	readonly parts: Parts;
	readonly world: World;
	readonly install: Install;
	readonly workspace: Workspace;
	/** In whose name: the app's bot, or the person who installed it. */
	readonly user: User;
	readonly isBot: boolean;
	readonly scopes: readonly string[];
}

export interface Method {
	readonly tier: Tier;
	/** One of these must be there. Channels of different kinds need different ones: {@link channelFor}. */
	readonly scopes: readonly string[];
	/** Methods that only read take forms alone. */
	readonly takesJson: boolean;
	readonly run: (call: Call, args: Json) => Json;
}

/** A method with its arguments: what of them cannot be read is refused with `invalid_arguments`. */
export function method<Args>({
	args,
	run,
	takesJson = true,
	...rest
}: Pick<Method, "tier" | "scopes"> & {
	readonly takesJson?: boolean;
	readonly args: z.ZodType<Args>;
	readonly run: (call: Call, args: Args) => Json;
}): Method {
	return {
		...{ ...rest, takesJson },
		run(call, given) {
			const { data, error } = args.safeParse(given, { reportInput: true });
			if (error !== undefined) throw invalid("invalid_arguments", problemsIn(error, ""));
			return run(call, data as Args);
		},
	};
}

const scopeNames = {
	read: { channel: "channels:read", group: "groups:read", im: "im:read", mpim: "mpim:read" },
	history: { channel: "channels:history", group: "groups:history", im: "im:history", mpim: "mpim:history" },
	manage: { channel: "channels:manage", group: "groups:write", im: "im:write", mpim: "mpim:write" },
} as const satisfies Record<string, Record<ChannelKind, string>>;

export type Ability = keyof typeof scopeNames;

export function scopesFor(ability: Ability): readonly string[] {
	return Object.values(scopeNames[ability]);
}

/** @throws SlackRefusal `missing_scope`, with what is needed and what is there */
export function requireScope({ scopes }: Pick<Call, "scopes">, needed: readonly string[]): void {
	if (needed.length === 0 || needed.some((scope) => scopes.includes(scope))) return;
	throw new SlackRefusal("missing_scope", { needed: needed.join(","), provided: scopes.join(",") });
}

/**
 * A channel that the caller can see and has the scope for. One that it cannot see is not there.
 *
 * @throws SlackRefusal `channel_not_found`, `missing_scope`
 */
export function channelFor(call: Call, id: string, ability?: Ability): Channel {
	const channel = call.workspace.channels.get(id);
	const isSeen = channel !== undefined && (channel.kind === "channel" || channel.members.has(call.user.id));
	if (!isSeen) throw new SlackRefusal("channel_not_found");
	if (ability !== undefined) requireScope(call, [scopeNames[ability][channel.kind]]);
	return channel;
}

/** @throws SlackRefusal `not_in_channel` */
export function requireMember({ user }: Call, channel: Channel): void {
	if (!channel.members.has(user.id)) throw new SlackRefusal("not_in_channel");
}

/** @throws SlackRefusal `is_archived` */
export function requireOpen(channel: Channel): void {
	if (channel.isArchived) throw new SlackRefusal("is_archived");
}
