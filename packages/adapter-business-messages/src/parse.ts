import { createHash } from "node:crypto";
import { z } from "zod";

/** The platform asks whether the webhook's address is ours: `secret` is to be repeated. */
export interface Verification {
	readonly clientToken: string;
	readonly secret: string;
}

/** Where the user came from, as far as the platform tells. */
export interface EntryContext {
	/** An open list: `PLACESHEET`, `MAPS`, … */
	readonly entryPoint?: string | undefined;
	readonly placeId?: string | undefined;
	readonly nearPlaceId?: string | undefined;
	readonly displayName?: string | undefined;
	/** The user's own language if it is known, else the one that the agent resolved. */
	readonly locale?: string | undefined;
	readonly customContext?: string | undefined;
}

/** What the platform tells in one call. */
export interface Callback {
	/** `brands/…/agents/…` */
	readonly agent: string;
	readonly conversationId: string;
	/** The same in every repeat of the call: the platform's own id of it where it gives one. */
	readonly id: string;
	readonly context: EntryContext;
	/** Epoch milliseconds. */
	readonly at?: number | undefined;
	/** Exactly one as documented; never empty. */
	readonly contents: readonly Content[];
	/** All of it, with members that are not known here. */
	readonly raw: Readonly<Record<string, unknown>>;
}

export type Content =
	| {
			readonly kind: "message";
			readonly messageId?: string | undefined;
			readonly text: string;
	  }
	| {
			readonly kind: "suggestionResponse";
			readonly postbackData: string;
			/** What the user saw on the button. Some clients do not tell. */
			readonly text?: string | undefined;
	  }
	| { readonly kind: "userStatus"; readonly isTyping: boolean; readonly requestedLiveAgent: boolean }
	| { readonly kind: "receipts"; readonly receipts: readonly Receipt[] }
	| {
			readonly kind: "authenticationResponse";
			readonly code?: string | undefined;
			readonly redirectUri?: string | undefined;
			readonly error?: string | undefined;
			readonly errorDescription?: string | undefined;
	  }
	| { readonly kind: "surveyResponse"; readonly response: Readonly<Record<string, unknown>> }
	/** Something that is not documented, or documented otherwise. */
	| { readonly kind: "unknown"; readonly members: readonly string[] };

export type ContentOf<K extends Content["kind"]> = Extract<Content, { readonly kind: K }>;

export interface Receipt {
	/** Of our own making: the last part of `conversations/…/messages/…`. */
	readonly messageId: string;
	readonly receiptType: "DELIVERED" | "READ";
}

const text = z.string().min(1);
/** Longer than any of the platform's, short enough to be part of a key, and nothing that an address would swallow. */
const id = text.max(300).regex(/[^.]/);
/** Empty strings stand for nothing. */
const optionalText = text.optional().catch(undefined);
const optionalId = id.optional().catch(undefined);
/** `true` in what was captured, `"true"` in what is documented. */
const truth = z
	.union([z.boolean(), z.string()])
	.optional()
	.catch(undefined)
	.transform((value) => value === true || value === "true");

const verification = z.object({ clientToken: text, secret: text });

const envelope = z.looseObject({
	agent: id,
	conversationId: id,
	requestId: optionalId,
	sendTime: optionalText,
	context: z
		.object({
			entryPoint: optionalText,
			placeId: optionalText,
			nearPlaceId: optionalText,
			customContext: optionalText,
			resolvedLocale: optionalText,
			userInfo: z
				.object({ displayName: optionalText, userDeviceLocale: optionalText })
				.optional()
				.catch(undefined),
		})
		.optional()
		.catch(undefined),
});

const message = z.object({ messageId: optionalId, name: optionalText, text: z.string() });
const suggestionResponse = z.object({ postbackData: z.string(), text: optionalText });
const userStatus = z.object({ isTyping: truth, requestedLiveAgent: truth });
const receipt = z.object({ message: z.string(), receiptType: z.enum(["DELIVERED", "READ"]) });
const receipts = z.object({ receipts: z.array(z.unknown()) });
const authenticationResponse = z.object({
	code: optionalText,
	redirect_uri: optionalText,
	errorDetails: z.object({ error: optionalText, errorDescription: optionalText }).optional().catch(undefined),
});
const surveyResponse = z.looseObject({});

