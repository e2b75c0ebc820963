import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What is open above the page. */
export type Overlay = "help" | "notices" | "handOver" | "takeOver" | "close" | "decline" | "replies";

/** What the page can do besides the desk: open something, show something, put the focus somewhere. */
export interface Page {
	readonly overlay: Overlay | undefined;
	readonly open: (overlay: Overlay | undefined) => void;
	readonly showsDetails: boolean;
	readonly toggleDetails: () => void;
	readonly theme: "light" | "dark";
	readonly toggleTheme: () => void;
	readonly allowsLetters: boolean;
	readonly toggleLetters: () => void;
	readonly notices: Notices;
}

/** How this browser makes itself heard. */
export interface Notices {
	readonly sound: boolean;
	readonly browser: boolean;
	/** Neither sounds nor notices, for as long as it is on. */
	readonly quiet: boolean;
	/** Whether the person has said what they want. */
	readonly isDecided: boolean;
	readonly toggleSound: () => void;
	readonly toggleBrowser: () => void;
	readonly toggleQuiet: () => void;
	readonly turnOn: () => void;
	readonly refuse: () => void;
}

const nowhere: Page = {
	overlay: undefined,
	open: () => {},
	showsDetails: false,
	toggleDetails: () => {},
	theme: "light",
	toggleTheme: () => {},
	allowsLetters: true,
	toggleLetters: () => {},
	notices: {
		sound: false,
		browser: false,
		quiet: false,
		isDecided: true,
		toggleSound: () => {},
		toggleBrowser: () => {},
		toggleQuiet: () => {},
		turnOn: () => {},
		refuse: () => {},
	},
};

export const PageContext = createContext<Page>(nowhere);

export function usePage(): Page {
	return useContext(PageContext);
}

/** Where the keyboard can be sent. */
export const places = {
	search: "search",
	composer: "composer",
	conversation: "conversation",
	details: "details",
	meant: "meant",
} as const;

export function focusOn(id: string): void {
	document.getElementById(id)?.focus();
}

/** Once what has just changed is on the page, and before the next key: a fast writer loses no letter. */
export function focusNext(id: string): void {
	queueMicrotask(() => focusOn(id));
}

export function rowId(conversationId: string): string {
	return `row-${conversationId}`;
}
