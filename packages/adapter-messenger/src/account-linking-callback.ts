import { BatonError } from "@baton/core";

const hosts: ReadonlySet<string> = new Set([
	"facebook.com",
	"www.facebook.com",
	"m.facebook.com",
	"messenger.com",
	"www.messenger.com",
]);

/** Pages on these hosts that lead anywhere. */
const redirectors = /^\/(?:l\.php|flx\/|dialog\/|sharer)/i;

/**
 * Where Messenger wants the browser back. Anybody can open a login page with an address of their own: only
 * Messenger's is followed.
 *
 * @param api where the team says that the Graph API is: an emulator's own address is followed, too
 * @throws BatonError `bad-redirect`
 */
export function callbackOf(redirectUri: string, api?: string): URL {
	const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
	if (api !== undefined && url?.origin === new URL(api).origin) return url;
	const isBare = url?.username === "" && url.password === "" && url.port === "";
	const isMessenger = isBare && url.protocol === "https:" && hosts.has(url.hostname);
	if (isMessenger && !redirectors.test(url.pathname) && !url.searchParams.has("authorization_code"))
		return url;
	throw new BatonError(
		"bad-redirect",
		"Cannot redirect to where the login page was asked to: it is not Messenger, show an error page instead",
	);
}
