import type { Awaitable, Logger } from "@baton/core";
import type { Alarm } from "./alarms.js";
import type { Announce } from "./announce.js";
import type { MediaOptions } from "./media-options.js";

/**
 * What a connection to Messenger needs. App secret and access tokens come from the app's dashboard
 * (https://developers.facebook.com/docs/messenger-platform/get-started).
 *
 * ```ts
 * const options: MessengerAdapterOptions = { appSecret: "…", verifyToken: "…", accessTokens: { "1234": "…" } };
 * ```
 */
export interface MessengerAdapterOptions {
	/** Signs every webhook (`X-Hub-Signature-256`) and every call (`appsecret_proof`). */
	readonly appSecret: string;
	/** What Messenger must repeat when it verifies the webhook's address. */
	readonly verifyToken: string;
	/** One access token per page, by the page's id; or what finds it, `undefined` for a page that is not ours. */
	readonly accessTokens: Readonly<Record<string, string>> | ((page: string) => Awaitable<string | undefined>);
	/** The id of this Messenger app. Without it, it is learnt from the first echo of what Baton sends. */
	readonly appId?: string | undefined;
	/**
	 * Apps of `createHandoff` that are apps of Messenger too: by their id there, the id here. Whoever writes to the
	 * user from one of them takes control, and control that goes to one of them takes the thread along.
	 *
	 * ```ts
	 * const apps = { "page-inbox": { appId: pageInbox } };
	 * ```
	 */
	readonly apps?: Readonly<Record<string, { readonly appId: string }>> | undefined;
	/** Takes webhooks with the old `X-Hub-Signature` (SHA-1) alone. Default: no. */
	readonly allowSha1?: boolean | undefined;
	/** Larger webhooks are answered with 413, in bytes. Default: 1 MiB. */
	readonly bodyLimit?: number | undefined;
	/** Whether Meta has let the app use the tag `HUMAN_AGENT`: people may answer for 7 days then. Default: true. */
	readonly humanAgent?: boolean | undefined;
	/** URL of the picture of human agents who have none. */
	readonly personaPicture?: string | undefined;
	/** The line that the user sees when somebody joins or leaves; `undefined` for none. Default: core's notice. */
	readonly announce?: Announce | undefined;
	/** Keeps what users send, whose addresses at Messenger expire, and uploads what people send. Default: neither. */
	readonly media?: MediaOptions | undefined;
	/**
	 * Asks Meta for people's names, so that desks show them; whom it may not know, it asks about again after a day. It
	 * needs Meta's _Business Asset User Profile Access_. Default: yes.
	 */
	readonly profiles?: boolean | undefined;
	/** Told of what an operator has to put right, such as a token that is not good any more. */
	readonly onAlarm?: ((alarm: Alarm) => void) | undefined;
	/** Where the Graph API is. Default: `https://graph.facebook.com`, `v25.0`. */
	readonly api?: ApiOptions | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
}

export interface ApiOptions {
	readonly baseUrl?: string | undefined;
	readonly version?: string | undefined;
	readonly fetch?: typeof globalThis.fetch | undefined;
}

/** The app id of the inbox in which people answer for a page. https://developers.facebook.com/docs/messenger-platform/conversation-routing */
export const pageInbox = "263902037430900";
