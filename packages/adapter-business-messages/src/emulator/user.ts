import { randomUUID } from "node:crypto";
import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { ReceiptType, Suggestion } from "../wire.js";
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
	 * Presses a suggestion that is on the screen, by its text. The one for signing in is called `Sign in`.
	 *
	 * @throws BatonError `not-on-screen` if there is none of that text
	 */
	presses(text: string): Promise<void>;
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

/** What `liveAgentRequest` and `authenticationRequest` are called on every device. */
export const fixedTitles = { liveAgent: "Message a live agent", signIn: "Sign in" } as const;

export function createUser(parts: UserParts, conversation: Conversation): EmulatedUser {
	const { state, clock } = parts;
	const { id: conversationId, lines } = conversation;

	function tell(content: object): Promise<void> {
		return parts.call({ ...envelope(parts, conversation), ...content });
	}

	/** The device shows it at once, and what it is told of it later. */
	async function write(
		text: string,
		content: (messageId: string) => object,
		picture?: string,
	): Promise<void> {
		const messageId = randomUUID();
		const line: Line & { kind: "user" } = {
			...{ kind: "user", id: messageId, at: clock.now(), text, picture, state: "sending" },
		};
		lines.push(line);
		state.changed(conversationId);
		await tell(content(messageId));
		if (line.state === "sending") line.state = "sent";
		state.changed(conversationId);
	}

	function message(text: string) {
		return (messageId: string) => ({
			requestId: messageId,
			message: { messageId, name: nameOf(conversationId, messageId), text, createTime: now() },
		});
	}

	const now = (): string => new Date(clock.now()).toISOString();
	const status = (userStatus: object) => tell({ userStatus: { ...userStatus, createTime: now() } });

	function press({ reply, action, liveAgentRequest, authenticationRequest }: Suggestion): Promise<void> {
		if (liveAgentRequest !== undefined) return status({ requestedLiveAgent: true });
		if (authenticationRequest !== undefined)
			return tell({
				authenticationResponse: { code: randomUUID(), redirect_uri: `${parts.address()}/signed-in` },
			});
		const { text = "", postbackData = "" } = reply ?? action ?? {};
		const response = (suggestionType: string) => (messageId: string) => ({
			requestId: messageId,
			suggestionResponse: {
				message: nameOf(conversationId, messageId),
				...{ postbackData, createTime: now(), text, suggestionType },
			},
		});
		return reply === undefined ? tell(response("ACTION")(randomUUID())) : write(text, response("REPLY"));
	}

	return {
		conversationId,
		lines,
		says: (text) => write(text, message(text)),
		sendsPicture: (url) => write("", message(signed(url)), url),
		types: (isTyping = true) => status({ isTyping }),
		requestsLiveAgent: () => status({ requestedLiveAgent: true }),
		async presses(text) {
			const shown = suggestionsOn(lines).find((suggestion) => titleOf(suggestion) === text);
			if (shown === undefined) throw notOnScreen(text);
			await press(shown);
		},
		declinesSignIn: () =>
			tell({
				authenticationResponse: {
					errorDetails: { error: "access_denied", errorDescription: "The user declined" },
				},
			}),
		reads: () => tellReceipts(parts, conversation, "READ"),
		async answersSurvey(response) {
			const survey = lines.findLast((line) => line.kind === "survey");
			if (survey?.kind !== "survey" || survey.response !== undefined) throw notOnScreen("survey");
			survey.response = response;
			state.changed(conversationId);
			const name = `conversations/${conversationId}/surveys/${survey.id}`;
			await tell({ surveyResponse: { survey: name, createTime: now(), questionResponseText: response } });
		},
	};
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
	await parts.call({
		...body,
		receipts: { receipts, createTime: new Date(parts.clock.now()).toISOString() },
	});
}

function envelope({ agent, customAgentId, clock }: UserParts, { id, userName, locale }: Conversation) {
	return {
		...{ agent, conversationId: id, customAgentId, requestId: randomUUID() as string },
		context: {
			entryPoint: "PLACESHEET",
			userInfo: { displayName: userName, userDeviceLocale: locale },
			resolvedLocale: locale.split("-")[0],
		},
		sendTime: new Date(clock.now()).toISOString(),
	};
}

/** Cards keep their suggestions; those beside a message are gone as soon as a newer one comes. */
function suggestionsOn(lines: readonly Line[]): readonly Suggestion[] {
	const inCards = lines.flatMap((line) => cardsOf(line).flatMap(({ suggestions = [] }) => suggestions));
	return [...inCards, ...chipsOf(lines)];
}

/** What is beside the newest message. */
export function chipsOf(lines: readonly Line[]): readonly Suggestion[] {
	const newest = lines.findLast(({ kind }) => kind === "message" || kind === "user");
	return newest?.kind === "message" ? (newest.message.suggestions ?? []) : [];
}

export function cardsOf(line: Line) {
	if (line.kind !== "message" || line.isFallback) return [];
	const { standaloneCard, carouselCard } = line.message.richCard ?? {};
	return standaloneCard === undefined ? (carouselCard?.cardContents ?? []) : [standaloneCard.cardContent];
}

export function titleOf({ reply, action, liveAgentRequest }: Suggestion): string {
	return (
		reply?.text ??
		action?.text ??
		(liveAgentRequest === undefined ? fixedTitles.signIn : fixedTitles.liveAgent)
	);
}

/** The platform puts the address of the stored picture into the text, with a signature that lets the agent fetch it. */
function signed(url: string): string {
	return `${url}${url.includes("?") ? "&" : "?"}X-Goog-Signature=${randomUUID().replaceAll("-", "")}`;
}

function notOnScreen(what: string): BatonError {
	return new BatonError("not-on-screen", `Cannot press ${JSON.stringify(what)}: it is not on the screen now`);
}
