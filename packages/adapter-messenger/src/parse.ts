import { createHash } from "node:crypto";
import { BatonError } from "@baton/core";
import { conversationOf } from "./recipient.js";
import {
	type Account,
	accountIn,
	contents,
	type EventKind,
	hop,
	idIn,
	isObject,
	type KnownKind,
	type Members,
	type MessengerEvent,
	moment,
} from "./wire.js";

/** What one request of Messenger has in it. */
export interface Webhook {
	/** What it is about: `page`, unless others are taken too. */
	readonly object: string;
	/** In the order in which they came. */
	readonly events: readonly MessengerEvent[];
	readonly refused: readonly RefusedEvent[];
}

/** Something in the request that is no event. It costs the others nothing. */
export interface RefusedEvent {
	/** For instance `entry[0].messaging[1]`. */
	readonly where: string;
	readonly why: "not-an-object" | "too-deep" | "no-page";
}

/**
 * Reads a whole request. Bodies without `object`, as tests of other libraries have them, pass for a page's if
 * they have entries.
 *
 * @param receivedAt the time of events that tell none, epoch milliseconds
 * @param objects what it may be about
 * @throws BatonError `not-messenger`
 */
export function parseWebhook(
	value: unknown,
	receivedAt: number,
	objects: readonly string[] = ["page"],
): Webhook {
	const { object, entries } = envelopeOf(value, objects);
	const events: MessengerEvent[] = [];
	const refused: RefusedEvent[] = [];
	for (const [index, entry] of entries.entries()) {
		if (!isObject(entry)) {
			refused.push({ where: `entry[${index}]`, why: "not-an-object" });
			continue;
		}
		for (const { list, item, place } of itemsOf(entry)) {
			const read = parseItem(item, { list, entry, receivedAt });
			if (typeof read === "string") refused.push({ where: `entry[${index}].${list}[${place}]`, why: read });
			else events.push(read);
		}
	}
	return { object, events, refused };
}

interface Envelope {
	readonly object: string;
	readonly entries: readonly unknown[];
}

function envelopeOf(value: unknown, objects: readonly string[]): Envelope {
	if (!isObject(value)) throw notMessenger("the body is no JSON object");
	const { object = "page", entry } = value;
	if (typeof object !== "string" || !objects.includes(object)) {
		throw notMessenger(
			`it is about ${JSON.stringify(object)?.slice(0, 40)}, and not about a ${objects.join(", ")}`,
		);
	}
	if (!Array.isArray(entry)) throw notMessenger("it has no list of entries");
	if (value.object === undefined && entry.length === 0)
		throw notMessenger("it does not say what it is about");
	return { object, entries: entry };
}

function notMessenger(why: string): BatonError {
	return new BatonError("not-messenger", `Cannot take the webhook, point only Messenger at it: ${why}`);
}

const lists = ["messaging", "standby", "changes"] as const;
type List = (typeof lists)[number];

interface Item {
	readonly list: List;
	readonly item: unknown;
	readonly place: number;
}

function itemsOf(entry: Members): readonly Item[] {
	return lists.flatMap((list) => {
		const items = entry[list];
		return Array.isArray(items) ? items.map((item: unknown, place) => ({ list, item, place })) : [];
	});
}

interface Around {
	readonly list: List;
	readonly entry: Members;
	readonly receivedAt: number;
}

/** No card of Messenger is nested as deeply. */
const maxDepth = 32;

function parseItem(item: unknown, around: Around): MessengerEvent | RefusedEvent["why"] {
	if (!isObject(item)) return "not-an-object";
	if (isDeeper(item, maxDepth)) return "too-deep";
	if (around.list === "changes" && isSample(item.value))
		return parseItem(item.value, { ...around, list: "messaging" });
	const known = around.list === "changes" ? read("change", item) : knownIn(item);
	const { kind } = known;
	const { page, person } = partiesOf(item, around, kind);
	if (page === undefined) return "no-page";
	const at = momentIn(item.timestamp) ?? momentIn(around.entry.time) ?? around.receivedAt;
	// Member by member: joining objects costs as much as reading them.
	return {
		id: idOf(item, around, page, known),
		page,
		person: ofPages.has(kind) ? undefined : person,
		at,
		standby: around.list === "standby",
		hop: item.hop_context === undefined ? undefined : hop.safeParse(item.hop_context).data,
		wire: item,
		kind,
		content: known.content,
		// The kind and the content are a pair, which the compiler loses sight of here.
	} as MessengerEvent;
}

