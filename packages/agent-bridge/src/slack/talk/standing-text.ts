import type { Snapshot } from "../../protocol/parts.js";
import { escapeName } from "../text/mrkdwn.js";
import { words } from "../words.js";
import type { Desk } from "./desk.js";

export function customerName({ user }: Pick<Snapshot, "user">): string {
	return user.name ?? words.unknownUser;
}

const channels: Readonly<Record<string, string>> = {
	facebook: "Messenger",
	"business-messages": "Business Messages",
	slack: "Slack",
	webchat: "Web chat",
	directline: "Web chat",
	msteams: "Teams",
};

export function channelTitle(channel: string): string {
	return channels[channel.toLowerCase()] ?? channel;
}

export function appTitle({ client, settings }: Pick<Desk, "client" | "settings">, appId: string): string {
	if (appId === settings.appId) return "Slack";
	return knownApps.get(client)?.get(appId) ?? appId;
}

const knownApps = new WeakMap<object, ReadonlyMap<string, string>>();

/** Learns from the greeting what apps are called. */
export function noteApps(client: object, apps: readonly { appId: string; displayName: string }[]): void {
	knownApps.set(client, new Map(apps.map(({ appId, displayName }) => [appId, displayName])));
}

/** Who answers the customer, as one line of markup. */
export function standingText(desk: Desk, { holder, person, offer }: Snapshot): string {
	if (holder === undefined) {
		const waiting = offer === undefined ? "" : " · :hourglass_flowing_sand: a person was asked for";
		return `:robot_face: The bot is answering${waiting}`;
	}
	const app = escapeName(appTitle(desk, holder.appId));
	const who = person === undefined ? `*${app}*` : `*${escapeName(person.displayName)}*`;
	const where = person === undefined || holder.appId === desk.settings.appId ? "" : ` (${app})`;
	return `:bust_in_silhouette: ${who}${where} has the conversation · the bot is paused`;
}
