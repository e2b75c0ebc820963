import { checkMessage } from "./check-message.js";
import { findPerson } from "./find-person.js";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { isReusable, takeMedia } from "./media.js";
import { refusal } from "./platform-errors.js";
import { platformTimes } from "./platform-limits.js";
import type { Rates } from "./rates.js";
import { between, mayAct, ownerOf, setOwner, tellAll } from "./routing.js";
import { parseSend, type SendParameters, type SentMessage } from "./send-schema.js";
import type { App, Attachment, Message, Page, Person, Persona } from "./state.js";
import { passThread } from "./thread-control.js";
import { checkWindow } from "./window.js";
import { newMid, type World } from "./world.js";

/**
 * `POST /<page>/messages`.
 *
 * https://developers.facebook.com/docs/messenger-platform/reference/send-api
 */
export async function send(world: World, rates: Rates, call: GraphCall): Promise<JsonObject> {
	const asked = parseSend(call.parameters);
	if (asked.message === undefined && asked.sender_action === undefined) throw refusal("nothing-to-send");
	if (asked.message !== undefined && asked.sender_action !== undefined)
		throw refusal("bad-parameter", "(#100) A sender_action is sent on its own");
	const person = findPerson(call.page, asked.recipient?.id);
	if (person.refuses !== undefined) throw refusal(person.refuses);
	if (!mayAct(world, person, call.app)) throw refusal("other-app-controls");
	const persona = findPersona(call.page, asked.persona_id);
	const { message } = asked;
	if (message === undefined) return act(world, person, { ...asked, persona });
	return sendMessage(world, rates, { call, person, persona, asked, message });
}

function findPersona(page: Page, id: string | undefined): Persona | undefined {
	if (id === undefined) return undefined;
	const persona = page.personas.get(id);
	if (persona === undefined || persona.isDeleted)
		throw refusal("bad-parameter", "(#100) Invalid persona_id: it does not exist or was deleted");
	return persona;
}

interface Sending {
	readonly call: GraphCall;
	readonly person: Person;
	readonly persona: Persona | undefined;
	readonly asked: SendParameters;
	readonly message: SentMessage;
}

async function sendMessage(world: World, rates: Rates, sending: Sending): Promise<JsonObject> {
	const { call, person, persona, asked, message } = sending;
	const { app, page, file } = call;
	checkMessage(message, file !== undefined);
	checkWindow(world, person, asked);
	rates.spend(page, "sends");
	const { attachment } = message;
	if (attachment?.type === "audio" || attachment?.type === "video") rates.spend(page, "media");
	const isMedia = attachment !== undefined && attachment.type !== "template";
	const media = isMedia ? await takeMedia(world, page, attachment, file) : undefined;
	if (asked.reply_to !== undefined) findMessage(person, asked.reply_to.mid);
	const said = say(world, person, {
		by: { app, persona },
		text: message.text,
		attachments: attachmentsOf(message, media?.url),
		quickReplies: message.quick_replies ?? [],
		replyTo: asked.reply_to?.mid,
		metadata: message.metadata,
	});
	keepThread(world, person, app, asked);
	const stored = media !== undefined && isReusable(attachment?.payload) ? { attachment_id: media.id } : {};
	return { recipient_id: person.id, message_id: said.mid, ...stored };
}

function attachmentsOf(
	{ attachment, sticker_id }: SentMessage,
	url: string | undefined,
): readonly Attachment[] {
	if (sticker_id !== undefined) return [{ type: "image", payload: { sticker_id, url: stickerUrl } }];
	if (attachment === undefined) return [];
	const { type, payload } = attachment;
	return [{ type, payload: url === undefined ? payload : { url } }];
}

const stickerUrl = "https://scontent.xx.fbcdn.net/sticker.png";

/** Sending keeps the thread, or takes it if nobody has it: not with a tag, and not where everybody may answer. */
function keepThread(world: World, person: Person, app: App, { tag, thread_control }: SendParameters): void {
	if (thread_control?.control_type === "release") {
		setOwner(world, person, undefined);
	} else if (thread_control !== undefined) {
		const to = thread_control.app_id ?? world.defaultApp?.id ?? world.inbox.id;
		passThread(world, person, { from: app, to, metadata: undefined });
	} else if (ownerOf(world, person) === undefined && world.defaultApp !== undefined && tag === undefined) {
		setOwner(world, person, app);
	}
}

