import { useEffect, useRef } from "preact/hooks";
import type { Line } from "../channel/server-frame.js";
import type { ChatActions } from "./use-chat.js";

/** Tells the shop what the customer has had before their eyes: only while the page is really visible. */
export function useReadLines(lines: readonly Line[], actions: ChatActions, isShown: boolean): void {
	const told = useRef(new Set<string>());
	useEffect(() => {
		const tell = () => {
			if (!isShown || document.visibilityState !== "visible") return;
			const unread = lines.filter(isUnread).filter(({ id }) => !told.current.has(id));
			if (unread.length === 0) return;
			for (const { id } of unread) told.current.add(id);
			actions.read(unread.slice(-200).map(({ id }) => id));
		};
		tell();
		document.addEventListener("visibilitychange", tell);
		return () => document.removeEventListener("visibilitychange", tell);
	}, [lines, actions, isShown]);
}

function isUnread(line: Line): boolean {
	return line.kind === "said" && !line.read;
}
