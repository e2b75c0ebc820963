import type { Activity } from "../conversation/activity.js";
import type { Conversation, Turn, TurnToken } from "../conversation/conversation.js";
import type { Door } from "../conversation/door.js";
import { type Entry, type EntryOf, isVisibleToUser } from "../conversation/entry.js";
import { type ConversationKey, parseConversationKey } from "../conversation/key.js";
import type { DueTimer, Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import { handoffStatus } from "../host/handoff-events.js";
import type { Logger } from "../logger.js";
import { messageOf } from "../message-of.js";
import { type Address, asIncoming } from "./address.js";
import type { ResumedTurn } from "./errand.js";
import type { Host } from "./host.js";
import type { Begun, TurnRunner } from "./turn-runner.js";

export interface ResumeOptions {
	readonly store: Store;
	readonly door: Door;
	readonly logger: Logger;
	readonly newId: () => string;
	readonly runner: TurnRunner;
	/** The host that a channel is reached through, if one is known here. */
	readonly hostOf: (channel: string) => Host | undefined;
}

/** Runs the bot on something that is already in the log. */
export interface Resume {
	/** Takes up a turn that nobody runs. False if this process cannot. */
	resume(due: DueTimer): Promise<boolean>;
	/** Runs a turn that has begun. Finishes it even where there is no host to run it. */
	runOnHost(address: Address, begun: Begun, activity: Activity, kind: Turn["kind"]): Promise<void>;
}

export function createResume({ store, door, logger, newId, runner, hostOf }: ResumeOptions): Resume {
	async function runOnHost(
		address: Address,
		{ under }: Begun,
		activity: Activity,
		kind: Turn["kind"],
	): Promise<void> {
		const turn: ResumedTurn = { address, under, kind, taken: false };
		try {
			await runWith(hostOf(address.channel), activity, turn);
		} catch (error) {
			await fail(turn, error);
		} finally {
			await runner.finish(address.key, under);
		}
	}

	/** What failed once the bot had the turn has led to a person already. */
	async function fail({ address, under, kind, taken }: ResumedTurn, error: unknown): Promise<void> {
		const { key } = address;
		if (kind === "message" && taken) return;
		logger.error("resumed-turn-failed", { key, error });
		if (kind === "status") return;
		const reason = { type: "bot-failed", detail: messageOf(error) } as const;
		await door.submit(key, { type: "request", reason, under });
	}

	async function resume({ key, about }: DueTimer): Promise<boolean> {
		if (hostOf(parseConversationKey(key).channel) === undefined) return false;
		const { conversation } = await store.load(key);
		const head = conversation?.turns[0];
		if (conversation === undefined || head === undefined || head.id !== about) return false;
		const entry = await store.readEntry(key, head.id);
		const begun = await runner.takeUp(key, head.id, newId() as TurnToken);
		if (begun === undefined || entry === undefined) return begun !== undefined;
		const activity = await activityOf(store, entry, conversation);
		runOnHost(addressOf(conversation), begun, activity, head.kind).catch((error: unknown) => {
			logger.error("turn-not-finished", { key, error });
		});
		return true;
	}

	return { resume, runOnHost };
}

/** A bot that cannot be run cannot be told either. */
async function runWith(host: Host | undefined, activity: Activity, turn: ResumedTurn): Promise<void> {
	if (turn.kind === "status" && host?.canRun() !== true) return;
	if (host === undefined) {
		throw new BatonError(
			"no-host",
			"Cannot run the bot: no host is known here, call handoff.host({ adapter, run })",
		);
	}
	const { reference } = turn.address.opening;
	await host.runTurn(asIncoming(activity, reference), reference, turn);
}

function addressOf({ key, bot, user, reference }: Conversation): Address {
	return { key, channel: parseConversationKey(key).channel, opening: { bot, user, reference } };
}

/** What the bot gets for a turn: the user's words, or how its handoff went. */
async function activityOf(store: Store, entry: Entry, { key, reference }: Conversation): Promise<Activity> {
	if (entry.type === "userSaid") return lateActivityOf(store, entry, key);
	const { state, message, awaySince } = statusIn(entry);
	const { conversation } = reference;
	const status: Activity = { ...handoffStatus({ conversation, state, message, id: entry.id, at: entry.at }) };
	if (awaySince === undefined) return status;
	const entries = await store.readEntries(key, {
		after: awaySince,
		before: entry.position,
		limit: missedLimit,
	});
	const activities = entries.filter(isVisibleToUser).map(({ activity }) => activity);
	return {
		...status,
		attachments: [{ contentType: "application/json", name: "Transcript", content: { activities } }],
	};
}

/** Words that were said one after the other while the store was away are one text, and marked. */
async function lateActivityOf(
	store: Store,
	{ activity, late }: EntryOf<"userSaid">,
	key: ConversationKey,
): Promise<Activity> {
	if (late === undefined) return activity;
	const earlier = await Promise.all(late.earlier.map((id) => store.readEntry(key, id)));
	const texts = earlier.flatMap((entry) => (entry?.type === "userSaid" ? (entry.activity.text ?? []) : []));
	const { text, channelData = {} } = activity;
	const marked = typeof channelData === "object" ? { ...channelData, late: late.at } : channelData;
	const all = text === undefined ? texts : [...texts, text];
	return { ...activity, ...(all.length === 0 ? {} : { text: all.join("\n") }), channelData: marked };
}

/** At most this many entries of what was said while the bot was away come with `completed`. */
const missedLimit = 200;

function statusIn(entry: Entry): {
	state: "accepted" | "failed" | "completed";
	message?: string;
	awaySince?: number;
} {
	if (entry.type !== "status") return { state: "completed" };
	const { state, message, awaySince } = entry;
	return {
		state,
		...(message === undefined ? {} : { message }),
		...(awaySince === undefined ? {} : { awaySince }),
	};
}
