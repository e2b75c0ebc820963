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

/** Longer than a person may be silent in a conversation. */
const keepMs = 30 * 24 * 60 * 60_000;

/**
 * The user reads both lines of a stretch or none: where it could not be shown that somebody had joined, nothing
 * tells that they have left. Where somebody left while another app had the thread, the line is owed until we may
 * write again.
 */
export function createAnnouncer({ say, store, announce, threadControl }: AnnouncerOptions): Announcer {
	const unannounced = keptFact("unannounced");
	const owed = keptFact("owed-line");

	/** Without the store a line too many is shown, and none is held up. */
	function keptFact(name: string) {
		const read = (key: ConversationKey): Promise<string | undefined> =>
			quietly(async () => store().readFact(factOfPerson(key, name)));
		return {
			read,
			async write(key: ConversationKey, value: string | undefined): Promise<void> {
				if ((await read(key)) === value) return;
				await quietly(async () => store().writeFact(factOfPerson(key, name), value, keepMs));
			},
		};
	}

	async function join(line: Sendable | undefined, to: Recipient, mayShow: boolean): Promise<SendResult> {
		if (line === undefined) return nothingToShow;
		const result = mayShow ? await say(line, to) : nothingToShow;
		if (result.state === "retry") return result;
		const isShown = wasShown(result);
		await unannounced.write(to.key, isShown ? undefined : "1");
		if (isShown) await owed.write(to.key, undefined);
		return result;
	}

	async function leave(line: Sendable | undefined, to: Recipient, mayShow: boolean): Promise<SendResult> {
		if (line === undefined) return nothingToShow;
		const isHidden = (await unannounced.read(to.key)) !== undefined;
		const debt = await owed.read(to.key);
		const text = isHidden ? debt : line.activity.text;
		if (text === undefined) return nothingToShow;
		if (!mayShow) {
			await owed.write(to.key, text);
			return nothingToShow;
		}
		const result = await say({ ...line, activity: { ...line.activity, text } }, to);
		if (result.state !== "retry" && debt !== undefined) await owed.write(to.key, undefined);
		return result;
	}

	return async (item, to, what) => {
		const move = await threadControl?.()?.follow(item as OutboxItem, to);
		const line = lineOf(item, what, announce);
		const result = await (what === "joined" ? join : leave)(line, to, move?.line !== false);
		if (result.state !== "retry") await move?.after?.();
		return result;
	};
}

function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
	return work().catch(() => undefined);
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
