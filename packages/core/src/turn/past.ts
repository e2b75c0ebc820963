import { type Awaitable, then } from "../awaitable.js";
import type { UnderTurn } from "../conversation/command.js";
import type { Conversation } from "../conversation/conversation.js";
import type { Entry } from "../conversation/entry.js";
import type { Store } from "../conversation/store.js";
import type { Line, Past } from "../gate/rules/about.js";

const mostEntries = 100;
const mostLines = 50;

/** What was said in the session before a turn: read once, and only if somebody asks. */
export function pastOf(
	{ readEntries }: Pick<Store, "readEntries">,
	{ turns, position, key, session }: Conversation,
	under: UnderTurn,
): Past {
	let lines: Awaitable<readonly Line[]> | undefined;
	const before = turns.find(({ id }) => id === under.turn)?.position ?? position + 1;

	function read(): Awaitable<readonly Line[]> {
		return then(readEntries(key, { before, limit: mostEntries }), (entries) =>
			entries
				.filter((entry) => entry.session === session.number)
				.flatMap((entry) => lineOf(entry) ?? [])
				.slice(-mostLines),
		);
	}

	return () => {
		lines ??= read();
		return lines;
	};
}

/** What was said before the user's own words that they were asked about: to choose what they meant repeats nothing. */
export function pastBefore(past: Past, words: string): Past {
	return () =>
		then(past(), (lines) => {
			const place = lines.findLastIndex(({ by, text }) => by === "user" && text.startsWith(words));
			return place < 0 ? lines : lines.slice(0, place);
		});
}

const speakers = { userSaid: "user", botSaid: "bot", appSaid: "human" } as const;

function lineOf(entry: Entry): Line | undefined {
	if (entry.type !== "userSaid" && entry.type !== "botSaid" && entry.type !== "appSaid") return undefined;
	const { text } = entry.activity;
	return text === undefined ? undefined : { by: speakers[entry.type], text, at: entry.at };
}
