import { newTs } from "./ids.js";
import { platformLimits } from "./limits.js";
import { SlackRefusal } from "./refusal.js";
import { type Draft, type Place, say } from "./say.js";
import type { Channel, Workspace } from "./state.js";
import { tell } from "./tell.js";
import { newChannel, type World } from "./world.js";

/**
 * Lower case, digits, `-` and `_`, and letters that have no case.
 *
 * https://docs.slack.dev/reference/methods/conversations.create/#naming
 *
 * @throws SlackRefusal `invalid_name_*`, `name_taken`
 */
function checkName({ channels }: Workspace, name: string): void {
	if (name === "") throw new SlackRefusal("invalid_name_required");
	if (name.length > platformLimits.channelName) throw new SlackRefusal("invalid_name_maxlength");
	if (/^[-_]+$/.test(name)) throw new SlackRefusal("invalid_name_punctuation");
	if (!/^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]+$/u.test(name)) throw new SlackRefusal("invalid_name_specials");
	// The names of archived channels stay taken.
	const isTaken = [...channels.values()].some((channel) => channel.kind !== "im" && channel.name === name);
	if (isTaken) throw new SlackRefusal("name_taken");
}

export function createChannel(
	world: World,
	workspace: Workspace,
	{
		name,
		isPrivate,
		creator,
	}: { readonly name: string; readonly isPrivate: boolean; readonly creator: string },
): Channel {
	checkName(workspace, name);
	const channel = newChannel({ kind: isPrivate ? "group" : "channel", name, creator }, world.clock);
	workspace.channels.set(channel.id, channel);
	const { id, created } = channel;
	if (!isPrivate)
		tell(world, workspace, channel, { type: "channel_created", channel: { id, name, created, creator } });
	join(world, { workspace, channel }, creator);
	return channel;
}

/** Two people, or a person and an app. */
export function openDirect(world: World, workspace: Workspace, users: readonly string[]): Channel {
	const members = new Set(users);
	const kind = members.size > 2 ? "mpim" : "im";
	const isOf = (channel: Channel): boolean =>
		channel.kind === kind &&
		channel.members.size === members.size &&
		users.every((user) => channel.members.has(user));
	const found = [...workspace.channels.values()].find(isOf);
	if (found !== undefined) return found;
	const names = users.map((id) => workspace.users.get(id)?.name ?? id);
	const name = kind === "im" ? "" : `mpdm-${names.join("--")}-1`;
	const channel = newChannel({ kind, name, creator: users[0] ?? "" }, world.clock);
	for (const user of users) channel.members.add(user);
	workspace.channels.set(channel.id, channel);
	world.changed();
	return channel;
}

export function join(world: World, place: Place, user: string, inviter?: string | undefined): void {
	const { workspace, channel } = place;
	if (channel.members.has(user)) return;
	channel.members.add(user);
	const more = inviter === undefined ? {} : { inviter };
	line(world, place, "join", user, `<@${user}> has joined the channel`, more);
	const letter = channel.kind === "channel" ? "C" : "G";
	tell(world, workspace, channel, {
		...{ type: "member_joined_channel", user, channel: channel.id, channel_type: letter },
		...{ team: workspace.id, ...more, event_ts: newTs(workspace, world.clock.now()) },
	});
}

export function leave(world: World, place: Place, user: string): void {
	const { workspace, channel } = place;
	if (!channel.members.has(user)) return;
	line(world, place, "leave", user, `<@${user}> has left the channel`);
	channel.members.delete(user);
	tell(world, workspace, channel, {
		...{ type: "member_left_channel", user, channel: channel.id, team: workspace.id },
		channel_type: channel.kind === "channel" ? "C" : "G",
		event_ts: newTs(workspace, world.clock.now()),
	});
}

export function archive(world: World, place: Place, user: string): void {
	line(world, place, "archive", user, `<@${user}> archived the channel`);
	place.channel.isArchived = true;
	tellState(world, place, "archive", user);
}

export function unarchive(world: World, place: Place, user: string): void {
	place.channel.isArchived = false;
	place.channel.members.add(user);
	line(world, place, "unarchive", user, `<@${user}> un-archived the channel`);
	tellState(world, place, "unarchive", user);
}

/** Only people can. What was said there is gone. */
export function deleteChannel(world: World, place: Place, user: string): void {
	const { workspace, channel } = place;
	tellState(world, place, "deleted", user);
	workspace.channels.delete(channel.id);
	world.changed();
}

export function rename(world: World, place: Place, user: string, name: string): void {
	const { workspace, channel } = place;
	checkName(workspace, name);
	const old_name = channel.name;
	channel.name = name;
	const text = `<@${user}> has renamed the channel from "${old_name}" to "${name}"`;
	line(world, place, "name", user, text, { old_name, name });
	const { id, created } = channel;
	const event_ts = newTs(workspace, world.clock.now());
	const renamed = { id, name, name_normalized: name, created, is_channel: true, is_mpim: false };
	tell(world, workspace, channel, { type: `${wordOf(channel)}_rename`, channel: renamed, event_ts });
}

export function setRemark(
	world: World,
	place: Place,
	{
		user,
		about,
		value,
	}: { readonly user: string; readonly about: "topic" | "purpose"; readonly value: string },
): void {
	place.channel[about] = { value, creator: user, last_set: Math.floor(world.clock.now() / 1000) };
	const what = about === "topic" ? "set the channel topic" : "set the channel description";
	line(world, place, about, user, `<@${user}> ${what}: ${value}`, { [about]: value });
}

/** What Slack itself writes into the channel. */
function line(
	world: World,
	place: Place,
	what: string,
	user: string,
	text: string,
	more?: Draft["more"],
): void {
	say(world, place, { user, text, subtype: `${wordOf(place.channel)}_${what}`, more });
}

function tellState(world: World, { workspace, channel }: Place, what: string, user: string): void {
	const event_ts = newTs(workspace, world.clock.now());
	const type = `${wordOf(channel)}_${what}`;
	tell(world, workspace, channel, { type, channel: channel.id, user, event_ts });
}

/** Slack's word for it in events: a private channel is a group there. */
function wordOf({ kind }: Channel): "channel" | "group" {
	return kind === "channel" ? "channel" : "group";
}
