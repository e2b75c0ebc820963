import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BatonError } from "@baton/core/error";
import type { RecordedCall } from "./api/edge.js";
import type { EventControl } from "./delivery/event-sender.js";
import type { SocketControl } from "./delivery/sockets.js";
import { createParts, type EmulatorParts } from "./emulator-parts.js";
import { channelNamed } from "./escape.js";
import type { Faults } from "./faults.js";
import type { PersonOptions, SlackEmulatorOptions } from "./options.js";
import type { EmulatedPerson } from "./person.js";
import { amend } from "./say.js";
import type { Json, Workspace } from "./state.js";
import { tell, tellOne } from "./tell.js";
import { verifyAddress } from "./verify-address.js";
import { createWorld, newPerson } from "./world.js";

/** Slack on this machine: as strict as Slack, without a workspace there. */
export interface SlackEmulator {
	readonly url: string;
	/** For `slackApiUrl` of `@slack/web-api`: what is `https://slack.com/api/` elsewhere. */
	readonly apiUrl: string;
	/** Where people work in a browser. */
	readonly pageUrl: string;
	/** By its domain. Default: the first. */
	workspace(domain?: string): EmulatedWorkspace;
	/** By the name in its manifest. Default: the first. */
	app(name?: string): EmulatedApp;
	readonly faults: Faults;
	/** The last 10,000 calls of the Web API, oldest first. */
	readonly calls: readonly RecordedCall[];
	/** The first call that fits: one that was there already, or one to come. */
	called(fits: (call: RecordedCall) => boolean): Promise<RecordedCall>;
	close(): Promise<void>;
}

export interface EmulatedWorkspace {
	readonly id: string;
	readonly domain: string;
	/** Somebody who works there, by name or handle. @throws BatonError `nobody` */
	person(name: string): EmulatedPerson;
	/** Somebody new. */
	hires(person: string | PersonOptions): EmulatedPerson;
	/** The id of a channel. @throws BatonError `no-channel` */
	channel(name: string): string;
	/** Slack adds a preview of a link: the message changes, its text does not. */
	unfurls(message: { readonly channel: string; readonly ts: string }): void;
	/** Tells the apps anything, as Slack would. */
	tells(event: Json, channel?: string): void;
}

export interface EmulatedApp {
	readonly id: string;
	readonly signingSecret: string;
	/** For Socket Mode. */
	readonly appToken: string;
	/** Its bot's token in a workspace. Default: the first. */
	botToken(domain?: string): string;
	/** The token that acts for the person who installed it. */
	userToken(domain?: string): string;
	/** The id of its bot's user. */
	botUser(domain?: string): string;
	/**
	 * Where it is reached. The address for events must answer the challenge first.
	 *
	 * @throws BatonError `address-not-verified`
	 */
	connect(addresses: string | ConnectOptions): Promise<void>;
	readonly events: EventControl;
	readonly sockets: SocketControl;
	/** Takes it out of a workspace: its tokens are no longer good. */
	uninstall(domain?: string): void;
}

export interface ConnectOptions {
	readonly events?: string | undefined;
	readonly interactivity?: string | undefined;
	readonly commands?: string | undefined;
}

/**
 * Starts Slack: its Web API, its events, commands and interactions, Socket Mode, and a page for the people.
 *
 * ```ts
 * const slack = await startSlackEmulator({
 * 	workspaces: [{ domain: "acme", people: ["Ana", "Ben"] }],
 * 	apps: [{ manifest }],
 * });
 * await slack.app().connect("http://localhost:3000/slack");
 * const ana = slack.workspace().person("Ana");
 * ana.says("general", "Hello");
 * await ana.sees("general", "Hello back");
 * ```
 *
 * @throws BatonError `no-workspace`, `bad-manifest`
 */
