import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BatonError } from "@baton/core/error";
import type { RecordedCall } from "./api/edge.js";
import { type EmulatedApp, emulatedApp } from "./emulated-app.js";
import { type EmulatedWorkspace, emulatedWorkspace } from "./emulated-workspace.js";
import { createParts, type EmulatorParts } from "./emulator-parts.js";
import type { Faults } from "./faults.js";
import type { SlackEmulatorOptions } from "./options.js";
import type { Workspace } from "./state.js";
import { createWorld } from "./world.js";

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
