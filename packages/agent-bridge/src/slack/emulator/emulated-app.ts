import { BatonError } from "@baton/core/error";
import type { EventControl } from "./delivery/event-sender.js";
import type { SocketControl } from "./delivery/sockets.js";
import type { EmulatorParts } from "./emulator-parts.js";
import { tellOne } from "./tell.js";
import { verifyAddress } from "./verify-address.js";

/** What tests do with an app. */
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

/** @throws BatonError `no-app` */
export function emulatedApp(parts: EmulatorParts, name: string | undefined): EmulatedApp {
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
