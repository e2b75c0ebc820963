import {
	type AppId,
	type ByApp,
	type Command,
	type CommandId,
	type Conversation,
	type ConversationKey,
	type Entry,
	type EntryOf,
	type Handoff,
	holderOf,
	type Logger,
	type OutboxItem,
	offerOf,
	type PersonId,
	parseConversationKey,
	type Recipient,
} from "@baton/core";
import type { Place } from "./echo.js";
import { factOfPerson, isNewest } from "./facts.js";
import { pageInbox } from "./options.js";
import type { BoundApps } from "./thread-control-apps.js";
import type { Thread, ThreadControlCalls } from "./thread-control-calls.js";
import type { ThreadEvent } from "./wire.js";

/** What a `representative.joined` or `representative.left` in the lane means for the thread. */
interface ThreadMove {
	/** Whether the line may be sent now: the thread may be another app's. */
	readonly line: boolean;
	/** To be awaited after the line was sent: gives the thread away. */
	readonly after?: (() => Promise<void>) | undefined;
}

/** Moves the thread (who may write, as Messenger sees it) along with the control (who may speak, as Baton sees it). */
export interface ThreadControl {
	/**
	 * Called by the lane before the line of a `joined` or `left` is sent. Never rejects: what Messenger refuses is
	 * logged.
	 */
	follow(item: OutboxItem, to: Recipient): Promise<ThreadMove>;
	/** Messenger told that the thread has moved, or that an app asks for it: control follows. */
	told(event: ThreadEvent, place: Place): Promise<void>;
	/** Somebody wrote from another app: whatever Messenger tells of the thread, it is theirs. */
	spoke(key: ConversationKey, app: AppId, at: number): Promise<void>;
	/** Takes offers on behalf of bound apps, which cannot. Returns what ends that. */
	attend(): () => void;
}

export interface ThreadControlOptions {
	readonly handoff: Pick<Handoff, "apps" | "store" | "submit" | "subscribe" | "appArrived" | "appLeft">;
	readonly calls: ThreadControlCalls;
	readonly apps: BoundApps;
	readonly logger: Logger;
}

/**
 * People at Baton's own desks write through our app, which keeps the thread. Only control that goes to an app
 * which is bound to an app of Messenger takes the thread along, and what Messenger tells of such an app moves
 * the control.
 */
