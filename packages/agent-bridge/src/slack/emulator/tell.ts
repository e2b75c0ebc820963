import type { Channel, ChannelKind, Install, Json, Workspace } from "./state.js";
import { installsIn, type World } from "./world.js";

/**
 * Tells every app that subscribed to it. In channels an app hears what is said where it is a member; archiving,
 * renaming and the like it hears of all public channels.
 */
export function tell(world: World, workspace: Workspace, channel: Channel | undefined, event: Json): void {
	for (const install of installsIn(world, workspace)) tellOne(world, install, channel, event);
	world.changed();
}

/** Tells one app, as what it alone may hear. */
export function tellOne(world: World, install: Install, channel: Channel | undefined, event: Json): void {
	const { settings } = install.app.manifest;
	const subscribed = settings.event_subscriptions?.bot_events ?? [];
	const { type } = event;
	const context = `4-${[type, install.workspace.id, channel?.id ?? ""].join("-")}`;
	if (!subscribed.includes(subscriptionOf(event, channel)) || !hears(install, channel, event)) return;
	world.deliver(install, event, context);
}

const messageSubscriptions = {
	channel: "message.channels",
	group: "message.groups",
	im: "message.im",
	mpim: "message.mpim",
} as const satisfies Record<ChannelKind, string>;

function subscriptionOf({ type }: Json, channel: Channel | undefined): string {
	return type === "message" && channel !== undefined ? messageSubscriptions[channel.kind] : String(type);
}

function hears({ bot }: Install, channel: Channel | undefined, { type, user }: Json): boolean {
	if (channel === undefined || channel.members.has(bot.id)) return true;
	if (type === "member_left_channel" && user === bot.id) return true;
	return channel.kind === "channel" && String(type).startsWith("channel_");
}
