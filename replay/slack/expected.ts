import { isObject, type Members } from "./payload.js";

/** What the desk has to do with it, as its documentation has it. */
export type Expected =
	| "said"
	| "edited"
	| "deleted"
	| "archived"
	| "command"
	| "pressed"
	| "submitted"
	| "nothing";

const written: ReadonlySet<unknown> = new Set([undefined, "file_share", "thread_broadcast", "me_message"]);
const ends: ReadonlySet<unknown> = new Set([
	...["channel_archive", "group_archive", "channel_deleted", "group_deleted"],
]);

/** Worked out from the recording alone, independently of the desk. */
export function expectedOf(type: "event" | "command" | "interaction", body: Members): Expected {
	if (type === "command") return "command";
	if (type === "interaction") return ofInteraction(body);
	const { event, authorizations, api_app_id: app } = body;
	if (!isObject(event)) return "nothing";
	if (ends.has(event.type)) return "archived";
	return event.type === "message" ? ofMessage(event, { app, bot: ownBotIn(authorizations) }) : "nothing";
}

function ofInteraction({ type, channel, view }: Members): Expected {
	if (type === "view_submission")
		return isObject(view) && view.callback_id === ownForm ? "submitted" : "nothing";
	return type === "block_actions" && channel !== undefined ? "pressed" : "nothing";
}

/** The one form that the desk opens: what is written into another is not for it. */
const ownForm = "correct-draft";

interface Own {
	readonly app: unknown;
	readonly bot: string | undefined;
}

function ofMessage(event: Members, own: Own): Expected {
	const { subtype, message, previous_message: previous } = event;
	if (subtype === "message_changed" && isObject(message)) {
		const isNews = !isObject(previous) || previous.text !== message.text;
		// Without it nobody can say which message it is; Slack always gives it.
		const isNamed = typeof message.ts === "string";
		return isNews && isNamed && isByPerson(message, own) ? "edited" : "nothing";
	}
	if (subtype === "message_deleted")
		return isObject(previous) && !isByPerson(previous, own) ? "nothing" : "deleted";
	return written.has(subtype) && isByPerson(event, own) ? "said" : "nothing";
}

function isByPerson({ user, bot_id: botId, app_id: app }: Members, own: Own): boolean {
	const isOwn = user === own.bot || (app !== undefined && app === own.app);
	return typeof user === "string" && typeof botId !== "string" && !isOwn;
}

/** The bot that the recording was made with. */
export function ownBotIn(authorizations: unknown): string | undefined {
	const [first] = Array.isArray(authorizations) ? (authorizations as readonly unknown[]) : [];
	if (!isObject(first) || first.is_bot !== true) return undefined;
	return typeof first.user_id === "string" ? first.user_id : undefined;
}
