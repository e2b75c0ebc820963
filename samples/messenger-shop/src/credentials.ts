import type { Credentials } from "./facebook.js";

const names = {
	appSecret: "FACEBOOK_APP_SECRET",
	verifyToken: "FACEBOOK_VERIFY_TOKEN",
	page: "FACEBOOK_PAGE_ID",
	token: "FACEBOOK_PAGE_TOKEN",
	publicUrl: "PUBLIC_URL",
} as const satisfies Record<keyof Credentials, string>;

/**
 * The credentials of an app on Facebook, if there are any.
 *
 * @throws Error if some are missing, with their names
 */
export function readCredentials(environment: NodeJS.ProcessEnv): Credentials | undefined {
	const missing = Object.values(names).filter((name) => !environment[name]);
	if (missing.length === Object.keys(names).length) return undefined;
	if (missing.length > 0) throw new Error(`Cannot run on Facebook: set ${missing.join(", ")} as well`);
	const read = (name: string): string => environment[name] ?? "";
	return {
		appSecret: read(names.appSecret),
		verifyToken: read(names.verifyToken),
		page: read(names.page),
		token: read(names.token),
		publicUrl: read(names.publicUrl).replace(/\/$/, ""),
	};
}
