/** A participant of a conversation, as in Bot Framework. */
export interface Account {
	readonly id: string;
	readonly name?: string | undefined;
	readonly role?: string | undefined;
	readonly [member: string]: unknown;
}

export interface Entity {
	readonly type: string;
	readonly [member: string]: unknown;
}

/** A Bot Framework activity as it is stored: plain JSON, with whatever members the channel and the bot gave it. */
export interface Activity {
	readonly type: string;
	readonly id?: string | undefined;
	readonly text?: string | undefined;
	readonly name?: string | undefined;
	readonly value?: unknown;
	readonly locale?: string | undefined;
	readonly from?: Account | undefined;
	readonly recipient?: Account | undefined;
	readonly channelData?: unknown;
	readonly entities?: readonly Entity[] | undefined;
	readonly [member: string]: unknown;
}

/** Where a conversation is, as in Bot Framework: enough to write to the user at any later time. */
export interface ConversationReference {
	readonly channelId: string;
	readonly serviceUrl?: string | undefined;
	readonly conversation: { readonly id: string; readonly [member: string]: unknown };
	readonly bot?: Account | undefined;
	readonly user?: Account | undefined;
	readonly activityId?: string | undefined;
	readonly locale?: string | undefined;
}
