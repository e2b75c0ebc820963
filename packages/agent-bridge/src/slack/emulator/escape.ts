import type { Channel, User, Workspace } from "./state.js";

/** https://docs.slack.dev/messaging/formatting-message-text/#escaping */
function escapeText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What a person types, as it is on the wire: addresses, people and channels become links. */
export function typedText(workspace: Workspace, text: string): string {
	return escapeText(text)
		.replaceAll(/https?:\/\/[^\s<>|]+/g, "<$&>")
		.replaceAll(/(^|\s)@([\p{L}\p{N}._-]*[\p{L}\p{N}])/gu, (all, before: string, name: string) => {
			const mention = mentionOf(workspace, name);
			return mention === undefined ? all : `${before}<${mention}>`;
		})
		.replaceAll(/(^|\s)#([\p{L}\p{N}_-]+)/gu, (all, before: string, name: string) => {
			const channel = channelNamed(workspace, name);
			return channel === undefined ? all : `${before}<#${channel.id}|${channel.name}>`;
		});
}

const everybody = ["channel", "here", "everyone"];

function mentionOf(workspace: Workspace, name: string): string | undefined {
	if (everybody.includes(name)) return `!${name}`;
	const user = userNamed(workspace, name);
	return user === undefined ? undefined : `@${user.id}`;
}

/** By handle, by shown name or by full name. */
export function userNamed(workspace: Workspace, name: string): User | undefined {
	return [...workspace.users.values()].find((user) =>
		[user.id, user.name, user.displayName, user.realName].includes(name),
	);
}

export function channelNamed(workspace: Workspace, name: string): Channel | undefined {
	const plain = name.replace(/^#/, "");
	const channels = [...workspace.channels.values()];
	return channels.find(({ id }) => id === plain) ?? channels.find((channel) => channel.name === plain);
}

/** Whom a text calls: ids of people, and `channel`, `here` or `everyone`. */
export function mentionsIn(text: string): readonly string[] {
	return Array.from(text.matchAll(/<[@!]([A-Z0-9]+|channel|here|everyone)(?:\|[^>]*)?>/g), (match) =>
		String(match[1]),
	);
}