/** What reads each member of the union. `undefined` where it is not what the platform documents. */
const readers: Readonly<Record<string, (value: unknown) => Content | undefined>> = {
	message: (value) => {
		const { data } = message.safeParse(value);
		return data && { kind: "message", messageId: data.messageId ?? lastPart(data.name), text: data.text };
	},
	suggestionResponse: (value) => {
		const { data } = suggestionResponse.safeParse(value);
		return data && { kind: "suggestionResponse", ...data };
	},
	userStatus: (value) => {
		const { data } = userStatus.safeParse(value);
		return data && { kind: "userStatus", ...data };
	},
	receipts: (value) => {
		const { data } = receipts.safeParse(value);
		return data && { kind: "receipts", receipts: data.receipts.flatMap(readReceipt) };
	},
	authenticationResponse: (value) => {
		const { data } = authenticationResponse.safeParse(value);
		if (data === undefined) return undefined;
		const { code, redirect_uri: redirectUri, errorDetails } = data;
		return { kind: "authenticationResponse", code, redirectUri, ...errorDetails };
	},
	surveyResponse: (value) => {
		const { data } = surveyResponse.safeParse(value);
		return data && { kind: "surveyResponse", response: data };
	},
};

/** Members that are no content of their own. */
const companions: ReadonlySet<string> = new Set([
	...["agent", "conversationId", "customAgentId", "requestId", "sendTime", "context", "dialogflowResponse"],
]);

export function parseVerification(value: unknown): Verification | undefined {
	return verification.safeParse(value).data;
}

/** What the platform told, or `undefined` if it does not even say of which conversation. */
export function parseCallback(value: unknown): Callback | undefined {
	const { data } = envelope.safeParse(value);
	if (data === undefined) return undefined;
	const raw = value as Readonly<Record<string, unknown>>;
	const { agent, conversationId, requestId, sendTime, context } = data;
	const contents = contentsOf(raw);
	return {
		agent,
		conversationId,
		id: requestId ?? idOf(contents) ?? fingerprint(raw),
		context: contextOf(context),
		at: timeOf(sendTime),
		contents,
		raw,
	};
}

function contentsOf(raw: Readonly<Record<string, unknown>>): readonly Content[] {
	const known = Object.entries(readers).flatMap(([member, read]) => {
		const content = Object.hasOwn(raw, member) ? read(raw[member]) : undefined;
		return content === undefined ? [] : [content];
	});
	if (known.length > 0) return known;
	return [{ kind: "unknown", members: Object.keys(raw).filter((member) => !companions.has(member)) }];
}

function contextOf(context: z.infer<typeof envelope>["context"]): EntryContext {
	if (context === undefined) return {};
	const { entryPoint, placeId, nearPlaceId, customContext, resolvedLocale, userInfo } = context;
	const locale = userInfo?.userDeviceLocale ?? resolvedLocale;
	return { entryPoint, placeId, nearPlaceId, customContext, displayName: userInfo?.displayName, locale };
}

function readReceipt(value: unknown): readonly Receipt[] {
	const { data } = receipt.safeParse(value);
	const messageId = lastPart(data?.message);
	return data === undefined || messageId === undefined ? [] : [{ messageId, receiptType: data.receiptType }];
}

/** Of `conversations/…/messages/…`. */
function lastPart(name: string | undefined): string | undefined {
	return optionalId.parse(name?.slice(name.lastIndexOf("/") + 1));
}

function idOf(contents: readonly Content[]): string | undefined {
	const [content] = contents;
	return content?.kind === "message" ? content.messageId : undefined;
}

/** Calls without an id of their own are told apart by what is in them, the time of sending included. */
function fingerprint(raw: object): string {
	return createHash("sha256").update(JSON.stringify(raw)).digest("base64url");
}

/** RFC 3339 with up to nine digits of a second: milliseconds are kept. */
function timeOf(time: string | undefined): number | undefined {
	const at = Date.parse(time ?? "");
	return Number.isNaN(at) ? undefined : at;
}
