/**
 * What a page's connection to Messenger needs. All three secrets come from the app's dashboard
 * (https://developers.facebook.com/docs/messenger-platform/get-started).
 *
 * ```ts
 * const options: MessengerAdapterOptions = { appSecret: "…", verifyToken: "…", accessTokens: { "1234": "…" } };
 * ```
 */
export interface MessengerAdapterOptions {
	/** Signs every webhook (`X-Hub-Signature-256`). */
	readonly appSecret: string;
	/** What Messenger must repeat when it verifies the webhook's address. */
	readonly verifyToken: string;
	/** One access token per page, by the page's id. */
	readonly accessTokens: Readonly<Record<string, string>>;
}