export async function startSlackEmulator(options: SlackEmulatorOptions): Promise<SlackEmulator> {
	const world = createWorld(options);
	const parts = createParts(world, options);
	const server = createServer(parts.serve);
	server.on("upgrade", parts.upgrade);
	server.listen(options.port ?? 0, "127.0.0.1");
	await once(server, "listening");
	world.url = `http://localhost:${(server.address() as AddressInfo).port}`;
	return {
		...{ url: world.url, apiUrl: `${world.url}/api/`, pageUrl: `${world.url}/app/` },
		workspace: (domain) => emulatedWorkspace(parts, findWorkspace(parts, domain)),
		app: (name) => emulatedApp(parts, name),
		...{ faults: parts.faults, calls: parts.calls, called: parts.called },
		async close() {
			for (const runtime of parts.runtimes.values()) runtime.close();
			server.close();
			server.closeAllConnections();
			await once(server, "close");
		},
	};
}

function findWorkspace({ world }: EmulatorParts, domain: string | undefined): Workspace {
	const found = world.workspaces.find((each) => domain === undefined || each.domain === domain);
	if (found !== undefined) return found;
	throw new BatonError(
		"no-workspace",
		`Cannot find the workspace ${domain}: the emulator was started without it`,
	);
}

function emulatedWorkspace({ world, personOf }: EmulatorParts, workspace: Workspace): EmulatedWorkspace {
	return {
		...{ id: workspace.id, domain: workspace.domain },
		person(name) {
			const user = [...workspace.users.values()].find(
				(each) =>
					each.bot === undefined && [each.id, each.realName, each.displayName, each.name].includes(name),
			);
			if (user === undefined)
				throw new BatonError("nobody", `Cannot find ${name}: nobody there has this name`);
			return personOf(workspace, user);
		},
		hires: (person) => personOf(workspace, newPerson(workspace, person)),
		channel: (name) => find(workspace, name).id,
		unfurls({ channel: id, ts }) {
			const channel = find(workspace, id);
			const message = channel.messages.find((each) => each.ts === ts);
			if (message === undefined) throw new BatonError("no-message", `Cannot unfurl ${ts}: it is not there`);
			const preview = { id: 1, from_url: "https://example.com/", fallback: "Example", title: "Example" };
			amend(world, { workspace, channel }, message, () => {
				message.attachments = [preview];
			});
		},
		tells: (event, name) =>
			tell(world, workspace, name === undefined ? undefined : find(workspace, name), event),
	};
}

function find(workspace: Workspace, name: string) {
	const channel = channelNamed(workspace, name);
	if (channel === undefined)
		throw new BatonError("no-channel", `Cannot find the channel ${name}: it is not there`);
	return channel;
}

function emulatedApp(parts: EmulatorParts, name: string | undefined): EmulatedApp {
	const { world } = parts;
	const app = world.apps.find(
		({ manifest }) => name === undefined || manifest.display_information.name === name,
	);
	if (app === undefined)
		throw new BatonError("no-app", `Cannot find the app ${name}: the emulator was started without it`);
	const runtime = parts.runtimeOf(app);

	function install(domain?: string) {
		const [found] = [...(app?.installs.values() ?? [])].filter(
			({ workspace }) => domain === undefined || workspace.domain === domain,
		);
		if (found === undefined)
			throw new BatonError("no-app", `Cannot find the app in ${domain}: it is not installed`);
		return found;
	}

	return {
		...{ id: app.id, signingSecret: app.signingSecret, appToken: app.appToken },
		botToken: (domain) => install(domain).botToken,
		userToken: (domain) => install(domain).userToken,
		botUser: (domain) => install(domain).bot.id,
		async connect(given) {
			const to: ConnectOptions =
				typeof given === "string" ? { events: given, interactivity: given, commands: given } : given;
			if (to.events !== undefined) await verifyAddress(world, runtime, to.events);
			Object.assign(runtime.addresses, to);
		},
		...{ events: runtime.sender, sockets: runtime.sockets },
		uninstall(domain) {
			const leaving = install(domain);
			tellOne(world, leaving, undefined, { type: "app_uninstalled" });
			leaving.isRevoked = true;
		},
	};
}
