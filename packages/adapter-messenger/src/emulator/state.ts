import type { Json } from "./json.js";
import type { PageOptions } from "./options.js";

/** Something connected to the pages: the app under test, another one, or the page's own inbox. */
export interface App {
	readonly id: string;
	readonly name: string;
	readonly secret: string;
	readonly verifyToken: string;
	readonly isInbox: boolean;
	/** By page id. */
	readonly tokens: Readonly<Record<string, string>>;
}

export interface Persona {
	readonly id: string;
	readonly name: string;
	readonly profile_picture_url: string;
	/** Soft: what was said under its name keeps it. */
	isDeleted: boolean;
}

export interface StoredFile {
	readonly id: string;
	readonly type: MediaType;
	/** Where it is now. */
	readonly url: string;
	readonly expiresAt: number;
}

export type MediaType = "image" | "audio" | "video" | "file";

export interface Page extends PageOptions {
	readonly people: Map<string, Person>;
	readonly personas: Map<string, Persona>;
	readonly files: Map<string, StoredFile>;
	/** What is set with the Messenger Profile API. */
	readonly settings: Map<string, Json>;
	/** By app id: the fields that it hears. */
	readonly subscriptions: Map<string, ReadonlySet<string>>;
}

export interface Profile {
	readonly name: string;
	readonly locale?: string | undefined;
	readonly timezone?: number | undefined;
	readonly gender?: string | undefined;
	readonly picture?: string | undefined;
}

/** A person as one page knows them: by an id that means nothing to another page. */
export interface Person {
	/** The page-scoped id. */
	readonly id: string;
	readonly page: Page;
	readonly profile: Profile;
	/** Signed up with a phone number: has no profile that apps could read. */
	readonly hasPhoneNumberOnly: boolean;
	/** In order. */
	readonly messages: Message[];
	/** The last time that they did what opens the window. */
	lastActiveAt: number | undefined;
	/** Who answers them now, as long as it lasts. */
	owner: { readonly app: App; readonly until: number } | undefined;
	typing: { readonly persona: Persona | undefined; readonly until: number } | undefined;
	/** Under which of its two errors Messenger refuses to send to them. */
	refuses: "unavailable" | "unavailable-200" | "cannot-receive" | "not-a-tester" | undefined;
	isOnline: boolean;
	isLinked: boolean;
}

export interface Message {
	readonly mid: string;
	readonly at: number;
	/** `undefined`: the person themselves. */
	readonly by: { readonly app: App; readonly persona: Persona | undefined } | undefined;
	text: string | undefined;
	readonly attachments: readonly Attachment[];
	readonly quickReplies: readonly QuickReply[];
	readonly replyTo: string | undefined;
	/** Of ours: in front of the person. Of theirs: with an app. */
	isDelivered: boolean;
	isRead: boolean;
	edits: number;
	/** From the other side. */
	reaction: string | undefined;
}

export interface Attachment {
	readonly type: string;
	readonly payload: { readonly [member: string]: Json };
}

export interface QuickReply {
	readonly content_type: string;
	readonly title?: string | undefined;
	readonly payload?: string | undefined;
	readonly image_url?: string | undefined;
}
