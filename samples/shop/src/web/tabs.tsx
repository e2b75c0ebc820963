import { useEffect, useState } from "preact/hooks";
import type { Line } from "../channel/server-frame.js";
import { ChatIcon, ShopIcon } from "./icons.js";
import { useWords } from "./words.js";

export type View = "shop" | "chat";

interface TabsProps {
	readonly view: View;
	readonly lines: readonly Line[];
	readonly onView: (view: View) => void;
}

/** On a phone: shop or chat. What arrives in the chat meanwhile is counted. */
export function Tabs({ view, lines, onView }: TabsProps) {
	const { say } = useWords();
	const last = lines.at(-1)?.position ?? 0;
	const [seen, setSeen] = useState(last);
	useEffect(() => {
		if (view === "chat") setSeen(last);
	}, [view, last]);
	const news = lines.filter(({ kind, position }) => kind !== "user" && position > seen).length;
	return (
		<nav class="tabs">
			<button type="button" aria-pressed={view === "shop"} onClick={() => onView("shop")}>
				<ShopIcon /> {say("shop")}
			</button>
			<button type="button" aria-pressed={view === "chat"} onClick={() => onView("chat")}>
				<ChatIcon /> {say("chat")}
				{news > 0 && <span class="count">{say("news", { count: news })}</span>}
			</button>
		</nav>
	);
}
