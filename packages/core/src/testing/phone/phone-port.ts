import type { PhoneScreen } from "./phone-screen.js";

/** What a user does on their phone. */
export type PhoneAction =
	| { readonly type: "say"; readonly text: string }
	/** `url` is a `data:image` address of at most 5,000,000 characters. */
	| { readonly type: "picture"; readonly url: string }
	/** A button, a suggestion or an action of the screen: its `press`. */
	| { readonly type: "press"; readonly press: string }
	/** Said at most every three seconds while the user writes. */
	| { readonly type: "typing" }
	/** The conversation is on the screen, and somebody looks at it. */
	| { readonly type: "read" };

export interface PhoneUser {
	readonly id: string;
	readonly name: string;
}

/** How an emulator shows its state on a phone, and hears what is done on it. */
export interface PhonePort {
	/** Whose phones there are; the first is shown if none is asked for. */
	users(): readonly PhoneUser[];
	/** What this user sees now. Called for users of `users()` only, after each change. */
	screen(user: string): PhoneScreen;
	/** Resolves when the platform has it. What it rejects with is shown to the user. */
	act(user: string, action: PhoneAction): Promise<void>;
	/** Calls back with the id of each user whose screen has changed. Returns what ends it. */
	subscribe(listener: (user: string) => void): () => void;
}
