import type { Awaitable } from "@baton/core";

/** What an app connects with. */
export interface AppCredentials {
	readonly appId: string;
	readonly appSecret: string;
}

/** A user of the bot, as the server's author lets one write to it. */
export interface ServerUser {
	/** As the server names the conversation. */
	readonly conversationId: string;
	/** Resolves when the server has committed it. */
	says(text: string): Awaitable<unknown>;
	/** Asks for a person: the desks are asked. */
	asksForPerson(): Awaitable<unknown>;
	/** What was said to the user by now, in order: the texts, whoever said them. */
	heard(): Awaitable<readonly string[]>;
}

/** A server with a bot and three apps, none of which has connected yet. */
export interface ServerUnderTest {
	/** `ws://…` or `wss://…`. */
	readonly url: string;
	/** The bot that `desk` and `colleague` are registered for. */
	readonly botId: string;
	/** Two desks of the bot, of kind `human`, who are asked when a person is wanted. */
	readonly desk: AppCredentials;
	readonly colleague: AppCredentials;
	/** An app of another bot. */
	readonly stranger: AppCredentials;
	/** Somebody new who writes to the bot. They have said something already. */
	user(): Promise<ServerUser>;
	/** A ticket for Mara (`mara`), who works in the desk. */
	ticketFor(role: "agent" | "read-only"): Awaitable<string>;
	close(): Awaitable<unknown>;
}

export interface ServerContractOptions {
	/** Called before each test. `heartbeatMs` is what `connected` should say. */
	readonly open: (wanted: { readonly heartbeatMs: number }) => Promise<ServerUnderTest>;
	/** How long something may take, milliseconds. Default: 5,000; the runner must wait longer. */
	readonly withinMs?: number | undefined;
}
