import type { App, Install, User } from "../state.js";
import type { World } from "../world.js";

export interface Caller {
	readonly install: Install;
	/** In whose name. */
	readonly user: User;
	readonly isBot: boolean;
	readonly scopes: readonly string[];
}

/** Whose token it is: an app's in a workspace. */
export function installOf({ apps }: World, token: string): Caller | undefined {
	for (const { installs, manifest } of apps) {
		const { scopes } = manifest.oauth_config;
		for (const install of installs.values()) {
			if (install.isRevoked) continue;
			if (token === install.botToken) return { install, user: install.bot, isBot: true, scopes: scopes.bot };
			const user = install.workspace.users.get(install.installer);
			if (token === install.userToken && user !== undefined)
				return { install, user, isBot: false, scopes: scopes.user };
		}
	}
	return undefined;
}

/** An app-level token, which Socket Mode is opened with. */
export function appOf({ apps }: World, token: string): App | undefined {
	return apps.find(({ appToken }) => appToken === token);
}