/** The dashboard's samples come as changes, with the event as the value. */
function isSample(value: unknown): boolean {
	return isObject(value) && isObject(value.sender) && isObject(value.recipient);
}

/** Of a page as a whole, whoever the samples name beside it. */
const ofPages: ReadonlySet<EventKind> = new Set(["change", "app_roles", "policy_enforcement"]);

/** What an event says, without when and to whom. */
type Told = Saying<MessengerEvent>;
type Saying<E> = E extends MessengerEvent ? Pick<E, "kind" | "content"> : never;

/** Which member says what happened, the first that is there: some come with a second that only adds to it. */
const kinds = [
	"postback",
	"message_edit",
	"reaction",
	"read",
	"delivery",
	"optin",
	"referral",
	"account_linking",
	"pass_thread_control",
	"take_thread_control",
	"request_thread_control",
	"app_roles",
	"policy_enforcement",
	"messaging_feedback",
	"response_feedback",
	"order",
	"template",
	"game_play",
	"messaging_customer_information",
	"optout",
	"payment",
	"pre_checkout",
	"checkout_update",
	"branded_camera",
] as const satisfies readonly KnownKind[];

function knownIn(item: Members): Told {
	if (isObject(item.message)) return read(messageKind(item.message), item.message);
	const kind = kinds.find((each) => isObject(item[each]));
	if (kind !== undefined) return read(kind, item[kind]);
	if (typeof item.message_request === "string")
		return read("message_request", { answer: item.message_request });
	// As it was spelled before 2018.
	if (isObject(item["policy-enforcement"])) return read("policy_enforcement", item["policy-enforcement"]);
	return { kind: "unknown", content: item };
}

function messageKind(message: Members): KnownKind {
	if (message.is_echo === true) return "echo";
	return message.is_deleted === true ? "message_deleted" : "message";
}

function read(kind: KnownKind, value: unknown): Told {
	const { success, data } = contents[kind].safeParse(value);
	// The table pairs each kind with its own content, which the compiler cannot follow through a lookup.
	if (success) return { kind, content: data } as Told;
	return { kind: "unknown", content: isObject(value) ? value : {} };
}

interface Parties {
	readonly page: string | undefined;
	readonly person: string | undefined;
}

function partiesOf({ sender, recipient, optin }: Members, { entry }: Around, kind: EventKind): Parties {
	const [from, to] = [accountIn(sender), accountIn(recipient)];
	const named = idIn(entry.id);
	const [page, person] = isByPage(from, to, named, kind) ? [from, to] : [to, from];
	const userRef = person?.user_ref ?? accountIn(optin)?.user_ref;
	return {
		page: named ?? page?.id,
		person: person?.id ?? (userRef === undefined ? undefined : conversationOf({ user_ref: userRef })),
	};
}

/**
 * Messenger's own samples do not agree on who is the sender and who the recipient of what no person did. The
 * entry says which page it is about: the other one is the person.
 */
function isByPage(
	from: Account | undefined,
	to: Account | undefined,
	named: string | undefined,
	kind: EventKind,
): boolean {
	if (named === undefined) return kind === "echo";
	if (to?.id === named) return false;
	return kind === "echo" || from === undefined || from.id === named;
}

/**
 * Messages and presses have an id of their own, and an edit the message's id and its number. Of the rest the
 * whole event is the id: what Messenger sends again is the same, letter by letter.
 */
function idOf(item: Members, { entry, list }: Around, page: string, { kind, content }: Told): string {
	if ((kind === "message" || kind === "echo" || kind === "postback") && content.mid !== undefined)
		return content.mid;
	if (kind === "message_edit" && content.mid !== undefined && content.num_edit !== undefined)
		return `${content.mid}#${content.num_edit}`;
	const when = item.timestamp === undefined ? entry.time : undefined;
	const whole = JSON.stringify([page, list, when, item]);
	return `${kind}:${createHash("sha256").update(whole).digest("base64url").slice(0, 22)}`;
}

/** Nearly all have whole milliseconds: a parser for these costs as much as the rest of the event. */
function momentIn(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const isPlain =
		typeof value === "number" && Number.isSafeInteger(value) && value >= 1e11 && value <= 8.64e15;
	return isPlain ? value : moment.safeParse(value).data;
}

function isDeeper(value: unknown, depth: number): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (depth === 0) return true;
	for (const member of Object.values(value)) if (isDeeper(member, depth - 1)) return true;
	return false;
}