/** What an app, or a person in the page's inbox, says. */
export interface Saying {
	readonly by: NonNullable<Message["by"]>;
	readonly text: string | undefined;
	readonly attachments: readonly Attachment[];
	readonly quickReplies: Message["quickReplies"];
	readonly replyTo: string | undefined;
	readonly metadata: string | undefined;
}

/** Puts it on the person's phone, and tells the apps: its echo, and that it arrived. */
export function say(world: World, person: Person, { metadata, ...saying }: Saying): Message {
	const message: Message = {
		...saying,
		mid: newMid(),
		at: world.clock.now(),
		isDelivered: false,
		isRead: false,
		edits: 0,
		reaction: undefined,
	};
	person.messages.push(message);
	person.typing = undefined;
	tellAll(
		world,
		person,
		"message_echoes",
		between(world, person, "page", { message: echoOf(message, metadata) }),
	);
	if (person.isOnline) arrive(world, person);
	world.changed(person);
	return message;
}

function echoOf({ mid, by, text, attachments }: Message, metadata: string | undefined): JsonObject {
	const shown = attachments.map(({ type, payload }) =>
		type === "template" ? { title: "", url: null, type, payload } : { type, payload },
	);
	return {
		is_echo: true,
		// A number here, and a string in events about threads.
		app_id: Number(by?.app.id),
		...(metadata === undefined ? {} : { metadata }),
		mid,
		...(text === undefined ? {} : { text }),
		...(shown.length === 0 ? {} : { attachments: shown }),
	};
}

/** Everything that waited for the phone is on it now. These events have no timestamp of their own. */
export function arrive(world: World, person: Person): void {
	const said = ({ by }: Message): boolean => by !== undefined;
	const before = person.messages.findLastIndex((one) => said(one) && one.isDelivered);
	const arrived = person.messages.slice(before + 1).filter(said);
	const last = arrived.at(-1);
	if (last === undefined) return;
	for (const message of arrived) message.isDelivered = true;
	const delivery = { mids: arrived.map(({ mid }) => mid), watermark: last.at };
	const { timestamp: _, ...event } = between(world, person, "person", { delivery });
	tellAll(world, person, "message_deliveries", event);
}

interface Acting extends SendParameters {
	readonly persona: Persona | undefined;
}

function act(
	world: World,
	person: Person,
	{ sender_action, payload, persona, ...asked }: Acting,
): JsonObject {
	const others = [asked.messaging_type, asked.tag, asked.reply_to, asked.notification_type];
	if (others.some((other) => other !== undefined))
		throw refusal("bad-parameter", "(#100) A sender_action is sent with nothing but its recipient");
	switch (sender_action) {
		case "typing_on":
			showTyping(world, person, persona);
			break;
		case "typing_off":
			person.typing = undefined;
			break;
		case "mark_seen":
			for (const message of person.messages) if (message.by === undefined) message.isRead = true;
			break;
		default:
			react(person, sender_action === "react", payload);
	}
	world.changed(person);
	return { recipient_id: person.id };
}

function showTyping(world: World, person: Person, persona: Persona | undefined): void {
	const typing = { persona, until: world.clock.now() + platformTimes.typing };
	person.typing = typing;
	world.clock.after(platformTimes.typing, () => {
		if (person.typing !== typing) return;
		person.typing = undefined;
		world.changed(person);
	});
}

function react(person: Person, isOn: boolean, payload: SendParameters["payload"]): void {
	if (payload === undefined) throw refusal("bad-parameter", "(#100) A reaction needs payload[message_id]");
	const message = findMessage(person, payload.message_id);
	if (message.by !== undefined) throw refusal("bad-parameter", "(#100) A page reacts to what people say");
	if (isOn && !payload.reaction) throw refusal("bad-parameter", "(#100) A reaction needs payload[reaction]");
	message.reaction = isOn ? payload.reaction : undefined;
}

/** @throws BatonError `bad-parameter` for a message that is not of this thread */
function findMessage({ messages }: Person, mid: string): Message {
	const message = messages.findLast((one) => one.mid === mid);
	if (message === undefined) throw refusal("bad-parameter", "(#100) There is no such message in this thread");
	return message;
}
