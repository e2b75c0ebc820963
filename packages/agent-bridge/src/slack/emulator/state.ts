import type { SlackManifest } from "./manifest.js";

export type Json = { readonly [member: string]: unknown };

export interface Workspace {
	/** Such as `T0001AAAA`. */
	readonly id: string;
	/** What is in front of `.slack.com`. */
	readonly domain: string;
	readonly name: string;
	readonly users: Map<string, User>;
	readonly channels: Map<string, Channel>;
	readonly files: Map<string, StoredFile>;
	readonly views: Map<string, View>;
	/** The last timestamp given to a message, in microseconds. */
	lastTs: number;
}

export interface User {
	readonly id: string;
	/** The handle. */
	readonly name: string;
	readonly realName: string;
	readonly displayName: string;
	readonly email: string | undefined;
	readonly color: string;
	/** Of an app's bot user. */
	readonly bot: { readonly botId: string; readonly appId: string } | undefined;
}

/** As Slack's letters say: public, private, between two, among several. */
export type ChannelKind = "channel" | "group" | "im" | "mpim";

export interface Channel {
	readonly id: string;
	readonly kind: ChannelKind;
	name: string;
	readonly creator: string;
	/** Epoch seconds. */
	readonly created: number;
	readonly isGeneral: boolean;
	readonly members: Set<string>;
	isArchived: boolean;
	topic: Remark;
	purpose: Remark;
	/** In order of `ts`. */
	readonly messages: Message[];
}

interface Remark {
	readonly value: string;
	readonly creator: string;
	readonly last_set: number;
}

export interface Message {
	/** Names it in its channel. */
	readonly ts: string;
	readonly user: string | undefined;
	/** By an app. */
	readonly app: Authorship | undefined;
	readonly subtype: string | undefined;
	readonly clientId: string | undefined;
	readonly threadTs: string | undefined;
	/** Slack escapes only `&`, `<` and `>`. */
	text: string;
	blocks: readonly Json[] | undefined;
	attachments: readonly Json[] | undefined;
	files: readonly StoredFile[];
	edited: { readonly user: string; readonly ts: string } | undefined;
	metadata: Json | undefined;
	readonly reactions: Map<string, Set<string>>;
	/** Seen by this person only, and kept by nobody. */
	readonly onlyFor: string | undefined;
	/** What else Slack tells with the subtype. */
	readonly more: Json;
}

export interface Authorship {
	readonly appId: string;
	readonly botId: string;
	/** Said under a name and a picture that are not the app's. */
	readonly username: string | undefined;
	readonly icons: Json | undefined;
}

export interface StoredFile {
	readonly id: string;
	readonly user: string;
	readonly created: number;
	readonly name: string;
	title: string;
	readonly type: string;
	readonly altText: string | undefined;
	/** What the upload must have. */
	readonly length: number;
	/** Hard to guess: whoever has it may upload. */
	readonly uploadKey: string;
	bytes: Uint8Array | undefined;
	/** Where it was shared. */
	readonly channels: Set<string>;
}

/** An app as its developer made it. */
export interface App {
	readonly id: string;
	readonly manifest: SlackManifest;
	readonly signingSecret: string;
	readonly verificationToken: string;
	/** For `apps.connections.open`. */
	readonly appToken: string;
	/** Sold, but not on the Marketplace: it may read history once a minute. */
	readonly isCommercial: boolean;
	readonly installs: Map<string, Install>;
}

/** An app in a workspace. */
export interface Install {
	readonly app: App;
	readonly workspace: Workspace;
	readonly bot: User;
	readonly botId: string;
	readonly botToken: string;
	/** Acts for the person who installed it. */
	readonly userToken: string;
	readonly installer: string;
	isRevoked: boolean;
}

/** A modal. */
export interface View {
	readonly id: string;
	readonly install: Install;
	readonly user: string;
	readonly rootId: string;
	readonly previousId: string | undefined;
	/** As the app gave it. */
	content: ViewContent;
	hash: string;
}

export interface ViewContent {
	readonly type: string;
	readonly title: Json;
	readonly blocks: readonly Json[];
	readonly close?: Json | undefined;
	readonly submit?: Json | undefined;
	readonly private_metadata?: string | undefined;
	readonly callback_id?: string | undefined;
	readonly external_id?: string | undefined;
	readonly clear_on_close?: boolean | undefined;
	readonly notify_on_close?: boolean | undefined;
}
