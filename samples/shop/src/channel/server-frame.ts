import type { NoticeName, Representative } from "@baton/core";
import type { CartItem } from "../cart.js";

/** A button: the customer is shown to have said `said`, and `value` goes to the bot, or the words if there is none. */
export interface LineButton {
	readonly title: string;
	readonly said: string;
	readonly value?: string | undefined;
}

export interface LineCard {
	readonly title: string;
	readonly subtitle?: string | undefined;
	readonly text?: string | undefined;
	readonly picture?: string | undefined;
	readonly buttons: readonly LineButton[];
}

interface LineFacts {
	readonly id: string;
	/** Place in the conversation. */
	readonly position: number;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** One line of the conversation, as the customer sees it. */
export type Line = LineFacts &
	(
		| { readonly kind: "user"; readonly text: string; readonly messageId?: string | undefined }
		| {
				readonly kind: "said";
				readonly representative: Representative;
				readonly text?: string | undefined;
				readonly cards: readonly LineCard[];
				/** Suggestions: gone once the conversation has moved on. */
				readonly choices: readonly LineButton[];
				/** Whether the customer has had it before their eyes, on any page. */
				readonly read: boolean;
		  }
		| {
				readonly kind: "notice";
				readonly notice: NoticeName;
				readonly representative: Representative;
				readonly text: string;
				readonly choices: readonly LineButton[];
		  }
		| { readonly kind: "joined" | "left"; readonly representative: Representative; readonly text: string }
	);

/** What the server tells a customer's page. */
export type ServerFrame =
	/** After every connect: the newest lines. */
	| {
			readonly type: "welcome";
			readonly bot: Representative;
			/** Who may speak now. */
			readonly speaker: Representative;
			readonly waiting: boolean;
			readonly lines: readonly Line[];
			readonly more: boolean;
			readonly cart: readonly CartItem[];
	  }
	/** New, or changed if the page has the id already. */
	| { readonly type: "line"; readonly line: Line }
	| { readonly type: "gone"; readonly line: string }
	/** Whether a person has been asked for and has not come yet. */
	| { readonly type: "waiting"; readonly waiting: boolean }
	| { readonly type: "earlier"; readonly lines: readonly Line[]; readonly more: boolean }
	/** The message with this id is safe: it will not be lost. */
	| { readonly type: "accepted"; readonly id: string }
	| { readonly type: "refused"; readonly id: string; readonly why: "too-fast" | "try-again" }
	| { readonly type: "typing"; readonly representative: Representative }
	| { readonly type: "cart"; readonly items: readonly CartItem[] }
	/** Sent regularly: silence means that the connection is dead. */
	| { readonly type: "ping" };
