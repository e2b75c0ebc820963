/** Who wrote a line to the user. */
export interface PhoneSpeaker {
	readonly name: string;
	/** An `http`, `https` or `data:image` address. */
	readonly avatar?: string | undefined;
	/** The word on their badge; none where the platform shows none. */
	readonly label?: "BOT" | "HUMAN" | undefined;
}

/**
 * Something to press. `press` is the emulator's own word for it and comes back as it is; with `url` a page is
 * opened, too. With neither it can be seen and not pressed.
 */
export interface PhoneButton {
	readonly title: string;
	readonly press?: string | undefined;
	readonly url?: string | undefined;
	readonly picture?: string | undefined;
	/** What it is for, where the title alone does not tell, such as an emoji. */
	readonly hint?: string | undefined;
}

export interface PhoneCard {
	readonly title?: string | undefined;
	readonly text?: string | undefined;
	readonly picture?: PhonePicture | undefined;
	readonly buttons: readonly PhoneButton[];
}

export interface PhonePicture {
	readonly url: string;
	readonly description: string;
	readonly height?: "short" | "medium" | "tall" | undefined;
}

/** What one line is made of, from top to bottom. */
export type PhonePart =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "picture"; readonly picture: PhonePicture }
	| { readonly kind: "file"; readonly name: string; readonly url: string }
	| { readonly kind: "audio" | "video"; readonly url: string }
	/** Side by side if there are several. */
	| { readonly kind: "cards"; readonly cards: readonly PhoneCard[] }
	/** The line that this one answers. */
	| { readonly kind: "quote"; readonly text: string };

interface PhoneLineBase {
	/** Stays the same while the line changes. */
	readonly id: string;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** Something that was said, or that happened, as the user sees it. */
export type PhoneLine =
	| (PhoneLineBase & {
			readonly kind: "user";
			readonly parts: readonly PhonePart[];
			readonly state: "sending" | "sent" | "delivered" | "read" | "failed";
			readonly reaction?: string | undefined;
			readonly isEdited?: boolean | undefined;
			/** What can be done with it, such as a correction. */
			readonly actions?: readonly PhoneButton[] | undefined;
	  })
	| (PhoneLineBase & {
			readonly kind: "business";
			readonly speaker: PhoneSpeaker;
			readonly parts: readonly PhonePart[];
			readonly reaction?: string | undefined;
			/** What can be done with it, such as a reaction. */
			readonly actions?: readonly PhoneButton[] | undefined;
	  })
	| (PhoneLineBase & {
			readonly kind: "system";
			readonly text: string;
			/** Who joined or left. */
			readonly speaker?: PhoneSpeaker | undefined;
	  });

/** Everything that a user's phone shows of one conversation. */
export interface PhoneScreen {
	/** The business. */
	readonly title: string;
	readonly subtitle?: string | undefined;
	readonly avatar?: string | undefined;
	/** The platform's color as `#rrggbb`. White text must be legible on it. */
	readonly accent?: string | undefined;
	/** Oldest first. */
	readonly lines: readonly PhoneLine[];
	/** Who is typing to the user. */
	readonly typing?: PhoneSpeaker | undefined;
	/** Quick replies. Shown above the composer. */
	readonly suggestions: readonly PhoneButton[];
	/** What else the user can do. Shown in a menu beside the composer. */
	readonly actions: readonly PhoneButton[];
}
