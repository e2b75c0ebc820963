import type { Clock } from "@baton/core";

export interface SlackEmulatorOptions {
	/** On this machine only. Default: any that is free. */
	readonly port?: number | undefined;
	/** At least one. Each has the channels `#general` and `#random`, where everybody is. */
	readonly workspaces: readonly WorkspaceOptions[];
	/** Each is installed in every workspace that it does not leave out. */
	readonly apps?: readonly AppOptions[] | undefined;
	/** What people do and see is told with these times; what is late is late by this clock. */
	readonly clock?: Clock | undefined;
	/**
	 * How many messages an app may post in one channel before it is held to one a second. Slack allows a few and
	 * does not say how many. Default: 1.
	 */
	readonly burst?: number | undefined;
}

export interface WorkspaceOptions {
	/** What is in front of `.slack.com`: names the workspace to the emulator. */
	readonly domain: string;
	readonly name?: string | undefined;
	/** Who works there. A handle and an address are made from the name where they are not given. */
	readonly people: readonly (string | PersonOptions)[];
	/** Public channels besides `#general` and `#random`. Everybody is in them, no app is. */
	readonly channels?: readonly string[] | undefined;
}

export interface PersonOptions {
	readonly name: string;
	readonly handle?: string | undefined;
	readonly email?: string | undefined;
}

export interface AppOptions {
	/**
	 * As it is pasted into Slack: scopes, events, commands, interactivity and Socket Mode are taken from it.
	 * https://docs.slack.dev/reference/app-manifest
	 */
	readonly manifest: unknown;
	/** Domains of the workspaces. Default: all. */
	readonly installedIn?: readonly string[] | undefined;
	/** Default: a random one. */
	readonly signingSecret?: string | undefined;
	/**
	 * Whether it is sold outside the Marketplace, and so reads history once a minute, 15 messages at a time.
	 * https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps Default: false.
	 */
	readonly isCommercial?: boolean | undefined;
}
