import type { AppId } from "../control/control.js";
import type { PersonId } from "../control/representative.js";
import type { ByApp, Command } from "./command.js";
import type { ConversationKey } from "./key.js";
import type { BotId } from "./participants.js";

/** What is known of whoever acts, besides the app and the person. */
export interface Actor {
	/** What the person may do, as the desk names it. */
	readonly role?: string | undefined;
	/** From where, if the host wants it to be kept. */
	readonly address?: string | undefined;
}

/** One thing that somebody did, or was refused. Never what was said. */
export interface AuditRecord extends Actor {
	/** Tells records of the same time apart; the same id again replaces. Without spaces. */
	readonly id: string;
	/** Epoch milliseconds. */
	readonly at: number;
	/** A command, or what else somebody does: `signIn`, `readTranscript`, `rotateCredential`. */
	readonly what: string;
	/** `done`, or the code of the refusal. */
	readonly outcome: string;
	readonly app?: AppId | undefined;
	readonly person?: { readonly id: PersonId; readonly displayName: string } | undefined;
	readonly bot?: BotId | undefined;
	/** Absent where it was about none, and once its user was erased. */
	readonly conversation?: ConversationKey | undefined;
	/** What of it: an entry, an app, a credential, by their ids. */
	readonly about?: string | undefined;
}

export interface AuditPage {
	/** Records before this one. Without it: the newest. */
	readonly before?: Pick<AuditRecord, "at" | "id"> | undefined;
	readonly limit: number;
}

/** Who commands, where it is an app. */
export function actingIn(command: Command): ByApp | undefined {
	if ("app" in command) return command;
	return "by" in command ? command.by : undefined;
}

/** The record of a command that an app gave and that had its effect: it is committed with it. */
export function auditOf(
	command: Command,
	{ id, at, conversation, bot }: Pick<AuditRecord, "id" | "at" | "conversation" | "bot">,
): AuditRecord | undefined {
	const by = actingIn(command);
	if (by === undefined) return undefined;
	return {
		...{ id, at, conversation, bot },
		what: command.type,
		outcome: "done",
		app: by.app,
		person: by.human && { id: by.human.id, displayName: by.human.displayName },
		role: by.actor?.role,
		address: by.actor?.address,
		about: aboutOf(command),
	};
}

/** What a command is about besides the conversation. */
export function aboutOf(command: Command): string | undefined {
	switch (command.type) {
		case "sendDraft":
		case "discardDraft":
			return command.draft;
		case "correct":
		case "takeBack":
		case "sayAgain":
			return command.entry;
		case "confirm":
		case "decline":
			return command.offer;
		case "handOver":
			return (
				[...command.to, ...(command.person === undefined ? [] : [command.person])].join(" ") || undefined
			);
		case "setMode":
			return command.mode;
		default:
			return undefined;
	}
}
