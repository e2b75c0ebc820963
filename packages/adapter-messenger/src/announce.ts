import type { ConversationKey, OutboxItem, Recipient, Representative, SendResult } from "@baton/core";
import { type ChannelStore, factOfPerson } from "./facts.js";
import { representativeOf } from "./representative.js";
import type { Say } from "./say.js";
import type { Sendable } from "./send.js";
import type { ThreadControl } from "./thread-control.js";

export type Announce = (
	what: "joined" | "left",
	human: Representative,
	notice: string | undefined,
) => string | undefined;

export interface AnnouncerOptions {
	readonly say: Say;
	readonly store: () => ChannelStore;
	readonly announce?: Announce | undefined;
	readonly threadControl?: (() => Pick<ThreadControl, "follow"> | undefined) | undefined;
}

/** Shows the user that somebody has joined or left, and lets the thread follow. */
export type Announcer = (item: Sendable, to: Recipient, what: "joined" | "left") => Promise<SendResult>;

const fact = "unannounced";
/** Longer than a person may be silent in a conversation. */
const keepMs = 30 * 24 * 60 * 60_000;

/**
 * The user reads both lines of a stretch or none: where it could not be shown that somebody had joined, nothing
 * tells that they have left.
 */
export function createAnnouncer({ say, store, announce, threadControl }: AnnouncerOptions): Announcer {
	async function isUnannounced(key: ConversationKey): Promise<boolean> {
		return (await store().readFact(factOfPerson(key, fact))) !== undefined;
	}

	/** Without the store a line too many is shown. Only read when they leave: a line that is tried again is judged as it was before. */
	async function remember(key: ConversationKey, isShown: boolean): Promise<void> {
		if (isShown !== (await isUnannounced(key))) return;
		await store().writeFact(factOfPerson(key, fact), isShown ? undefined : "1", keepMs);
	}

	return async (item, to, what) => {
		const move = await threadControl?.()?.follow(item as OutboxItem, to);
		const mayShow =
			move?.line !== false && (what === "joined" || !(await isUnannounced(to.key).catch(() => false)));
		const line = lineOf(item, what, announce);
		const result = mayShow && line !== undefined ? await say(line, to) : nothingToShow;
		if (result.state === "retry") return result;
		if (what === "joined") await remember(to.key, line === undefined || wasShown(result)).catch(() => {});
		await move?.after?.();
		return result;
	};
}

const nothingToShow: SendResult = { state: "sent" };

/** What Messenger took has an id, and what nobody knows of may be there. */
function wasShown(result: SendResult): boolean {
	return result.state === "unknown" || (result.state === "sent" && result.nativeId !== undefined);
}

function lineOf(
	item: Sendable,
	what: "joined" | "left",
	announce: Announce | undefined,
): Sendable | undefined {
	const { activity } = item;
	const human = representativeOf(activity);
	const text =
		human === undefined || announce === undefined ? activity.text : announce(what, human, activity.text);
	return text === undefined || text.trim() === "" ? undefined : { ...item, activity: { ...activity, text } };
}
