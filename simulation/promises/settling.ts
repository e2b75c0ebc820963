import type { ActivityLike, ConversationKey, Entry, Store } from "@baton/core";
import { holderOf } from "@baton/core";
import type { Life } from "../time/life.js";
import type { Network } from "../world/network.js";
import type { Server } from "../world/server.js";
import type { Webhooks } from "../world/webhooks.js";
import type { Talk, World } from "../world/world.js";

/** The promises about what comes in the end: nothing lost (3), no orphan (6), fail to a person (9). */
export interface Settling {
	botFailed(talk: Talk, activity: ActivityLike, life: Life): void;
	/** Nobody who is gone still holds control. */
	checkLeases(): void;
	/** Control is the bot's again, and nobody waits. */
	checkControl(): void;
	/** Everything is finished. */
	end(store: Store): Promise<void>;
}

interface Failure {
	readonly key: ConversationKey;
	readonly message: string | undefined;
	/** The log's length at that moment. */
	readonly position: number;
	readonly life: Life;
	/** Whether the process lived long enough to ask for somebody. */
	survived: boolean;
}

const slackMs = 2_000;

export interface SettlingOptions {
	readonly webhooks: Webhooks;
	readonly network: Network;
	readonly servers: () => readonly Server[];
}

export function watchSettling(world: World, { webhooks, network, servers }: SettlingOptions): Settling {
	const { court, history, plan, scheduler, roles } = world;
	const failures: Failure[] = [];

	history.listen({
		changed({ key }, { entries }) {
			for (const entry of entries) {
				if (entry.type === "revoked" && entry.why === "lost") checkLost(key, entry.holder.app);
			}
		},
	});

	/** An app loses control for its absence only after its lease, which is renewed three times in its length. */
	function checkLost(key: ConversationKey, app: string): void {
		const now = scheduler.now();
		// Leases cannot be renewed while the store is away.
		if (world.storeAwayUntil > now - plan.appLeaseMs) return;
		if (network.wasConnected(app, now - (plan.appLeaseMs * 2) / 3 + slackMs, now - slackMs))
			court.accuse(6, key, `${app} loses control as absent, and was connected within its lease`);
	}

	/** Only a failure in a turn that runs, while the bot holds control, asks for a person. */
	function botFailed({ key }: Talk, { id }: ActivityLike, life: Life): void {
		const { log, state } = history.of(key);
		const head = state?.turns[0];
		const about = log.find((entry) => entry.id === head?.id);
		const isCurrent = about?.type === "userSaid" && about.activity.id === id;
		if (!isCurrent || state === undefined || holderOf(state.control) !== undefined) return;
		const failure: Failure = { key, message: id, position: log.length, life, survived: false };
		failures.push(failure);
		scheduler.after(2 * plan.sendTimeoutMs, () => {
			failure.survived = life.alive && life.frozenUntil < scheduler.now() - plan.sendTimeoutMs;
		});
	}

	function checkLeases(): void {
		for (const { key, state } of history.chronicles.values()) {
			const holder = state === undefined ? undefined : holderOf(state.control);
			if (holder !== undefined && holder.app !== "inbox")
				court.accuse(6, key, `${holder.app} is gone for two leases, and still holds control`);
		}
	}

	function checkControl(): void {
		for (const { key, state } of history.chronicles.values()) {
			if (state !== undefined && state.control.phase !== "bot")
				court.accuse(
					6,
					key,
					`Nobody does anything for a long time, and control is still ${JSON.stringify(state.control)}`,
				);
		}
	}

	async function end(store: Store): Promise<void> {
		webhooks.checkKept();
		if (webhooks.open > 0) court.accuse(3, undefined, `${webhooks.open} webhooks were never acknowledged`);
		const left = new Set((await store.readLeft(1_000_000)).map((listed) => listed.key));
		for (const { key, state } of history.chronicles.values()) {
			const { conversation } = await store.load(key);
			checkLeft(key, { isLeft: conversation?.unmet?.message !== undefined, isListed: left.has(key) });
			if (conversation?.version !== state?.version)
				court.accuse(
					3,
					key,
					`The store has version ${conversation?.version}, and acknowledged ${state?.version}`,
				);
			const [first] = await store.readOutbox(key);
			if (first !== undefined) court.accuse(3, key, `${first.id} was never sent: it is ${first.state}`);
			const [turn] = conversation?.turns ?? [];
			if (turn !== undefined) court.accuse(3, key, `A turn was never finished: ${JSON.stringify(turn)}`);
			if (conversation?.session.open === true) court.accuse(6, key, "The session never ends");
		}
		for (const { id } of roles) {
			for (const key of await store.readNews(id as never))
				if (id !== "inbox") court.accuse(3, key, `${id} has something left in its mailbox`);
		}
		for (const failure of failures) if (failure.survived) checkFailure(failure);
		for (const { name, open } of servers())
			for (const id of open.keys())
				court.accuse(3, undefined, `${name} never finishes its request for ${id}`);
	}

	/** What the user left for people is found by them until one of them has it. */
	function checkLeft(
		key: ConversationKey,
		{ isLeft, isListed }: { readonly isLeft: boolean; readonly isListed: boolean },
	): void {
		if (isLeft && !isListed) court.accuse(3, key, "A message that was left is not listed");
		if (!isLeft && isListed) court.accuse(3, key, "A message is listed that nobody left");
		const { log } = history.of(key);
		const ends = log.findLastIndex(({ type }) => type === "granted" || type === "sessionEnded");
		const leaves = log.findLastIndex(({ type }) => type === "messageLeft");
		if (leaves > ends && !isLeft && !log.slice(leaves).some(({ type }) => type === "offerEnded"))
			court.accuse(3, key, "A message that was left is gone, and nobody has it");
	}

	/** A person was asked for, or is there, or the user was told that nobody is. */
	function checkFailure({ key, message, position }: Failure): void {
		const { log } = history.of(key);
		const turn = log.find((entry) => entry.type === "userSaid" && entry.activity.id === message);
		const isMade = log.slice(position).some((entry) => isGoodFor(entry, turn));
		if (!isMade) court.accuse(9, key, `The bot failed on ${message} and nobody was asked`);
	}

	/** Where the store fails as well, the bot runs again, and may ask for another reason, or answer. */
	function isGoodFor(entry: Entry, turn: Entry | undefined): boolean {
		const isRunAgain = plan.storeTrouble > 0;
		if (entry.type === "offered") return isRunAgain || entry.offer.reason.type === "bot-failed";
		if (entry.type === "botSaid") return isRunAgain && entry.answers === turn?.id;
		return entry.type === "granted" || (entry.type === "notice" && entry.notice === "nobodyFree");
	}

	return { botFailed, checkLeases, checkControl, end };
}
