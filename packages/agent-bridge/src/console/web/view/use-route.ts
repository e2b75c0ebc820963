import { useEffect } from "preact/hooks";
import type { Desk } from "../desk/desk.js";

const prefix = "#c/";

/** Keeps the address and the conversation on screen in step, so that reload and the back button do what they should. */
export function useRoute(desk: Desk, selectedId: string | undefined): void {
	useEffect(() => {
		const follow = () => {
			const id = idIn(location.hash);
			if (id !== desk.store.state.selectedId) desk.select(id);
		};
		follow();
		addEventListener("hashchange", follow);
		return () => removeEventListener("hashchange", follow);
	}, [desk]);

	useEffect(() => {
		if (idIn(location.hash) === selectedId) return;
		const hash = selectedId === undefined ? "#" : prefix + encodeURIComponent(selectedId);
		// From the queue into a conversation is a step that can be taken back; from one to the next is not.
		if (location.hash.startsWith(prefix)) history.replaceState(undefined, "", hash);
		else history.pushState(undefined, "", hash);
	}, [selectedId]);
}

function idIn(hash: string): string | undefined {
	if (!hash.startsWith(prefix)) return undefined;
	try {
		return decodeURIComponent(hash.slice(prefix.length)) || undefined;
	} catch {
		return undefined;
	}
}
