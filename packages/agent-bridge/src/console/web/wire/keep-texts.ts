import type { DeskStore } from "../desk/store.js";
import type { ComposerText } from "../model/composer-text.js";

const key = "baton.texts";

/** What was typed and not sent outlives a reload of this tab. */
export function keepTexts(store: DeskStore): void {
	for (const [conversationId, text] of read()) store.dispatch({ type: "written", conversationId, text });
	let kept = store.state.texts;
	store.subscribe(() => {
		const { texts } = store.state;
		if (texts === kept) return;
		kept = texts;
		write([...texts].filter(([, { text }]) => text !== ""));
	});
}

function read(): readonly (readonly [string, ComposerText])[] {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
		return Array.isArray(value) ? value.filter(isKept) : [];
	} catch {
		return [];
	}
}

function isKept(value: unknown): value is readonly [string, ComposerText] {
	if (!Array.isArray(value)) return false;
	const [id, text]: readonly unknown[] = value;
	return (
		typeof id === "string" && typeof text === "object" && text !== null && "text" in text && "mode" in text
	);
}

function write(texts: readonly (readonly [string, ComposerText])[]): void {
	try {
		sessionStorage.setItem(key, JSON.stringify(texts));
	} catch {
		// A browser that keeps nothing still works.
	}
}
