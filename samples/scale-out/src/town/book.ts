import { type ConversationKey, conversationKey, type Store } from "@baton/core";
import { business, channelId } from "../settings.js";
import { watchLabels } from "./label-watch.js";
import { type Fault, followLog, type LogFollower } from "./log-follower.js";
import type { Arrival } from "./street.js";

export type Tally = Readonly<Record<"acknowledged" | "arrived" | "longestStallMs" | Fault, number>>;

/** The line that was said last in a conversation. */
interface LastLine {
	readonly who: string;
	/** None for the customer. */
	readonly label?: "BOT" | "HUMAN" | undefined;
	readonly text: string;
	/** The process that sent it, if it was sent. */
	readonly by?: string | undefined;
}

/** A conversation as somebody sees it who looks on from outside. */
export interface Chat {
	readonly name: string;
	readonly last: LastLine | undefined;
	/** Since when the customer has been waiting for anything at all, epoch milliseconds. */
	readonly waitsSince: number | undefined;
	readonly holder: "bot" | "offered" | "human";
	/** Who, if it is a person. */
	readonly person: string | undefined;
}

/** Kept outside of everything that may die: what was acknowledged, what arrived, and whether that is all true. */
export interface Book {
	readonly tally: Tally;
	readonly chats: readonly Chat[];
	said(conversation: string, text: string): void;
	acknowledged(conversation: string, id: string): void;
	arrived(arrival: Arrival): void;
	/** Holds everything against the store. Rejects while the store is away. */
	check(store: Store): Promise<void>;
}

type Changing<Kind> = { -readonly [Name in keyof Kind]: Kind[Name] };

interface Page extends Changing<Chat> {
	readonly key: ConversationKey;
	readonly log: LogFollower;
	readonly isTrue: (arrival: Arrival) => boolean;
}

export function openBook(names: readonly string[]): Book {
	const tally: Changing<Tally> = {
		...{ acknowledged: 0, arrived: 0, longestStallMs: 0 },
		...{ lost: 0, doubled: 0, disordered: 0, mislabelled: 0 },
	};
	const pages = new Map(names.map((name) => [name, openPage(name)]));

	function openPage(name: string): Page {
		const key = conversationKey({ channel: channelId, business, conversation: name });
		return {
			...{ name, key, last: undefined, waitsSince: undefined, holder: "bot", person: undefined },
			isTrue: watchLabels(),
			log: followLog(key, (fault) => {
				tally[fault] += 1;
			}),
		};
	}

	return {
		tally,
		chats: [...pages.values()],
		said(conversation, text) {
			const page = pages.get(conversation);
			if (page === undefined) return;
			page.last = { who: conversation, text };
			page.waitsSince ??= Date.now();
		},
		acknowledged(conversation, id) {
			tally.acknowledged += 1;
			pages.get(conversation)?.log.acknowledged(id);
		},
		arrived(arrival) {
			const page = pages.get(arrival.conversation);
			if (page === undefined) return;
			tally.arrived += 1;
			if (page.waitsSince !== undefined)
				tally.longestStallMs = Math.max(tally.longestStallMs, arrival.at - page.waitsSince);
			if (!page.isTrue(arrival)) tally.mislabelled += 1;
			page.waitsSince = undefined;
			page.last = lineOf(arrival);
			page.log.arrived(arrival.id);
		},
		async check(store) {
			await Promise.all([...pages.values()].map((page) => look(page, store)));
		},
	};
}

async function look(page: Page, store: Store): Promise<void> {
	await page.log.readOn(store);
	const { conversation } = await store.load(page.key);
	const control = conversation?.control;
	const isHeld = control?.phase === "held" || control?.phase === "passing";
	page.holder = isHeld ? "human" : control?.phase === "offered" ? "offered" : "bot";
	page.person = isHeld ? control.human?.displayName : undefined;
}

function lineOf({ name, label, kind, text, by }: Arrival): LastLine {
	const shown = kind === "joined" ? "joined" : kind === "left" ? "left" : text;
	return { who: name, label: label === "HUMAN" ? "HUMAN" : "BOT", text: shown, by };
}
