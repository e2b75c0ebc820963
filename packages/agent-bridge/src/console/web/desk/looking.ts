import type { Tools } from "./tools.js";

/** Tells colleagues what this person has on screen, and whether they write there. */
export interface Looking {
	lookAt(conversationId: string | undefined): void;
	writeIn(conversationId: string): void;
	/** Whether the page is on screen at all. */
	attend(isHere: boolean): void;
	/** Says it again: it is forgotten otherwise. */
	repeat(): void;
}

/** Whoever has not typed for this long has stopped. */
const writingForMs = 6000;

export function createLooking({ bridge, now, after }: Tools): Looking {
	let shown: string | undefined;
	let isHere = true;
	let wroteAt = Number.NEGATIVE_INFINITY;

	const isWriting = (): boolean => now() - wroteAt < writingForMs;

	function say(): void {
		if (shown !== undefined && isHere) bridge.look(shown, isWriting() ? "writing" : "reading");
	}

	function leave(): void {
		if (shown !== undefined && isHere) bridge.look(shown, "gone");
	}

	return {
		lookAt(conversationId) {
			if (conversationId === shown) return;
			leave();
			shown = conversationId;
			wroteAt = Number.NEGATIVE_INFINITY;
			say();
		},
		writeIn(conversationId) {
			if (conversationId !== shown) return;
			const was = isWriting();
			wroteAt = now();
			if (was) return;
			say();
			after(writingForMs, stopWriting);
		},
		attend(isNowHere) {
			if (isNowHere === isHere) return;
			if (!isNowHere) leave();
			isHere = isNowHere;
			say();
		},
		repeat: say,
	};

	function stopWriting(): void {
		if (isWriting()) after(writingForMs, stopWriting);
		else say();
	}
}
