import type { Brand } from "../brand.js";
import type { AppId, AppKind } from "../control/control.js";
import type { Schedule } from "./queue/hours.js";

/** Identifies a bot: the host bot of a conversation. */
export type BotId = Brand<string, "BotId">;
/** Our stable id for one person on one channel of one business. */
export type UserId = Brand<string, "UserId">;
/** The business's own account for a person. Several users may lead to one. */
export type AccountId = Brand<string, "AccountId">;
/** One running process, new at every start. */
export type ProcessId = Brand<string, "ProcessId">;
/** Number of a session within its conversation, from 1. */
export type SessionNumber = Brand<number, "SessionNumber">;

export interface BotProfile {
	readonly id: BotId;
	readonly displayName: string;
	readonly avatarImage?: string | undefined;
	/** What it can be asked, by name: for people who say what a user meant. */
	readonly intents?: readonly string[] | undefined;
}

/** A participant that can hold control. */
export interface App {
	readonly id: AppId;
	readonly kind: AppKind;
	readonly displayName: string;
	readonly avatarImage?: string | undefined;
	/** The bots whose conversations it may see and take. */
	readonly bots: readonly BotId[];
	/** Whether control belongs to the person who took it and not to the app as a whole. The console's does. */
	readonly personal: boolean;
	/** Whether it is asked when a person is wanted. */
	readonly offered: boolean;
	readonly skills?: readonly string[] | undefined;
	/** BCP 47 tags; absent for every language. */
	readonly languages?: readonly string[] | undefined;
	/** When somebody is there; absent for always. */
	readonly hours?: Schedule | undefined;
	/** How many conversations it holds at once, or each of its people where control is personal; absent for any number. */
	readonly capacity?: number | undefined;
}

/** The user, as bot and desk see them. */
export interface User {
	readonly id: UserId;
	readonly name?: string | undefined;
	readonly locale?: string | undefined;
	readonly account?: AccountId | undefined;
}