export function createThreadControl({ handoff, calls, apps, logger }: ThreadControlOptions): ThreadControl {
	const { store } = handoff;

	async function follow({ activity }: OutboxItem, { key }: Recipient): Promise<ThreadMove> {
		if (apps.all.size === 0) return { line: true };
		try {
			return activity.name === "representative.left" ? await comeBack(key) : await goAlong(key);
		} catch (error) {
			logger.error("messenger-thread-not-followed", { key, error });
			return { line: true };
		}
	}

	/** What Messenger moved by itself needs no call, and no line: the person has written already. */
	async function goAlong(key: ConversationKey): Promise<ThreadMove> {
		const holder = holderOfConversation((await store.load(key)).conversation);
		const appId = holder === undefined ? undefined : apps.all.get(holder);
		if (holder === undefined || appId === undefined) return { line: true };
		if ((await store.readFact(factOf(key))) !== undefined) return { line: false };
		return { line: true, after: () => pass(key, holder, appId) };
	}

	async function pass(key: ConversationKey, app: AppId, appId: string): Promise<void> {
		try {
			await calls.pass(threadOf(key), appId, "baton");
			await store.writeFact(factOf(key), appId, thingsMoveOnMs);
		} catch (error) {
			logger.error("messenger-thread-not-passed", { key, app, error });
			const { conversation } = await store.load(key);
			const { epoch } = conversation?.control ?? {};
			if (epoch !== undefined)
				await handoff.submit(key, { type: "release", app, epoch, why: "thread-control-refused" });
		}
	}

	async function comeBack(key: ConversationKey): Promise<ThreadMove> {
		if ((await store.readFact(factOf(key))) === undefined) return { line: true };
		const holder = holderOfConversation((await store.load(key)).conversation);
		if (holder !== undefined && apps.all.has(holder)) return { line: false };
		await store.writeFact(factOf(key), undefined, 0);
		try {
			await calls.take(threadOf(key), "baton");
			return { line: true };
		} catch (error) {
			// Where the page has no default app, nobody's thread keeps us from writing.
			logger.warn("messenger-thread-not-taken", { key, error });
			return { line: true };
		}
	}

	async function told(event: ThreadEvent, { key }: Place): Promise<void> {
		const id = `thread:${event.id}` as CommandId;
		if (event.kind === "request_thread_control") return asked(key, event.content.requested_owner_app_id, id);
		// Old events of taking name only who lost it: what takes without being named is the page's inbox.
		const { new_owner_app_id: to = event.kind === "take_thread_control" ? pageInbox : undefined } =
			event.content;
		const app = apps.boundTo(to);
		if (app === undefined && to !== undefined && !apps.mayBeOwn(to)) return;
		if (!(await isNewest(store, timeOf(key), event.at))) return;
		await store.writeFact(factOf(key), app === undefined ? undefined : to, thingsMoveOnMs);
		const { conversation } = await store.load(key);
		// Of a person who has not said anything yet there is nothing to take.
		if (conversation === undefined) return;
		if (app !== undefined) return command(key, { type: "takeOver", id, ...speaking(app) });
		const { control } = conversation;
		const holder = holderOf(control)?.app;
		if (holder === undefined || !apps.all.has(holder)) return;
		await command(key, { type: "release", id, app: holder, epoch: control.epoch, why: "thread-control" });
	}

	/** Who asks gets it from the bot, and not from a person: they have their own ways to hand over. */
	async function asked(key: ConversationKey, appId: string | undefined, id: CommandId): Promise<void> {
		const app = apps.boundTo(appId);
		const { conversation } = await store.load(key);
		if (app === undefined || conversation === undefined || holderOf(conversation.control) !== undefined)
			return;
		await command(key, { type: "takeOver", id, ...speaking(app) });
	}

	/** People there have no name that Messenger would tell: they come and go under their app's. */
	function speaking(app: AppId): ByApp {
		const profile = handoff.apps.get(app);
		if (profile?.kind !== "human") return { app };
		const { displayName, avatarImage } = profile;
		return { app, human: { id: `${app}` as PersonId, displayName, avatarImage } };
	}

	async function command(key: ConversationKey, given: Command): Promise<void> {
		const outcome = await handoff.submit(key, given);
		if (outcome.status === "refused") {
			logger.warn("messenger-thread-event-refused", { key, command: given.type, code: outcome.code });
		}
	}

	async function take(key: ConversationKey, { offer }: EntryOf<"offered">, app: AppId): Promise<void> {
		const { conversation } = await store.load(key);
		const stands = conversation !== undefined && offerOf(conversation.control)?.id === offer.id;
		if (stands) await command(key, { type: "confirm", offer: offer.id, ...speaking(app) });
	}

	/** Offers are taken here; where no person is announced, no line of the lane tells of coming and going. */
	async function attendTo(key: ConversationKey, entry: Entry): Promise<void> {
		if (entry.type === "offered") {
			const app = entry.offer.to.find((id) => apps.all.has(id));
			if (app !== undefined) await take(key, entry, app);
		}
		if (entry.type !== "granted" && entry.type !== "revoked") return;
		if (entry.holder.kind !== "bot" || !apps.all.has(entry.holder.app)) return;
		if (entry.type === "revoked") await comeBack(key);
		else await (await goAlong(key)).after?.();
	}

	return {
		follow,
		told,
		spoke: async (key, app, at) => {
			const appId = apps.all.get(app);
			if (appId === undefined || !(await isNewest(store, timeOf(key), at))) return;
			await store.writeFact(factOf(key), appId, thingsMoveOnMs);
		},
		attend() {
			for (const app of apps.all.keys()) handoff.appArrived(app);
			const unsubscribe = handoff.subscribe((signal) => {
				if (signal.type !== "committed" || apps.all.size === 0) return;
				const { key, entries } = signal;
				for (const entry of entries) {
					attendTo(key, entry).catch((error: unknown) =>
						logger.error("messenger-thread-not-followed", { key, error }),
					);
				}
			});
			return () => {
				unsubscribe();
				for (const app of apps.all.keys()) handoff.appLeft(app);
			};
		},
	};
}

/** Whoever is not heard of for so long does not have a thread any more: control over it ends after a week. */
const thingsMoveOnMs = 7 * 24 * 60 * 60 * 1000;

/** Which other app has the thread. */
function factOf(key: ConversationKey): string {
	return factOfPerson(key, "thread");
}

/** When Messenger told of it last. */
function timeOf(key: ConversationKey): string {
	return factOfPerson(key, "thread-at");
}

function threadOf(key: ConversationKey): Thread {
	const { business, conversation } = parseConversationKey(key);
	return { page: business, person: conversation };
}

function holderOfConversation(conversation: Conversation | undefined): AppId | undefined {
	return conversation === undefined ? undefined : holderOf(conversation.control)?.app;
}
