import { randomUUID } from "node:crypto";
import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { ReceiptType } from "../wire.js";
import { type Pressable, pressablesOn } from "./screen.js";
import { type Conversation, type Line, nameOf, type State } from "./state.js";

/** What a user does on their device. Each resolves when the agent's webhook has acknowledged it. */
export interface EmulatedUser {
	readonly conversationId: string;
	says(text: string): Promise<void>;
	/** @param url where the picture is stored */
	sendsPicture(url: string): Promise<void>;
	types(isTyping?: boolean): Promise<void>;
	requestsLiveAgent(): Promise<void>;
	/**
	 * Presses a suggestion that is on the screen: the newest of this text, or the one of this id. The one for signing in
	 * is called `Sign in`.
	 *
	 * @throws BatonError `not-on-screen` if there is none
	 */
	presses(what: string): Promise<void>;
	/** Declines to sign in. */
	declinesSignIn(): Promise<void>;
	/** Looks at everything that has come. */
	reads(): Promise<void>;
	/** @throws BatonError `not-on-screen` if no survey is open */
	answersSurvey(response: string): Promise<void>;
	/** What is on the screen, oldest first. */
	readonly lines: readonly Line[];
}

export interface UserParts {
	readonly state: State;
	readonly clock: Clock;
	readonly agent: string;
	readonly customAgentId: string;
	readonly call: (body: object) => Promise<void>;
	/** The emulator's own address. */
	readonly address: () => string;
}

export function createUser(parts: UserParts, conversation: Conversation): EmulatedUser {
	const device: Device = { ...parts, conversation };
	const { id, lines } = conversation;
	return {
		conversationId: id,
		lines,
		says: (text) => write(device, { text }, toMessage(device, text)),
		sendsPicture: (picture) => write(device, { text: "", picture }, toMessage(device, signed(picture))),
		types: (isTyping = true) => tellStatus(device, { isTyping }),
		requestsLiveAgent: () => tellStatus(device, { requestedLiveAgent: true }),
		presses: async (what) => press(device, what),
		declinesSignIn: () => tell(device, { authenticationResponse: { errorDetails: declined } }),
		reads: () => tellReceipts(parts, conversation, "READ"),
		answersSurvey: async (response) => answerSurvey(device, response),
	};
}

/** A user's device, with the one conversation that is on it. */
interface Device extends UserParts {
	readonly conversation: Conversation;
}

const declined = { error: "access_denied", errorDescription: "The user declined" };

function tell(device: Device, content: object): Promise<void> {
	return device.call({ ...envelope(device, device.conversation), ...content });
}

function tellStatus(device: Device, status: object): Promise<void> {
	return tell(device, { userStatus: { ...status, createTime: now(device) } });
}

type Written = Pick<Extract<Line, { kind: "user" }>, "text" | "picture">;

/** What the platform tells of a message that has this id. */
type Content = (messageId: string) => object;

/** The device shows it at once, and what it is told of it later. */
async function write(device: Device, written: Written, content: Content): Promise<void> {
	const { state, clock, conversation } = device;
	const id = randomUUID();
	const line: Line & { kind: "user" } = { ...written, kind: "user", id, at: clock.now(), state: "sending" };
	conversation.lines.push(line);
	state.changed(conversation.id);
	await tell(device, content(id));
	if (line.state === "sending") line.state = "sent";
	state.changed(conversation.id);
}

function toMessage(device: Device, text: string): Content {
	return (messageId) => ({
		requestId: messageId,
		message: { messageId, name: nameOf(device.conversation.id, messageId), text, createTime: now(device) },
	});
}

function press(device: Device, what: string): Promise<void> {
	const shown = pressablesOn(device.conversation.lines).findLast(({ id, title }) =>
		[id, title].includes(what),
	);
	if (shown === undefined) throw notOnScreen(what);
	const { reply, action, liveAgentRequest } = shown.suggestion;
	if (liveAgentRequest !== undefined) return tellStatus(device, { requestedLiveAgent: true });
	if (reply !== undefined) return write(device, { text: reply.text }, toResponse(device, shown, reply));
	if (action !== undefined) return tell(device, toResponse(device, shown, action)(randomUUID()));
	const signedIn = { code: randomUUID(), redirect_uri: `${device.address()}/signed-in` };
	return tell(device, { authenticationResponse: signedIn });
}

function toResponse(
	device: Device,
	{ messageId, suggestion }: Pressable,
	{ text, postbackData }: { readonly text: string; readonly postbackData: string },
): Content {
	const suggestionType = suggestion.reply === undefined ? "ACTION" : "REPLY";
	return (requestId) => ({
		requestId,
		suggestionResponse: {
			message: nameOf(device.conversation.id, messageId),
			...{ postbackData, createTime: now(device), text, suggestionType },
		},
	});
}

function answerSurvey(device: Device, response: string): Promise<void> {
	const { state, conversation } = device;
	const survey = conversation.lines.findLast((line) => line.kind === "survey");
	if (survey?.kind !== "survey" || survey.response !== undefined) throw notOnScreen("survey");
	survey.response = response;
	state.changed(conversation.id);
	const name = `conversations/${conversation.id}/surveys/${survey.id}`;
	return tell(device, {
		surveyResponse: { survey: name, createTime: now(device), questionResponseText: response },
	});
}

/** Several receipts go in one call, and none of them has an id of its own. */
export async function tellReceipts(
	parts: UserParts,
	conversation: Conversation,
	receiptType: ReceiptType,
): Promise<void> {
	if (receiptType === "READ" && !conversation.tellsReading) return;
	const due = conversation.lines.flatMap((line) =>
		line.kind === "message" && line.receipt !== "READ" && line.receipt !== receiptType ? [line] : [],
	);
	if (due.length === 0) return;
	for (const line of due) line.receipt = receiptType;
	const receipts = due.map(({ id }) => ({ message: nameOf(conversation.id, id), receiptType }));
	const { requestId: _, ...body } = envelope(parts, conversation);
	await parts.call({ ...body, receipts: { receipts, createTime: now(parts) } });
}

function now({ clock }: Pick<UserParts, "clock">): string {
	return new Date(clock.now()).toISOString();
}

function envelope(parts: UserParts, { id, userName, locale }: Conversation) {
	const { agent, customAgentId } = parts;
	return {
		...{ agent, conversationId: id, customAgentId, requestId: randomUUID() as string },
		context: {
			entryPoint: "PLACESHEET",
			userInfo: { displayName: userName, userDeviceLocale: locale },
			resolvedLocale: locale.split("-")[0],
		},
		sendTime: now(parts),
	};
}

/** The platform puts the address of the stored picture into the text, with a signature that lets the agent fetch it. */
function signed(url: string): string {
	return `${url}${url.includes("?") ? "&" : "?"}X-Goog-Signature=${randomUUID().replaceAll("-", "")}`;
}

function notOnScreen(what: string): BatonError {
	return new BatonError("not-on-screen", `Cannot press ${JSON.stringify(what)}: it is not on the screen now`);
}
