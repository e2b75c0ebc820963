import type { Channel, User } from "../state.js";
import { callsOf } from "./page-message.js";

/** How far people have read. */
export interface Reads {
	/** A person looks at a channel. */
	see(user: User, channel: Channel): void;
	unread(user: User, channel: Channel): { readonly unread: number; readonly calls: number };
}

export function createReads(): Reads {
	const seen = new Map<string, string>();
	return {
		see(user, { id, messages }) {
			const last = messages.at(-1);
			if (last !== undefined) seen.set(`${user.id}/${id}`, last.ts);
		},
		unread(user, { id, kind, members, messages }) {
			if (!members.has(user.id)) return { unread: 0, calls: 0 };
			const since = Number(seen.get(`${user.id}/${id}`) ?? 0);
			const isNews = (message: Channel["messages"][number]): boolean =>
				Number(message.ts) > since &&
				(message.user !== user.id || message.app !== undefined) &&
				(message.onlyFor === undefined || message.onlyFor === user.id) &&
				!/^(channel|group)_/.test(message.subtype ?? "");
			const news = messages.filter(isNews);
			const calls = news.filter(
				({ text }) =>
					kind === "im" || callsOf(text).some((each) => each === user.id || !each.startsWith("U")),
			);
			return { unread: news.length, calls: calls.length };
		},
	};
}
