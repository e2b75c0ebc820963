import type { Activity } from "../conversation/activity.js";
import type { Postback } from "../conversation/entry.js";
import { toPlain } from "../host/plain.js";

type Members = Readonly<Record<string, unknown>>;

/** Longer than any channel lets a button carry. */
const maxLength = 32_768;
const maxDepth = 32;

/** Where channels put what a pressed button carries, within `channelData`. */
const carriers: readonly (readonly string[])[] = [
	["postback", "payload"], // Messenger button
	["quick_reply", "payload"], // Messenger quick reply, as Botkit's adapter hands it on
	["message", "quick_reply", "payload"], // Messenger quick reply, as Facebook sends it
	["suggestionResponse", "postbackData"], // Business Messages
	["callback_query", "data"], // Telegram
];

/**
 * Whether an incoming activity is a button press, and which: `{ type, payload }` as an object or as JSON, and
 * nothing besides. Buttons with anything else in them are left to the bot.
 *
 * Only what a channel itself marks as a press is read: `value`, one of the known members of `channelData`, or
 * the text where `channelData.postBack` or `messageBack` (Web Chat, Emulator) says that a button wrote it. Text
 * that somebody typed is never a command, whatever it looks like; use `postBack` and not `imBack` buttons, which
 * write their value as if the user had.
 *
 * Above 32,768 characters or 32 levels it is not a press.
 */
export function readPostback(activity: Activity): Postback | undefined {
	if (activity.type !== "message") return undefined;
	const { value, channelData, text } = activity;
	const pressed = value === undefined || value === null ? undefined : parsePostback(value);
	if (pressed !== undefined || !isObject(channelData)) return pressed;
	return readCarrier(channelData) ?? (isWrittenByButton(channelData) ? parsePostback(text) : undefined);
}

function readCarrier(channelData: Members): Postback | undefined {
	for (const path of carriers) {
		const carried = path.reduce<unknown>(
			(place, member) => (isObject(place) ? own(place, member) : undefined),
			channelData,
		);
		if (carried !== undefined) return parsePostback(carried);
	}
	return undefined;
}

function isWrittenByButton(channelData: Members): boolean {
	return own(channelData, "postBack") === true || own(channelData, "messageBack") === true;
}

/** Reads `{ type, payload }`, as an object or as JSON. `undefined` for anything else. */
export function parsePostback(value: unknown): Postback | undefined {
	const parsed = typeof value === "string" ? parseJson(value) : value;
	if (!isObject(parsed)) return undefined;
	const plain = bounded(parsed);
	if (
		plain === undefined ||
		!Object.keys(plain).every((member) => member === "type" || member === "payload")
	) {
		return undefined;
	}
	const { type, payload } = plain;
	return typeof type === "string" && type !== "" ? { type, payload } : undefined;
}

/** What JSON.stringify writes for an object begins with a brace: most texts are told apart by that alone. */
function parseJson(text: string): unknown {
	if (!text.startsWith("{") || text.length > maxLength) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A copy without members that could change what it inherits; `undefined` if it is too deep or too long. */
function bounded(value: object): Members | undefined {
	try {
		return toPlain(value, { depth: maxDepth, length: maxLength });
	} catch {
		return undefined;
	}
}

function own(object: Members, member: string): unknown {
	return Object.hasOwn(object, member) ? object[member] : undefined;
}

function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
