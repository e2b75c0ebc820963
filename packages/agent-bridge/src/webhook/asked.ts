/** What the system behind the webhook may ask for. */
export const askedTypes = [
	"message",
	"accept",
	"decline",
	"take",
	"release",
	"close",
	"handover",
	/** An end or a handover: a bot hands over to people, people decline what they are offered and close what they have. */
	"finish",
	"note",
	"watch",
	"unwatch",
	"draft.send",
	"draft.discard",
	"typing",
] as const;

export type AskedType = (typeof askedTypes)[number];

/** What came in, as a profile read it. */
export interface Asked {
	readonly type: AskedType;
	/** The conversation id that we gave, or the conversation's id on the bridge. */
	readonly conversation: string;
	/** Tells a repeat. */
	readonly id: string;
	readonly text?: string | undefined;
	readonly kind?: string | undefined;
	readonly media?: string | undefined;
	readonly at?: number | undefined;
	readonly person?: {
		readonly id: string;
		readonly displayName: string;
		readonly avatarImage?: string | undefined;
	};
	readonly to?: readonly string[] | undefined;
	readonly note?: string | undefined;
	readonly draft?: string | undefined;
	readonly parameters?: Readonly<Record<string, string>> | undefined;
}
