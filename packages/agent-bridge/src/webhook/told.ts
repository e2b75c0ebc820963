/** What happens in a conversation, by the name that the plain profile gives it. */
export const toldTypes = [
	"verification",
	"message.user",
	"message.bot",
	"message.agent",
	"message.notice",
	"message.edited",
	"message.deleted",
	"postback",
	"delivery",
	"conversation.offered",
	"conversation.offer_ended",
	"message.left",
	"conversation.gained",
	"conversation.lost",
	"conversation.changed",
	"conversation.watched",
	"agent.joined",
	"agent.left",
	"note",
	"draft",
	"draft.used",
	"reminder",
	"session.ended",
	"gap",
	"user.typing",
	"erased",
] as const;

export type ToldType = (typeof toldTypes)[number];

/** Who said something. */
export interface Sender {
	readonly by: "user" | "bot" | "agent" | "notice";
	readonly name?: string | undefined;
	readonly avatar?: string | undefined;
	/** The app that said it, where it was one; `own` if it is the one behind this webhook. */
	readonly app_id?: string | undefined;
	readonly own?: boolean | undefined;
}

/** What was said, in its simplest form. */
export interface Words {
	readonly message_id?: string | undefined;
	readonly message_type?: "text" | "url" | "image" | "video" | "audio" | "file" | "location" | undefined;
	readonly text?: string | undefined;
	/** The address of a picture or a file. */
	readonly media?: string | undefined;
	readonly location?:
		| { readonly latitude: number; readonly longitude: number; readonly name?: string | undefined }
		| undefined;
	readonly sender?: Sender | undefined;
}

/** Members that profiles may put into what they send. */
export interface ToldData extends Words {
	/** Constant for a bot, new for each human conversation. */
	readonly conversation_id?: string | undefined;
	/** `BOT` while a bot is expected to answer: for an app of kind `bot`, itself. */
	readonly conversation_type?: "BOT" | "HUMAN" | undefined;
	/** The conversation's id on the bridge: the same for every app and at all times. */
	readonly reference?: string | undefined;
	readonly session?: number | undefined;
	readonly channel?: string | undefined;
	/** The business's own id on the channel: a page, a number. */
	readonly asset?: string | undefined;
	readonly bot_id?: string | undefined;
	readonly user_id?: string | undefined;
	readonly postback?:
		| { readonly type: string; readonly payload: unknown; readonly title?: string | undefined }
		| undefined;
	readonly delivery?: { readonly state: string; readonly error?: string | undefined } | undefined;
	readonly why?: string | undefined;
	readonly reason?: { readonly type: string; readonly detail?: string | undefined } | undefined;
	/** Whether it is asked still, or was given already. */
	readonly again?: boolean | undefined;
	/** Who holds control now; absent for the host bot. */
	readonly holder?: { readonly app_id: string; readonly kind: "bot" | "human" } | undefined;
	readonly history?: readonly PastLine[] | undefined;
	readonly draft_id?: string | undefined;
	readonly confidence?: number | undefined;
	readonly intent?: string | undefined;
	readonly count?: number | undefined;
}

/** A line of the conversation from before the app had it. */
export interface PastLine extends ToldData {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly type: ToldType;
}

/** Something to be told. */
export interface Told {
	/** The same at every try. */
	readonly id: string;
	readonly type: ToldType;
	/** When it happened, epoch milliseconds. */
	readonly at: number;
	readonly data: ToldData;
}
