import { type Clock, systemClock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { newId, newSecret } from "./ids.js";
import { parseManifest } from "./manifest.js";
import type { AppOptions, PersonOptions, SlackEmulatorOptions, WorkspaceOptions } from "./options.js";
import type { App, Channel, Install, Json, User, View, Workspace } from "./state.js";

/** All workspaces and apps, and what is told when something changes. */
export interface World {
	readonly clock: Clock;
	readonly workspaces: readonly Workspace[];
	readonly apps: readonly App[];
	/** Where the emulator is. Known once it listens. */
	url: string;
	/** Tells an app of an event. */
	deliver: (install: Install, event: Json, context: string) => void;
	/** Something can be seen that could not be seen before. */
	changed(): void;
	onChanged(listener: () => void): () => void;
}

/** @throws BatonError `bad-manifest`, `no-workspace` */
export function createWorld(options: SlackEmulatorOptions): World {
	const { clock = systemClock } = options;
	if (options.workspaces.length === 0)
		throw new BatonError("no-workspace", "Cannot start the Slack emulator: give it at least one workspace");
	const workspaces = options.workspaces.map((each) => newWorkspace(each, clock));
	const apps = (options.apps ?? []).map((each) => newApp(each, workspaces));
	const listeners = new Set<() => void>();
	return {
		...{ clock, workspaces, apps, url: "", deliver: () => {} },
		changed() {
			for (const listener of listeners) listener();
		},
		onChanged(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

export function installsIn(world: World, workspace: Workspace): readonly Install[] {
	return world.apps.flatMap(({ installs }) => {
		const install = installs.get(workspace.id);
		return install === undefined || install.isRevoked ? [] : [install];
	});
}

/** Everybody is in the public channels. */
export function newPerson(workspace: Workspace, person: string | PersonOptions): User {
	const { name, handle, email } = typeof person === "string" ? { name: person } : person;
	const plain =
		handle ??
		name
			.toLowerCase()
			.normalize("NFKD")
			.replace(/[^a-z0-9]+/g, ".");
	const user: User = {
		...{ id: newId("U"), name: plain, realName: name, displayName: name.split(" ")[0] ?? name },
		email: email ?? `${plain}@${workspace.domain}.example`,
		color: colors[workspace.users.size % colors.length] ?? "#7a5c99",
		bot: undefined,
	};
	workspace.users.set(user.id, user);
	for (const channel of workspace.channels.values()) {
		if (channel.kind === "channel" && !channel.isArchived) channel.members.add(user.id);
	}
	return user;
}

const colors = ["#7a4ea3", "#1f7a8c", "#b4532a", "#3d7a3a", "#a83267", "#4b5fa8", "#8a6d1d", "#5b6770"];

function newWorkspace({ domain, name = domain, people, channels = [] }: WorkspaceOptions, clock: Clock) {
	const workspace: Workspace = {
		...{ id: newId("T"), domain, name, lastTs: 0 },
		...{ users: new Map(), channels: new Map(), files: new Map(), views: new Map<string, View>() },
	};
	for (const person of people) newPerson(workspace, person);
	const [creator = ""] = workspace.users.keys();
	for (const each of ["general", "random", ...channels]) {
		const channel = newChannel(
			{ kind: "channel", name: each, creator, isGeneral: each === "general" },
			clock,
		);
		for (const id of workspace.users.keys()) channel.members.add(id);
		workspace.channels.set(channel.id, channel);
	}
	return workspace;
}

export function newChannel(
	channel: Pick<Channel, "kind" | "name" | "creator"> & { readonly isGeneral?: boolean },
	clock: Clock,
): Channel {
	const nothing = { value: "", creator: "", last_set: 0 };
	return {
		...{ isGeneral: false, ...channel, id: newId(channel.kind === "im" ? "D" : "C") },
		...{ created: Math.floor(clock.now() / 1000), isArchived: false, topic: nothing, purpose: nothing },
		...{ members: new Set(), messages: [] },
	};
}

function newApp(options: AppOptions, workspaces: readonly Workspace[]): App {
	const { signingSecret = newSecret(), isCommercial = false, installedIn } = options;
	const id = newId("A");
	const app: App = {
		...{ id, manifest: parseManifest(options.manifest), signingSecret, isCommercial },
		...{ verificationToken: newSecret(), appToken: `xapp-1-${id}-${newSecret()}`, installs: new Map() },
	};
	for (const workspace of workspaces) {
		if (installedIn !== undefined && !installedIn.includes(workspace.domain)) continue;
		app.installs.set(workspace.id, installIn(workspace, app));
	}
	return app;
}

function installIn(workspace: Workspace, app: App): Install {
	const { display_information, features } = app.manifest;
	const [installer = ""] = workspace.users.keys();
	const botId = newId("B");
	const name = features.bot_user?.display_name ?? display_information.name;
	const bot: User = {
		...{ id: newId("U"), name: name.toLowerCase().replace(/[^a-z0-9]+/g, ""), displayName: name },
		...{ realName: display_information.name, email: undefined, color: "#3a2a54" },
		bot: { botId, appId: app.id },
	};
	workspace.users.set(bot.id, bot);
	return {
		...{ app, workspace, bot, botId, installer, isRevoked: false },
		botToken: `xoxb-${newSecret()}`,
		userToken: `xoxp-${newSecret()}`,
	};
}
