import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What is open above the page. */
export type Overlay = "help" | "handOver" | "takeOver" | "close" | "decline" | "replies";

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
