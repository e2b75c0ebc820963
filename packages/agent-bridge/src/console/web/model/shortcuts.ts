/** What a key does, wherever the focus is outside of a text field. */
export const shortcuts = {
	j: "next",
	k: "previous",
	ArrowDown: "next",
	ArrowUp: "previous",
	g: "urgent",
	1: "showAll",
	2: "showWaiting",
	3: "showMine",
	4: "showUnread",
	5: "showUndelivered",
	"/": "search",
	Enter: "compose",
	i: "compose",
	a: "takeNext",
	t: "take",
	r: "release",
	h: "handOver",
	x: "close",
	w: "watch",
	n: "note",
	s: "askRating",
	u: "meant",
	e: "correct",
	d: "discard",
	"?": "help",
	".": "details",
	m: "theme",
	q: "quiet",
} as const satisfies Readonly<Record<string, string>>;

export type ShortcutName = (typeof shortcuts)[keyof typeof shortcuts] | "sendDraft" | "leave";

interface Press {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	/** Whether the key would also write, or press the button that has the focus. */
	readonly isTyping: boolean;
	readonly isOnControl: boolean;
	/** Whether letters alone do something: some people's tools press them without meaning it. */
	readonly allowsLetters: boolean;
}

export function shortcutOf(press: Press): ShortcutName | undefined {
	const { key, ctrlKey, metaKey, altKey, isTyping, isOnControl, allowsLetters } = press;
	if (key === "Enter" && (ctrlKey || metaKey)) return "sendDraft";
	if (key === "Escape") return "leave";
	if (ctrlKey || metaKey || altKey || isTyping) return undefined;
	if (key.length === 1 && !allowsLetters) return undefined;
	if (key === "Enter" && isOnControl) return undefined;
	const known: Readonly<Record<string, ShortcutName>> = shortcuts;
	return Object.hasOwn(known, key.length === 1 ? key.toLowerCase() : key)
		? known[key.length === 1 ? key.toLowerCase() : key]
		: undefined;
}
