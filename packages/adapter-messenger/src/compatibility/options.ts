import { type Awaitable, BatonError } from "@baton/core";
import type { MessengerAdapterOptions } from "../options.js";

/**
 * The options of botbuilder-adapter-facebook, by the same names: `new MessengerAdapter(options)` takes them as
 * they are.
 */
export interface FacebookAdapterOptions
	extends Omit<Partial<MessengerAdapterOptions>, "appSecret" | "verifyToken" | "accessTokens"> {
	/** Default: `graph.facebook.com`. */
	readonly api_host?: string | undefined;
	/** Default: `v25.0`. The default of botbuilder-adapter-facebook, `v3.2`, is no longer served. */
	readonly api_version?: string | undefined;
	readonly verify_token: string;
	readonly app_secret: string;
	/** Of the one page. */
	readonly access_token?: string | undefined;
	/** For several pages. */
	readonly getAccessTokenForPage?: ((pageId: string) => Awaitable<string | undefined>) | undefined;
	/** Taken and not needed: what is missing is refused, because a webhook without a secret is open to everybody. */
	readonly enable_incomplete?: boolean | undefined;
}

/** Either way of saying it. */
export type AnyAdapterOptions = MessengerAdapterOptions | FacebookAdapterOptions;

/** @throws BatonError `bad-messenger-options` if a secret, a token or the verify token is missing */
export function settleOptions(given: AnyAdapterOptions): MessengerAdapterOptions {
	const options = isOfFacebookAdapter(given) ? translated(given) : given;
	required("appSecret (app_secret)", options.appSecret);
	required("verifyToken (verify_token)", options.verifyToken);
	required("accessTokens (access_token or getAccessTokenForPage)", options.accessTokens);
	return options;
}

function isOfFacebookAdapter(given: AnyAdapterOptions): given is FacebookAdapterOptions {
	return "app_secret" in given || "verify_token" in given;
}

function translated(given: FacebookAdapterOptions): MessengerAdapterOptions {
	const { api_host, api_version, verify_token, app_secret, access_token, getAccessTokenForPage, ...own } =
		given;
	const { enable_incomplete: _, ...options } = own;
	return {
		...options,
		appSecret: app_secret,
		verifyToken: verify_token,
		accessTokens: tokens(access_token, getAccessTokenForPage),
		api: {
			...(api_host === undefined ? {} : { baseUrl: `https://${api_host}` }),
			...(api_version === undefined ? {} : { version: api_version }),
			...options.api,
		},
	};
}

function tokens(
	one: string | undefined,
	find: FacebookAdapterOptions["getAccessTokenForPage"],
): MessengerAdapterOptions["accessTokens"] {
	if (one !== undefined && one !== "") return () => one;
	return find ?? {};
}

function required(name: string, value: unknown): void {
	const isThere =
		typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
	if (isThere) return;
	throw new BatonError("bad-messenger-options", `Cannot make the adapter: ${name} is missing, give it`);
}
