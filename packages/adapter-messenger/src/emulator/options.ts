import type { Clock } from "@baton/core";

export interface EmulatorOptions {
	/** The app under test. */
	readonly appId?: string | undefined;
	readonly appSecret: string;
	readonly verifyToken: string;
	/** Where its webhooks go; verified before the emulator is ready. Later: `connectWebhook`. */
	readonly webhook?: string | undefined;
	readonly pages: readonly PageOptions[];
	/** Other apps that are connected to the pages. */
	readonly otherApps?: readonly OtherAppOptions[] | undefined;
	/**
	 * Who answers first: the app under test (`app`), the page's inbox (`inbox`), or nobody in particular (`none`:
	 * every connected app hears everything and may answer). Default: `app`.
	 *
	 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing
	 */
	readonly defaultApp?: "app" | "inbox" | "none" | undefined;
	/** Whether calls without `appsecret_proof` are refused. Default: yes. */
	readonly requiresProof?: boolean | undefined;
	/** Whether the app may send with the tag `HUMAN_AGENT`. Default: yes. */
	readonly mayTagHumanAgent?: boolean | undefined;
	/** Whether pictures and files are fetched when they are sent, as Messenger does. Default: yes. */
	readonly fetchesMedia?: boolean | undefined;
	/** Who counts the hours. Default: the machine's clock. */
	readonly clock?: Clock | undefined;
	/** On this machine only. Default: any that is free. */
	readonly port?: number | undefined;
}

export interface PageOptions {
	/** Digits, as Facebook's are. */
	readonly id: string;
	readonly name: string;
	/** The page access token of the app under test. */
	readonly token: string;
	readonly picture?: string | undefined;
	/** A day has 200 calls for each of them. Default: 1,000. */
	readonly engagedUsers?: number | undefined;
	/** Whether the app may read who its users are. Default: yes. */
	readonly sharesProfiles?: boolean | undefined;
}

export interface OtherAppOptions {
	readonly id: string;
	readonly name: string;
	readonly appSecret: string;
	readonly verifyToken: string;
	readonly webhook?: string | undefined;
	/** Its access token of each page, by page id. */
	readonly tokens: Readonly<Record<string, string>>;
}

/** The app of the page's own inbox. https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing */
export const inboxAppId = "263902037430900";
