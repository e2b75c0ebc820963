import type { ApiEvent, ApiMessage, ApiRepresentative, ReceiptType } from "../wire.js";

/** One thing that the API was asked to do, and what it answered. */
export type ApiRequest = {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly conversationId: string;
	/** `OK`, or why it was refused. */
	readonly answer: string;
} & (
	| { readonly kind: "message"; readonly body: ApiMessage; readonly forceFallback: boolean }
	| { readonly kind: "event"; readonly eventId: string; readonly body: ApiEvent }
	| { readonly kind: "receipt"; readonly messageId: string; readonly receiptType: ReceiptType }
	| { readonly kind: "survey"; readonly surveyId: string }
	/** Refused before it was looked into. */
	| { readonly kind: "unread"; readonly path: string }
);

/** What a user sees in a conversation, oldest first. */
export type Line = { readonly id: string; readonly at: number } & (
	| {
			readonly kind: "user";
			readonly text: string;
			readonly picture?: string | undefined;
			state: UserLineState;
	  }
	| {
			readonly kind: "message";
			readonly message: ApiMessage;
			readonly isFallback: boolean;
			receipt: ReceiptType | undefined;
	  }
	| { readonly kind: "joined" | "left"; readonly representative: ApiRepresentative }
	| { readonly kind: "survey"; response: string | undefined }
);

/** How far what the user wrote has come. */
export type UserLineState = "sending" | "sent" | "delivered" | "read";

/** One user and one agent. */
export interface Conversation {
	readonly id: string;
	readonly userName: string;
	readonly locale: string;
	readonly lines: Line[];
	/** Ids that were used: of messages, events and surveys. */
	readonly used: Set<string>;
	typing: { readonly by: ApiRepresentative; readonly until: number } | undefined;
	/** Epoch milliseconds. */
	lastSurveyAt: number | undefined;
	/** Whether the user's device shows surveys. */
	readonly knowsSurveys: boolean;
	/** Whether the user lets agents know what they have read. */
	readonly tellsReading: boolean;
}

export interface State {
	readonly conversations: Map<string, Conversation>;
	readonly requests: ApiRequest[];
	/** Called after each change of what a user sees. */
	changed(conversationId: string): void;
}

/** The platform's name for a message. */
export function nameOf(conversationId: string, messageId: string): string {
	return `conversations/${conversationId}/messages/${messageId}`;
}
